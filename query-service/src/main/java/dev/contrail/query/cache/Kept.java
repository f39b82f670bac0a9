package dev.contrail.query.cache;

/** What stands for a path in the cache; compared by identity. */
sealed interface Kept {

  /** Of which table. */
  KeptTable table();

  /**
   * Somebody is reading the answer. If the row changes meanwhile this is dropped from the cache,
   * and so is the answer when it comes.
   */
  final class Reading implements Kept {

    private final KeptTable table;

    Reading(KeptTable table) {
      this.table = table;
    }

    @Override
    public KeptTable table() {
      return table;
    }
  }

  /** An answer as it goes out. */
  final class Answer implements Kept {

    private final KeptTable table;
    private final byte[] body;
    private final String etag;
    private final String contentType;

    Answer(KeptTable table, byte[] body, String etag, String contentType) {
      this.table = table;
      this.body = body;
      this.etag = etag;
      this.contentType = contentType;
    }

    @Override
    public KeptTable table() {
      return table;
    }

    byte[] body() {
      return body;
    }

    String etag() {
      return etag;
    }

    String contentType() {
      return contentType;
    }
  }
}
