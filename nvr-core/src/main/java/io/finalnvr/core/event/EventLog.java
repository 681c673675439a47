package io.finalnvr.core.event;

import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.StorageException;
import io.finalnvr.Subscription;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.record.Failures;
import io.finalnvr.core.record.LeaseWait;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.record.LogWalk;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The log of what happened in front of a camera. Any process may append: each takes the log's lease
 * for as long as that takes. A record's time is when it was appended; the event's own time is in
 * it. What is appended more than a day after it began, or before it is over, has a log of its own,
 * so that a range of the other one is found by its index. Thread-safe; methods block on I/O.
 */
public final class EventLog {

  private static final Duration LEASE_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How far the clocks of those who append may differ. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** How long after its beginning an event is appended at the latest, unless it is late. */
  private static final Duration TIMELY = Duration.ofDays(1);

  private final String cameraId;
  private final FrameLog log;
  private final FrameLog late;
  private final Leases leases;
  private final Clocks clocks;

  /** Of a camera in a store. */
  public EventLog(String cameraId, Store store, Leases leases, Clocks clocks) {
    this.cameraId = cameraId;
    this.log = store.frameLog(LogNames.marks(cameraId));
    this.late = store.frameLog(LogNames.lateMarks(cameraId));
    this.leases = leases;
    this.clocks = clocks;
  }

  /**
   * Appends an event; returns when it is durable.
   *
   * @throws StorageException when it is not
   */
  public void append(Event event) {
    LeaseWait.with(
        leases,
        clocks,
        log.name(),
        LEASE_PATIENCE,
        "camera %s: others are appending events".formatted(cameraId),
        lease -> {
          write(event);
          return event;
        });
  }

  private void write(Event event) {
    Instant now = clocks.instant();
    boolean timely =
        !event.range().start().isBefore(now.minus(TIMELY))
            && !event.range().end().isAfter(now.plus(CLOCK_SKEW));
    write(event, now, timely ? log : late);
  }

  private void write(Event event, Instant now, FrameLog to) {
    try (FrameLogWriter writer = to.openWriter()) {
      Instant last = writer.lastTime().orElse(Instant.EPOCH);
      writer
          .append(
              now.isAfter(last) ? now : last.plusNanos(1_000),
              /* randomAccess= */ true,
              /* discontinuity= */ false,
              EventJson.write(event))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Failures.storage(e);
    } catch (TimeoutException e) {
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE,
          "camera %s: the event did not become durable within %d s"
              .formatted(cameraId, PATIENCE.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE, "interrupted while an event was appended", e);
    }
  }

  /** Events that are looked for, by start; each once. */
  public List<Event> read(EventQuery query) {
    Map<String, Event> found = new LinkedHashMap<>();
    TimeRange range = query.range();
    Instant until =
        range.end().isBefore(Instant.MAX.minus(TIMELY).minus(CLOCK_SKEW))
            ? range.end().plus(TIMELY).plus(CLOCK_SKEW)
            : Instant.MAX;
    LogWalk.whileWanted(
        log,
        positionAt(log, range.start()),
        item -> {
          take(item, query, found);
          return !(item instanceof StoredFrame record) || record.time().isBefore(until);
        });
    LogWalk.toTail(late, late.head(), item -> take(item, query, found));
    return found.values().stream()
        .sorted(Comparator.comparing((Event event) -> event.range().start()))
        .toList();
  }

  /** Events that have an instant in common with a range, by start; each once. */
  List<Event> read(TimeRange range) {
    return read(EventQuery.of(range));
  }

  private void take(LogItem item, EventQuery query, Map<String, Event> found) {
    if (item instanceof StoredFrame record) {
      EventJson.read(cameraId, record.payload())
          .filter(query::matches)
          .ifPresent(event -> found.putIfAbsent(event.id(), event));
    }
  }

  /** From where on all events are that were appended at an instant or later. */
  private static long positionAt(FrameLog log, Instant instant) {
    Instant from =
        instant.isAfter(Instant.EPOCH) ? instant.minus(CLOCK_SKEW.multipliedBy(2)) : instant;
    return log.entryAtOrBefore(from).map(IndexEntry::position).orElseGet(log::head);
  }

  /**
   * Follows what is appended, on threads of its own.
   *
   * @param since begins with what was appended then; older events may come too
   */
  public Subscription follow(Instant since, Consumer<Event> listener) {
    return both(
        EventTail.start(cameraId, log, () -> positionAt(log, since), clocks, listener),
        EventTail.start(cameraId, late, () -> positionAt(late, since), clocks, listener));
  }

  /** Follows what is appended from now on, on threads of its own. */
  public Subscription follow(Consumer<Event> listener) {
    long tail = log.tail();
    long lateTail = late.tail();
    return both(
        EventTail.start(cameraId, log, () -> tail, clocks, listener),
        EventTail.start(cameraId, late, () -> lateTail, clocks, listener));
  }

  private static Subscription both(EventTail one, EventTail other) {
    return () -> {
      one.close();
      other.close();
    };
  }

  /** The logs with the events. */
  public List<FrameLog> logs() {
    return List.of(log, late);
  }

  /** Deletes all. */
  public void delete() {
    log.delete();
    late.delete();
  }
}
