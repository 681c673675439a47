package io.finalnvr.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.Bookmark;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.Subscription;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  private final Clocks clocks = Clocks.system(InstantSource.system());
  private final Store store = new MemoryStore();
  private final Leases leases = new Leases(store.versionedMap("leases"), clocks);
  private final EventLog log = new EventLog("gate", store, leases, clocks);

  @AfterEach
  void close() {
    leases.close();
    store.close();
  }

  private static Event door(int seconds) {
    return Event.at("gate", "door", NOON.plusSeconds(seconds));
  }

  private static TimeRange range(int from, int to) {
    return new TimeRange(NOON.plusSeconds(from), NOON.plusSeconds(to));
  }

  @Test
  void everyEvent_isReadAsItWasAppended() {
    Event event =
        Event.of("gate", "person", range(0, 3))
            .score(0.75)
            .area(new Event.Area(0.1, 0.2, 0.5, 0.25))
            .attribute("colour", "red")
            .from("detector", "run-1/42")
            .triggering(Duration.ofSeconds(30));
    log.append(event);
    assertThat(log.read(range(0, 10))).containsExactly(event);
  }

  @Test
  void formInTheStore_isStable() {
    Event event =
        Event.at("gate", "person", NOON)
            .score(0.5)
            .attribute("b", "2")
            .attribute("a", "1")
            .from("detector", "7")
            .triggering(Duration.ofSeconds(30));
    assertThat(StandardCharsets.UTF_8.decode(EventJson.write(event)).toString())
        .isEqualTo(
            "{\"type\":\"event\",\"id\":\"7\",\"source\":\"detector\",\"label\":\"person\","
                + "\"from\":\"2026-01-05T12:00:00Z\",\"to\":\"2026-01-05T12:00:00Z\","
                + "\"score\":0.5,\"attributes\":{\"a\":\"1\",\"b\":\"2\"},"
                + "\"trigger\":{\"postRoll\":\"PT30S\"}}");
  }

  @Test
  void whatCannotBeRead_isPassedOver() {
    for (String json : List.of("", "{}", "[]", "{\"type\":\"event\"}", "{\"type\":\"other\"}")) {
      assertThat(EventJson.read("gate", ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))))
          .isEmpty();
    }
  }

  @Test
  void range_isHalfOpenAndFindsWhatReachesIntoIt() {
    Event before = door(-1);
    Event reaching = Event.of("gate", "person", range(-5, 1));
    Event atStart = door(0);
    Event inside = door(5);
    Event atEnd = door(10);
    List.of(inside, before, atEnd, reaching, atStart).forEach(log::append);
    assertThat(log.read(range(0, 10))).containsExactly(reaching, atStart, inside);
  }

  @Test
  void eventAppendedTwice_isOne() {
    Event event = door(1);
    log.append(event);
    log.append(event);
    assertThat(log.read(range(0, 10))).containsExactly(event);
  }

  @Test
  @SuppressWarnings("try")
  void subscription_tellsWhatIsAppendedFromThenOnEachOnce() throws Exception {
    log.append(door(1));
    BlockingQueue<Event> told = new LinkedBlockingQueue<>();
    try (Subscription tail = log.follow(told::add)) {
      Event second = door(2);
      log.append(second);
      log.append(second);
      Event third = door(3);
      log.append(third);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(second);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(third);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("nvr-events-"));
  }

  @Test
  @SuppressWarnings("try")
  void subscriptionToALogThatDoesNotExist_waitsForIt() throws Exception {
    BlockingQueue<Event> told = new LinkedBlockingQueue<>();
    try (Subscription tail = log.follow(NOON, told::add)) {
      Event event = door(2);
      log.append(event);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
    }
  }

  @Test
  void severalThatAppend_takeTurns() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Leases> holders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int seconds = i;
      Leases theirs = new Leases(store.versionedMap("leases"), clocks);
      holders.add(theirs);
      EventLog other = new EventLog("gate", store, theirs, clocks);
      Thread thread = new Thread(() -> other.append(door(seconds)));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    holders.forEach(Leases::close);
    assertThat(log.read(range(0, 10))).extracting(Event::range).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void bookmarks_areNumberedListedByStartAndRemoved() {
    Bookmarks bookmarks = new Bookmarks(store, clocks);
    Bookmark second = bookmarks.add("gate", range(10, 20), "second");
    Bookmark first = bookmarks.add("gate", range(5, 5), " first ");
    bookmarks.add("yard", range(0, 1), "elsewhere");
    assertThat(second.id()).isEqualTo("gate.bookmark-1");
    assertThat(first.id()).isEqualTo("gate.bookmark-2");
    assertThat(first.name()).isEqualTo("first");
    assertThat(bookmarks.of("gate")).containsExactly(first, second);
    bookmarks.remove(second.id());
    assertThat(bookmarks.of("gate")).containsExactly(first);
    bookmarks.removeAll("gate");
    assertThat(bookmarks.of("gate")).isEmpty();
    assertThat(bookmarks.of("yard")).hasSize(1);
  }

  @Test
  void unknownBookmark_isAnErrorThatShowsHowTheyLook() {
    assertThatThrownBy(() -> new Bookmarks(store, clocks).remove("gate-1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gate.bookmark-1");
  }
}
