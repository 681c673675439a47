package io.finalnvr.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Event;
import io.finalnvr.TimeRange;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.record.Leases;
import io.finalnvr.testkit.FlakyStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventSearchCostTest {

  @Test
  void rangeOfLongAgo_isReadByTheIndex_notToTheTail() {
    TestClocks clocks = new TestClocks();
    Instant start = clocks.instant();
    try (FlakyStore store = new FlakyStore(new MemoryStore());
        Leases leases = new Leases(store.versionedMap("leases"), clocks)) {
      EventLog log = new EventLog("gate", store, leases, clocks);
      for (int hour = 0; hour < 500; hour++) {
        log.append(Event.at("gate", "door", clocks.instant()));
        clocks.advance(Duration.ofHours(1));
      }
      log.append(Event.at("gate", "late", start.plus(Duration.ofHours(100))));
      int before = store.calls(FlakyStore.Operation.READ);
      TimeRange range =
          new TimeRange(start.plus(Duration.ofHours(100)), start.plus(Duration.ofHours(102)));

      assertThat(log.read(range)).extracting(Event::label).containsExactly("door", "late", "door");
      assertThat(store.calls(FlakyStore.Operation.READ) - before).isLessThan(40);
    }
  }
}
