package dev.contrail.query.watch;

import dev.contrail.query.journal.JournalEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import tools.jackson.databind.JsonNode;

/**
 * Finds the watches that an event matches by an index of the watches: only those are looked at that
 * need a word which the event has, however many there are. Used by one thread.
 */
final class Percolator implements AutoCloseable {

  private final Monitor monitor;

  private record Known(Watch watch, Needs needs) {}

  private final Map<UUID, Known> watches = new HashMap<>();
  private final Map<String, Integer> paths = new HashMap<>();

  Percolator() {
    var presearcher = new TermFilteredPresearcher(Terms::weight, List.of(), Set.of());
    try {
      this.monitor = new Monitor(new StandardAnalyzer(), presearcher);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return watches.size();
  }

  Set<UUID> ids() {
    return Set.copyOf(watches.keySet());
  }

  void put(Collection<Watch> added) {
    var queries = new ArrayList<MonitorQuery>();
    for (var watch : added) {
      var needs = Needs.of(watch.definition());
      if (watches.put(watch.id(), new Known(watch, needs)) == null) {
        needs.paths().forEach(path -> paths.merge(path, 1, Integer::sum));
      }
      queries.add(new MonitorQuery(watch.id().toString(), query(needs)));
    }
    try {
      monitor.register(queries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(UUID id) {
    var known = watches.remove(id);
    if (known == null) {
      return;
    }
    for (var path : known.needs().paths()) {
      paths.computeIfPresent(path, (_, uses) -> uses == 1 ? null : uses - 1);
    }
    try {
      monitor.deleteById(id.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The watches that an event matches, those that begin later left out. */
  List<Watch> match(JournalEvent event, JsonNode data) {
    try {
      var matches = monitor.match(document(event, data), QueryMatch.SIMPLE_MATCHER);
      if (!matches.getErrors().isEmpty()) {
        throw new IllegalStateException("watches cannot be matched: " + matches.getErrors());
      }
      var matched = new ArrayList<Watch>();
      for (var match : matches.getMatches()) {
        var known = watches.get(UUID.fromString(match.getQueryId()));
        if (known != null
            && known.watch().since() < event.position()
            && known.needs().rangesHold(data)) {
          matched.add(known.watch());
        }
      }
      return matched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Document document(JournalEvent event, JsonNode data) {
    var document = new Document();
    document.add(new StringField(Terms.TYPE, event.type(), Field.Store.NO));
    Needs.wordsOf(data, paths.keySet())
        .forEach(word -> document.add(new StringField(Terms.DATA, word, Field.Store.NO)));
    return document;
  }

  /** Ranges are not in it but that there is something to compare; they are compared exactly. */
  private static Query query(Needs needs) {
    var all = new BooleanQuery.Builder();
    var types = new BooleanQuery.Builder();
    needs.definition().types().forEach(type -> types.add(term(Terms.TYPE, type), Occur.SHOULD));
    all.add(
        needs.definition().types().isEmpty() ? new MatchAllDocsQuery() : types.build(),
        Occur.FILTER);
    needs.words().forEach(word -> all.add(term(Terms.DATA, word), Occur.FILTER));
    return all.build();
  }

  private static Query term(String field, String word) {
    return new TermQuery(new Term(field, word));
  }

  @Override
  public void close() {
    try {
      monitor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
