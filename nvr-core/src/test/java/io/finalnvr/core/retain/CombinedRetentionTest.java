package io.finalnvr.core.retain;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.TimeRange;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random footage, policies and holds: what is left is what a plain walk over the index says, and
 * what is held.
 */
class CombinedRetentionTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private final Store store = new MemoryStore();
  private final TestClocks clocks = new TestClocks(T0);
  private final Leases leases = new Leases(store.versionedMap("leases"), clocks);
  private final FrameLog log = store.frameLog(LogNames.footage("gate"));
  private final CameraFootage camera = new CameraFootage("gate", store, leases, clocks);
  private final CameraRetention retention = new CameraRetention("gate", camera);

  @AfterEach
  void close() {
    leases.close();
    store.close();
  }

  static long[] seeds() {
    return new Random(2026).longs(20).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsLeft_isWhatAWalkOverTheIndexSays(long seed) {
    Random random = new Random(seed);
    RandomFootage footage = new RandomFootage(store, "gate", T0, seed);
    Set<Instant> held = new HashSet<>();
    List<RandomFootage.Appended> all = List.of();
    for (int pass = 0; pass < 5; pass++) {
      footage.recordings(1 + random.nextInt(3));
      all = footage.records();
      if (random.nextBoolean()) {
        held.addAll(hold(random, all));
      }
      List<IndexEntry> before = log.entries(Instant.EPOCH, Integer.MAX_VALUE);
      Duration age = Duration.ofMillis(1 + random.nextLong(400_000));
      long bytes = 1 + random.nextLong(log.tail() - log.head() + 1_000);
      boolean either = random.nextBoolean();
      int oldest =
          either
              ? Math.max(byAge(before, footage.end().minus(age)), bySize(before, bytes))
              : Math.min(byAge(before, footage.end().minus(age)), bySize(before, bytes));

      RetentionPlan done =
          retention.apply(policy(either, age, bytes), footage.end(), Long.MAX_VALUE);

      assertThat(log.entries(Instant.EPOCH, Integer.MAX_VALUE))
          .isEqualTo(before.subList(oldest, before.size()));
      assertThat(done.bytesRemoved())
          .isEqualTo(before.get(oldest).position() - before.get(0).position());
      assertLeft(all, before.get(oldest).position(), held);
    }
  }

  private static RetentionPolicy policy(boolean either, Duration age, long bytes) {
    RetentionPolicy byAge = RetentionPolicy.maxAge(age);
    RetentionPolicy bySize = RetentionPolicy.maxBytes(bytes);
    return either ? RetentionPolicy.anyOf(byAge, bySize) : RetentionPolicy.allOf(byAge, bySize);
  }

  /** Times of the records that are left and held. */
  private Set<Instant> hold(Random random, List<RandomFootage.Appended> all) {
    List<RandomFootage.Appended> left =
        all.stream().filter(record -> record.position() >= log.head()).toList();
    int from = random.nextInt(left.size());
    int to = from + random.nextInt(left.size() - from);
    TimeRange range = new TimeRange(left.get(from).time(), left.get(to).time().plusNanos(1));
    camera.holds().add(range, "test");
    Set<Instant> times = new HashSet<>();
    left.forEach(record -> times.add(record.time()));
    times.removeIf(time -> !range.contains(time));
    return times;
  }

  private static int byAge(List<IndexEntry> index, Instant cutoff) {
    int oldest = 0;
    for (int i = 0; i < index.size(); i++) {
      if (!index.get(i).time().isAfter(cutoff)) {
        oldest = i;
      }
    }
    return oldest;
  }

  private int bySize(List<IndexEntry> index, long bytes) {
    for (int i = 0; i < index.size(); i++) {
      if (log.tail() - index.get(i).position() <= bytes) {
        return i;
      }
    }
    return index.size() - 1;
  }

  /** All that the cut left, all that is held, and of the rest nothing but what leads up to it. */
  private void assertLeft(List<RandomFootage.Appended> all, long head, Set<Instant> held) {
    List<Instant> left = new ArrayList<>();
    FrameLog playable = camera.playable();
    long tail = playable.tail();
    try (FrameLogReader reader = playable.openReader(playable.head())) {
      while (reader.position() < tail) {
        if (reader.read(Duration.ofSeconds(1)).orElseThrow() instanceof StoredFrame frame) {
          left.add(frame.time());
        }
      }
    }
    assertThat(left).isSorted().doesNotHaveDuplicates();
    assertThat(left).containsAll(held);
    assertThat(left)
        .containsAll(
            all.stream()
                .filter(record -> record.position() >= head)
                .map(RandomFootage.Appended::time)
                .toList());
    if (held.isEmpty()) {
      assertThat(left)
          .hasSameSizeAs(all.stream().filter(record -> record.position() >= head).toList());
    }
  }
}
