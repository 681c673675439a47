package io.finalnvr.core;

import io.finalnvr.Bookmark;
import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.Subscription;
import io.finalnvr.TimeRange;
import io.finalnvr.core.analyze.ResultSearch;
import io.finalnvr.core.analyze.RunTail;
import io.finalnvr.core.analyze.Runs;
import io.finalnvr.core.event.Bookmarks;
import io.finalnvr.core.event.EventLog;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.Store;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Events and bookmarks of an engine's cameras. Thread-safe; methods block on I/O. */
final class Happenings implements AutoCloseable {

  private static final Duration DAY = Duration.ofDays(1);

  /** Attribute of the copy of an event by which recorders elsewhere learn of it. */
  private static final String OF = "of";

  private final Store store;
  private final Leases leases;
  private final Clocks clocks;
  private final Bookmarks bookmarks;
  private final Runs runs;
  private final ResultSearch search;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final Set<RunTail> tails = ConcurrentHashMap.newKeySet();

  Happenings(Store store, Leases leases, Clocks clocks, Runs runs) {
    this.runs = runs;
    this.search = new ResultSearch(runs, leases);
    this.store = store;
    this.leases = leases;
    this.clocks = clocks;
    this.bookmarks = new Bookmarks(store, clocks);
  }

  private EventLog log(String cameraId) {
    return new EventLog(cameraId, store, leases, clocks);
  }

  ResultSearch search() {
    return search;
  }

  void append(Event event) {
    log(event.cameraId()).append(event);
  }

  /** Those looked for of a camera, by start; those that analysers have found too. */
  List<Event> events(String cameraId, EventQuery query) {
    Map<String, Event> found = new LinkedHashMap<>();
    search.events(cameraId, query).forEach(event -> found.put(event.id(), event));
    log(cameraId).read(query).stream()
        .filter(event -> !event.attributes().containsKey(OF))
        .forEach(event -> found.putIfAbsent(event.id(), event));
    return found.values().stream()
        .sorted(Comparator.comparing((Event event) -> event.range().start()))
        .limit(query.limit())
        .toList();
  }

  /** Those looked for, by start. */
  List<Event> events(Collection<String> cameraIds, EventQuery query) {
    return cameraIds.stream()
        .flatMap(id -> events(id, query).stream())
        .sorted(Comparator.comparing((Event event) -> event.range().start()))
        .limit(query.limit())
        .toList();
  }

  /**
   * Lets an event of an analyser start recording, or keep it going, in another process: it is in
   * the analyser's log already, and is not found a second time.
   */
  void triggerElsewhere(Event event) {
    append(
        event
            .triggering()
            .attribute(OF, event.id())
            .from(event.source(), event.id() + "/" + event.range().end()));
  }

  /** An analyser of this process has found something. */
  void found(Event event) {
    tails.stream()
        .filter(tail -> tail.cameraId().equals(event.cameraId()))
        .forEach(tail -> tail.tell(event));
  }

  /** What is appended from now on, until the engine or the subscription is closed. */
  Subscription fromNow(String cameraId, Consumer<Event> listener) {
    Consumer<Event> first =
        event -> {
          if (!event.attributes().containsKey(OF)) {
            listener.accept(event);
          }
        };
    Subscription marks = log(cameraId).follow(first);
    RunTail finds = RunTail.start(cameraId, runs, clocks, listener);
    tails.add(finds);
    return keep(
        () -> {
          tails.remove(finds);
          marks.close();
          finds.close();
        });
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
    runs.removeAll(cameraId);
    bookmarks.removeAll(cameraId);
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
  }
}
