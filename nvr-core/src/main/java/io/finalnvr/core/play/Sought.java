package io.finalnvr.core.play;

import io.finalnvr.spi.FrameLog;
import java.util.Optional;

/**
 * What a search in a footage log found.
 *
 * @param where the place to begin at
 * @param reader one that stands there, for whoever takes this to close, where the search has one
 */
record Sought(Located where, Optional<FootageReader> reader) {

  Sought(Located where) {
    this(where, Optional.empty());
  }

  /** A reader that stands there. */
  FootageReader open(FrameLog footage) {
    return reader.orElseGet(() -> FootageReader.open(footage, where));
  }

  /** For whoever wants to know the place only. */
  void close() {
    reader.ifPresent(FootageReader::close);
  }
}
