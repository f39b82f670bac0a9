package com.example.flights.command;

import io.apicurio.datamodels.Library;
import io.apicurio.datamodels.TraverserDirection;
import io.apicurio.datamodels.models.Node;
import io.apicurio.datamodels.models.visitors.AllNodeVisitor;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The AsyncAPI specification, as Apicurio's model of it checks documents. */
final class AsyncApi {

  private AsyncApi() {}

  /** What the specification does not allow in a document, nothing if all is well. */
  static List<String> wrong(ObjectNode document) {
    var read = Library.readDocumentFromJSONString(document.toString());
    var wrong = new ArrayList<String>();
    Library.validate(read, null)
        .forEach(problem -> wrong.add(problem.nodePath + ": " + problem.message));
    Library.visitTree(read, new Unknown(wrong), TraverserDirection.down);
    return wrong;
  }

  /** The rules pass over names that the specification does not know. */
  private static final class Unknown extends AllNodeVisitor {

    private final List<String> wrong;

    Unknown(List<String> wrong) {
      this.wrong = wrong;
    }

    @Override
    protected void visitNode(Node node) {
      if (node.hasExtraProperties()) {
        wrong.add(Library.createNodePath(node) + ": unknown " + node.getExtraPropertyNames());
      }
    }
  }
}
