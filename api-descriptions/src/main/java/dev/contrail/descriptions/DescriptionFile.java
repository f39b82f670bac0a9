package dev.contrail.descriptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A description as it is checked in. It is written with {@code -Dcatalogue.write=true}, and also
 * where it begins with the line {@link #STALE}, which {@code ./new-aggregate} and {@code
 * ./remove-example} put there, for they have no build at hand.
 */
public record DescriptionFile(Path file) {

  /** Above a description that the next build is to write anew. */
  public static final String STALE = "# stale: the next build writes this file anew";

  private static final int WIDTH = 120;

  /** What to do where {@link #recorded} is something else than {@link #text}. */
  public static String advice() {
    return "the description that is checked in; write it with -Dcatalogue.write=true";
  }

  /** A document as YAML, in the order of its fields. */
  public static String text(ObjectNode document) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(WIDTH);
    options.setSplitLines(false);
    return new Yaml(options).dump(JsonMapper.shared().treeToValue(document, Object.class));
  }

  /** What is checked in, which is this document if it is to be written. */
  public String recorded(ObjectNode document) throws IOException {
    if (Boolean.getBoolean("catalogue.write") || Files.readString(file).startsWith(STALE)) {
      Files.writeString(file, text(document));
    }
    return Files.readString(file);
  }
}
