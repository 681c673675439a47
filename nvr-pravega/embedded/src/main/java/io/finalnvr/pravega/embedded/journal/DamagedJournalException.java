package io.finalnvr.pravega.embedded.journal;

import java.io.IOException;

/** A journal lacks something that was acknowledged. */
final class DamagedJournalException extends IOException {

  private static final long serialVersionUID = 1;

  DamagedJournalException(String message) {
    super(message);
  }
}
