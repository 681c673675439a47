package io.finalnvr.core;

import io.finalnvr.Bookmark;
import io.finalnvr.Event;
import io.finalnvr.Subscription;
import io.finalnvr.TimeRange;
import io.finalnvr.core.event.Bookmarks;
import io.finalnvr.core.event.EventLog;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.Store;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Events and bookmarks of an engine's cameras. Thread-safe; methods block on I/O. */
final class Happenings implements AutoCloseable {

  private static final Duration DAY = Duration.ofDays(1);

  private final Store store;
  private final Leases leases;
  private final Clocks clocks;
  private final Bookmarks bookmarks;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  Happenings(Store store, Leases leases, Clocks clocks) {
    this.store = store;
    this.leases = leases;
    this.clocks = clocks;
    this.bookmarks = new Bookmarks(store, clocks);
  }

  private EventLog log(String cameraId) {
    return new EventLog(cameraId, store, leases, clocks);
  }

  void append(Event event) {
    log(event.cameraId()).append(event);
  }

  List<Event> events(String cameraId, TimeRange range) {
    return log(cameraId).read(range);
  }

  /** What is appended from now on, until the engine or the subscription is closed. */
  Subscription fromNow(String cameraId, Consumer<Event> listener) {
    return keep(log(cameraId).follow(listener));
  }

  /**
   * What was appended within a day, which is as long as an event counts, and what is from now on.
   */
  Subscription sinceYesterday(String cameraId, Consumer<Event> listener) {
    return log(cameraId).follow(clocks.instant().minus(DAY), listener);
  }

  private Subscription keep(Subscription started) {
    Subscription kept =
        new Subscription() {
          @Override
          public void close() {
            subscriptions.remove(this);
            started.close();
          }
        };
    subscriptions.add(kept);
    return kept;
  }

  Bookmark bookmark(String cameraId, TimeRange range, String name) {
    return bookmarks.add(cameraId, range, name);
  }

  List<Bookmark> bookmarks(String cameraId) {
    return bookmarks.of(cameraId);
  }

  void removeBookmark(String id) {
    bookmarks.remove(id);
  }

  void deleteAll(String cameraId) {
    log(cameraId).delete();
    bookmarks.removeAll(cameraId);
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
  }
}
