package io.finalnvr.pravega.embedded.journal;

import io.finalnvr.pravega.embedded.journal.JournalRecovery.Part;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of several files that are needed, oldest first. Not thread-safe. */
final class JournalRecords implements Closeable {

  private final Deque<Part> parts;
  private final long truncatedUpTo;
  private @Nullable JournalReader reader;

  JournalRecords(List<Part> parts, long truncatedUpTo) {
    this.parts = new ArrayDeque<>(parts);
    this.truncatedUpTo = truncatedUpTo;
  }

  /** The next that was appended; null after the last. */
  @Nullable JournalRecord next() throws IOException {
    while (true) {
      JournalRecord next = reader == null ? null : reader.next();
      if (next == null) {
        close();
        if (parts.isEmpty()) {
          return null;
        }
        reader = new JournalReader(parts.remove().file());
      } else if (next.kind() == JournalFormat.APPEND && next.sequence() > truncatedUpTo) {
        return next;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
