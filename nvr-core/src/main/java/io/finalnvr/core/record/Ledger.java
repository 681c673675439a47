package io.finalnvr.core.record;

import io.finalnvr.StorageException;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The ledger in a camera's event log: when recordings began and ended, and what was lost. {@link
 * #read} may be called from anywhere; a {@link Writer} belongs to the holder of the camera's lease.
 */
public final class Ledger {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int MOST_FORGOTTEN = 10_000;

  private final FrameLog events;
  private final LedgerCache known;

  /** Of a camera's event log. */
  public Ledger(FrameLog events) {
    this.events = events;
    this.known = new LedgerCache(events);
  }

  /**
   * All events as they are now, oldest first. Blocks on I/O; what was read is not read again.
   *
   * @throws StorageException when the store fails
   */
  public List<LedgerEvent> read() {
    return known.read();
  }

  /**
   * The newest event that begins or ends a recording. Reads the end of the log, if that will do.
   */
  Optional<LedgerEvent> newestOfARecording() {
    long head = events.head();
    long tail = events.tail();
    for (long bytes = 16_384; ; bytes *= 8) {
      long from =
          tail - bytes <= head
              ? head
              : events.entryAtOrAfter(tail - bytes).map(IndexEntry::position).orElse(head);
      List<LedgerEvent> found = new ArrayList<>();
      LogWalk.toTail(
          events,
          from,
          item -> LedgerCache.event(item).filter(Ledger::isOfARecording).ifPresent(found::add));
      if (!found.isEmpty() || from == head) {
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
      }
    }
  }

  private static boolean isOfARecording(LedgerEvent event) {
    return event instanceof LedgerEvent.Started
        || event instanceof LedgerEvent.Resumed
        || event instanceof LedgerEvent.Ended;
  }

  /**
   * Removes the oldest events that say nothing about footage from an instant on: the timeline of
   * what is left does not change. Looks at the oldest 10,000 events, no more. Blocks on I/O; safe
   * while somebody writes.
   */
  void forgetBefore(Instant oldestLeft) {
    LedgerCut cut = new LedgerCut(oldestLeft);
    List<Instant> times = new ArrayList<>();
    long end = events.tail();
    boolean more = true;
    try (FrameLogReader reader = events.openReader(events.head())) {
      while (more && reader.position() < end && times.size() < MOST_FORGOTTEN) {
        Optional<LogItem> item = reader.read(PATIENCE);
        if (item.isEmpty()) {
          return;
        }
        if (item.get() instanceof StoredFrame record) {
          Optional<LedgerEvent> event = LedgerJson.read(record.payload());
          if (event.isPresent()) {
            times.add(record.time());
            more = cut.take(event.get());
          }
        }
      }
    }
    if (cut.keepFrom() > 0) {
      events.truncateBefore(times.get(cut.keepFrom()));
    }
  }

  Writer open(Clocks clocks) {
    try {
      return new Writer(events.openWriter(), clocks);
    } catch (StorageException e) {
      throw Failures.ofLog(e);
    }
  }

  /** Enters events. Not thread-safe. */
  static final class Writer implements AutoCloseable {
    private final FrameLogWriter log;
    private final Clocks clocks;
    private Instant lastTime;

    private Writer(FrameLogWriter log, Clocks clocks) {
      this.log = log;
      this.clocks = clocks;
      this.lastTime = log.lastTime().orElse(Instant.EPOCH);
    }

    /**
     * Enters an event; returns when it is durable.
     *
     * @throws StorageException when it is not within 10 s
     */
    void enter(LedgerEvent event) throws InterruptedException {
      Instant now = clocks.instant();
      lastTime = now.isAfter(lastTime) ? now : lastTime.plusNanos(1_000);
      try {
        log.append(
                lastTime,
                /* randomAccess= */ true,
                /* discontinuity= */ false,
                LedgerJson.write(event))
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | CompletionException e) {
        throw Failures.ofLog(e);
      } catch (TimeoutException e) {
        throw new StorageException(
            StorageException.Reason.UNAVAILABLE,
            "an event did not become durable within %d s".formatted(PATIENCE.toSeconds()),
            e);
      }
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
