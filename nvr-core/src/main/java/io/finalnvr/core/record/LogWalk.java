package io.finalnvr.core.record;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogItem;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads what is in a log now, without following it. */
public final class LogWalk {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LogWalk() {}

  /**
   * Gives records and breaks from a position to the tail. Blocks on I/O.
   *
   * @return the position that was reached, to go on from
   * @throws StorageException when the store fails, or gives nothing for 10 s
   */
  public static long toTail(FrameLog log, long from, Consumer<LogItem> items) {
    return whileWanted(
        log,
        from,
        item -> {
          items.accept(item);
          return true;
        });
  }

  /**
   * Gives records and breaks from a position until they are not wanted any more, at the latest up
   * to the tail. Blocks on I/O.
   *
   * @param wanted takes an item, and tells whether the next one is wanted
   * @return the position that was reached
   * @throws StorageException when the store fails, or gives nothing for 10 s
   */
  public static long whileWanted(FrameLog log, long from, Predicate<LogItem> wanted) {
    long end = log.tail();
    if (from >= end) {
      return from;
    }
    try (FrameLogReader reader = log.openReader(from)) {
      while (reader.position() < end) {
        Optional<LogItem> item = reader.read(PATIENCE);
        if (item.isEmpty()) {
          throw new StorageException(
              StorageException.Reason.UNAVAILABLE,
              "the log %s could not be read within %d s"
                  .formatted(log.name(), PATIENCE.toSeconds()));
        }
        if (!wanted.test(item.get())) {
          break;
        }
      }
      return reader.position();
    }
  }
}
