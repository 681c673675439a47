package io.finalnvr.core.record;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what is in a log now, without following it. */
final class LogWalk {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LogWalk() {}

  /**
   * Gives the records from a position to the tail; passes over breaks. Blocks on I/O.
   *
   * @throws StorageException when the store fails, or gives nothing for 10 s
   */
  static void toTail(FrameLog log, long from, Consumer<StoredFrame> records) {
    long end = log.tail();
    try (FrameLogReader reader = log.openReader(from)) {
      while (reader.position() < end) {
        Optional<LogItem> item = reader.read(PATIENCE);
        if (item.isEmpty()) {
          throw new StorageException(
              StorageException.Reason.UNAVAILABLE,
              "the log %s could not be read within %d s"
                  .formatted(log.name(), PATIENCE.toSeconds()));
        }
        if (item.get() instanceof StoredFrame record) {
          records.accept(record);
        }
      }
    }
  }
}
