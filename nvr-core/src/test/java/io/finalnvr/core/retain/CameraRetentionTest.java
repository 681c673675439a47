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
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.testkit.FlakyStore;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraRetentionTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private final FlakyStore store = new FlakyStore(new MemoryStore());
  private final TestClocks clocks = new TestClocks(T0);
  private final Leases leases = new Leases(store.versionedMap("leases"), clocks);
  private final FrameLog log = store.frameLog(LogNames.footage("gate"));
  private final CameraRetention retention =
      new CameraRetention("gate", new CameraFootage("gate", store, leases, clocks));

  @AfterEach
  void close() {
    leases.close();
    store.close();
  }

  private List<IndexEntry> index() {
    return log.entries(Instant.EPOCH, Integer.MAX_VALUE);
  }

  private RandomFootage footage(long seed, int recordings) {
    return new RandomFootage(store, "gate", T0, seed).recordings(recordings);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void maxAge_removesEverythingUpToTheNewestEntryThatIsOldEnough(long seed) {
    Random random = new Random(seed);
    RandomFootage footage = footage(seed, 8);
    for (int i = 0; i < 6; i++) {
      List<IndexEntry> before = index();
      long head = log.head();
      long length = Duration.between(T0, footage.end()).toMillis();
      Duration age = Duration.ofMillis(1 + random.nextLong(length));
      Instant cutoff = footage.end().minus(age);
      List<IndexEntry> expected = expectedIndex(before, cutoff);

      RetentionPlan done =
          retention.apply(RetentionPolicy.maxAge(age), footage.end(), Long.MAX_VALUE);

      assertThat(index()).isEqualTo(expected);
      verifyBytes(footage, before, done);
      assertThat(footage.records())
          .filteredOn(record -> record.position() >= head && record.position() < log.head())
          .allMatch(record -> record.time().isBefore(cutoff));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void maxBytes_leavesAtMostThatManyAndRemovesNoEntryMoreThanNeeded(long seed) {
    Random random = new Random(seed);
    RandomFootage footage = footage(seed, 8);
    for (int i = 0; i < 6; i++) {
      List<IndexEntry> before = index();
      long there = log.tail() - log.head();
      long most = 1 + random.nextLong(there + 100);

      RetentionPlan done =
          retention.apply(RetentionPolicy.maxBytes(most), footage.end(), Long.MAX_VALUE);

      IndexEntry first = index().get(0);
      long left = log.tail() - log.head();
      assertThat(left <= most || first.equals(before.get(before.size() - 1))).isTrue();
      int at = before.indexOf(first);
      if (at > 0) {
        assertThat(log.tail() - before.get(at - 1).position()).isGreaterThan(most);
      }
      verifyBytes(footage, before, done);
    }
  }

  private static List<IndexEntry> expectedIndex(List<IndexEntry> before, Instant cutoff) {
    int from = 0;
    while (from + 1 < before.size() && !before.get(from + 1).time().isAfter(cutoff)) {
      from++;
    }
    return before.subList(from, before.size());
  }

  private void verifyBytes(RandomFootage footage, List<IndexEntry> before, RetentionPlan done) {
    long left =
        footage.records().stream()
            .filter(record -> record.position() >= log.head())
            .mapToLong(RandomFootage.Appended::bytes)
            .sum();
    assertThat(done.bytesKept()).isEqualTo(left);
    assertThat(done.bytesRemoved()).isEqualTo(log.head() - before.get(0).position());
    assertThat(done.removed().isPresent()).isEqualTo(done.bytesRemoved() > 0);
    done.removed()
        .ifPresent(
            range ->
                assertThat(range)
                    .isEqualTo(new TimeRange(before.get(0).time(), index().get(0).time())));
  }

  @Test
  void plan_saysWhatApplyingDoesAndRemovesNothing() {
    RandomFootage footage = footage(21, 4);
    RetentionPolicy policy = RetentionPolicy.maxBytes(log.tail() / 2);
    List<IndexEntry> before = index();

    RetentionPlan plan = retention.plan(policy, footage.end());

    assertThat(index()).isEqualTo(before);
    assertThat(retention.apply(policy, footage.end(), Long.MAX_VALUE)).isEqualTo(plan);
    assertThat(plan.bytesRemoved()).isPositive();
    assertThat(log.head()).isEqualTo(plan.bytesRemoved());
  }

  @Test
  void appliedAgain_removesNothingMore() {
    RandomFootage footage = footage(22, 4);
    RetentionPolicy policy = RetentionPolicy.maxBytes(log.tail() / 2);
    retention.apply(policy, footage.end(), Long.MAX_VALUE);
    long head = log.head();

    RetentionPlan again = retention.apply(policy, footage.end(), Long.MAX_VALUE);

    assertThat(again.removed()).isEmpty();
    assertThat(log.head()).isEqualTo(head);
  }

  @Test
  void noFootage_isNothingToDo() {
    RetentionPlan plan =
        retention.apply(RetentionPolicy.maxAge(Duration.ofHours(1)), T0, Long.MAX_VALUE);
    assertThat(plan.removed()).isEmpty();
    assertThat(plan.bytesKept()).isZero();
    assertThat(log.exists()).isFalse();
  }

  @Test
  void cost_doesNotGrowWithTheFootage() {
    RandomFootage footage = footage(31, 2);
    int few = lookUps();
    footage.recordings(40);
    assertThat(index().size()).isGreaterThan(400);
    assertThat(lookUps()).isEqualTo(few).isLessThanOrEqualTo(25);
  }

  private int lookUps() {
    RetentionPolicy policy =
        RetentionPolicy.anyOf(
            RetentionPolicy.maxAge(Duration.ofSeconds(10)),
            RetentionPolicy.maxBytes(log.tail() / 2));
    int lookUps = store.calls(Operation.LOOK_UP);
    int reads = store.calls(Operation.READ);
    retention.plan(policy, T0.plus(Duration.ofHours(10)));
    assertThat(store.calls(Operation.READ)).isEqualTo(reads);
    return store.calls(Operation.LOOK_UP) - lookUps;
  }
}
