package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.GapCause;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.record.LedgerEvent.Ended;
import io.finalnvr.core.record.LedgerEvent.Lost;
import io.finalnvr.core.record.LedgerEvent.Started;
import io.finalnvr.spi.FrameLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCutTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = T0.plusSeconds(100_000);

  private static Instant at(long second) {
    return T0.plusSeconds(second);
  }

  private static Timeline fold(List<LedgerEvent> events, Instant from, Instant to, boolean live) {
    Optional<TimeRange> footage = Optional.of(new TimeRange(from, to));
    return TimelineFold.timeline("gate", events, footage, live, NOW);
  }

  private static int keepFrom(List<LedgerEvent> events, Instant oldestLeft) {
    LedgerCut cut = new LedgerCut(oldestLeft);
    for (int i = 0; i < events.size() && cut.take(events.get(i)); i++) {
      // The cut decides when it has seen enough.
    }
    return cut.keepFrom();
  }

  @Test
  void recordingThatTheCutIsIn_keepsItsStart() {
    List<LedgerEvent> events =
        List.of(
            new Started(at(0)),
            new Ended(at(10), GapCause.STOPPED, ""),
            new Started(at(20)),
            new Ended(at(30), GapCause.STOPPED, ""));
    assertThat(keepFrom(events, at(5))).isZero();
    assertThat(keepFrom(events, at(15))).isZero();
    assertThat(keepFrom(events, at(20))).isEqualTo(2);
    assertThat(keepFrom(events, at(25))).isEqualTo(2);
    assertThat(keepFrom(events, at(99))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void cutAnywhere_changesNothingOfTheTimelineThatIsLeft(long seed) {
    Random random = new Random(seed);
    List<LedgerEvent> events = new ArrayList<>();
    int second = random(events, random);
    boolean live = random.nextBoolean();
    for (int s = 0; s < second; s++) {
      List<LedgerEvent> left = events.subList(keepFrom(events, at(s)), events.size());
      assertThat(fold(left, at(s), at(second), live))
          .isEqualTo(fold(events, at(s), at(second), live));
    }
  }

  private static int random(List<LedgerEvent> events, Random random) {
    int second = 0;
    for (int i = 0; i < 12; i++) {
      events.add(new Started(at(second)));
      for (int n = random.nextInt(3); n > 0; n--) {
        int from = second + random.nextInt(9);
        second = from + 1 + random.nextInt(20);
        events.add(
            new Lost(
                at(from),
                at(second),
                GapCause.OVERLOAD,
                "full",
                OptionalLong.of(n),
                OptionalLong.empty()));
      }
      second += random.nextInt(30);
      if (random.nextInt(5) > 0) {
        events.add(new Ended(at(second), GapCause.CAMERA_UNREACHABLE, "no route"));
      }
      second += random.nextInt(30);
    }
    return second;
  }

  @Test
  void ledgerInTheStore_losesItsOldestEventsAndNoOther() throws Exception {
    try (MemoryStore store = new MemoryStore()) {
      FrameLog log = store.frameLog("gate.events");
      TestClocks clocks = new TestClocks(T0);
      List<LedgerEvent> events = new ArrayList<>();
      int end = random(events, new Random(77));
      try (Ledger.Writer writer = new Ledger(log).open(clocks)) {
        for (LedgerEvent event : events) {
          clocks.advance(Duration.ofSeconds(1));
          writer.enter(event);
        }
      }
      Instant oldestLeft = at(end / 2);
      new Ledger(log).forgetBefore(oldestLeft);

      List<LedgerEvent> left = new Ledger(log).read();
      assertThat(left).isEqualTo(events.subList(keepFrom(events, oldestLeft), events.size()));
      assertThat(left).hasSizeLessThan(events.size());
    }
  }
}
