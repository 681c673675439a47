package io.finalnvr.core.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.RetentionPolicy;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.retain.CameraRetention;
import io.finalnvr.core.retain.RandomFootage;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.StoredFrame;
import io.finalnvr.spi.VersionedMap;
import io.finalnvr.testkit.FlakyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kills the process that copies held footage at every one of its steps, one after the other. */
class KilledCopyTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestClocks clocks = new TestClocks(T0);
  private final List<Leases> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Leases::close);
  }

  @Test
  void whereverItIsKilled_nothingHeldIsLostAndNothingIsThereTwice() {
    int killed = 0;
    while (isKilledAt(killed)) {
      killed++;
    }
    assertThat(killed).isGreaterThan(50);
  }

  /** Whether the work was longer than so many steps. */
  private boolean isKilledAt(int steps) {
    try (FlakyStore store = new FlakyStore(new MemoryStore())) {
      FrameLog log = store.frameLog(LogNames.footage("gate"));
      RandomFootage footage = new RandomFootage(store, "gate", T0, 3).recordings(2);
      List<StoredFrame> all = frames(log);
      TimeRange held = new TimeRange(all.get(7).time(), all.get(40).time());
      String id = open(store).holds().add(held, "evidence").id();

      store.goDownAfter(steps);
      boolean killed = !cut(open(store), footage.end());
      store.heal();
      forgetLeases(store.versionedMap("leases"));

      CameraFootage next = open(store);
      verify(steps, all, held, next.playable());
      assertThat(cut(next, footage.end())).isTrue();
      assertThat(log.head()).as("step %d", steps).isPositive();
      verify(steps, all, held, next.playable());
      assertThat(frames(store.frameLog(id)))
          .as("step %d", steps)
          .extracting(StoredFrame::time)
          .isSorted()
          .doesNotHaveDuplicates();
      return killed;
    }
  }

  private CameraFootage open(FlakyStore store) {
    Leases leases = new Leases(store.versionedMap("leases"), clocks);
    opened.add(leases);
    return new CameraFootage("gate", store, leases, clocks);
  }

  private static boolean cut(CameraFootage camera, Instant cutoff) {
    try {
      new CameraRetention("gate", camera)
          .apply(RetentionPolicy.maxAge(SECOND), cutoff.plus(SECOND), Long.MAX_VALUE);
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  /** They expire. */
  private static void forgetLeases(VersionedMap leases) {
    leases.entries().forEach((key, entry) -> leases.remove(key, entry.version()));
  }

  private static void verify(int steps, List<StoredFrame> all, TimeRange held, FrameLog playable) {
    List<StoredFrame> left = frames(playable);
    assertThat(left).as("step %d", steps).doesNotHaveDuplicates();
    assertThat(all).as("step %d", steps).containsAll(left);
    assertThat(left)
        .as("step %d", steps)
        .containsAll(all.stream().filter(frame -> held.contains(frame.time())).toList());
  }

  private static List<StoredFrame> frames(FrameLog log) {
    List<StoredFrame> frames = new ArrayList<>();
    long tail = log.tail();
    try (FrameLogReader reader = log.openReader(log.head())) {
      while (reader.position() < tail) {
        if (reader.read(SECOND).orElseThrow() instanceof StoredFrame frame) {
          frames.add(frame);
        }
      }
    }
    return frames;
  }
}
