package io.finalnvr.core.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.Hold;
import io.finalnvr.RetentionPlan;
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
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import io.finalnvr.testkit.FlakyStore;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldFootageTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private final FlakyStore store = new FlakyStore(openStore());
  private final TestClocks clocks = new TestClocks(T0);
  private final Leases leases = new Leases(store.versionedMap("leases"), clocks);
  private final FrameLog log = store.frameLog(LogNames.footage("gate"));
  private final CameraFootage camera = new CameraFootage("gate", store, leases, clocks);
  private final CameraHolds holds = camera.holds();
  private final FrameLog playable = camera.playable();
  private final CameraRetention retention = new CameraRetention("gate", camera);

  /** Bytes of a record beside its payload. */
  int overhead() {
    return 20;
  }

  Store openStore() {
    return new MemoryStore();
  }

  @AfterEach
  void close() {
    leases.close();
    store.close();
  }

  private RandomFootage footage(long seed, int recordings) {
    return new RandomFootage(store, "gate", T0, seed).recordings(recordings);
  }

  private RetentionPlan cutAt(Instant cutoff) {
    RetentionPolicy policy = RetentionPolicy.maxAge(Duration.ofSeconds(1));
    return retention.apply(policy, cutoff.plusSeconds(1), Long.MAX_VALUE);
  }

  private static List<LogItem> read(FrameLog from) {
    List<LogItem> items = new ArrayList<>();
    long tail = from.tail();
    try (FrameLogReader reader = from.openReader(from.head())) {
      while (reader.position() < tail) {
        items.add(reader.read(Duration.ofSeconds(30)).orElseThrow());
      }
    }
    return items;
  }

  private static List<StoredFrame> frames(List<LogItem> items) {
    return items.stream()
        .filter(StoredFrame.class::isInstance)
        .map(StoredFrame.class::cast)
        .toList();
  }

  private static TimeRange range(List<StoredFrame> frames, int from, int to) {
    return new TimeRange(frames.get(from).time(), frames.get(to).time());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void heldRecords_stayInTheirPlacesHoweverOftenTheFootageIsCut(long seed) {
    Random random = new Random(seed);
    RandomFootage footage = footage(seed, 6);
    List<StoredFrame> all = frames(read(log));
    List<TimeRange> held = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int from = random.nextInt(all.size() - 1);
      held.add(range(all, from, from + 1 + random.nextInt(all.size() - from - 1)));
    }
    held.forEach(range -> holds.add(range, "test"));
    Instant cutoff = T0;
    while (cutoff.isBefore(footage.end())) {
      cutoff = cutoff.plusMillis(1 + random.nextInt(120_000));
      cutAt(cutoff);
      verify(all, held);
    }
    assertThat(log.head()).isPositive();
  }

  private void verify(List<StoredFrame> all, List<TimeRange> held) {
    long head = log.head();
    List<LogItem> items = read(playable);
    List<StoredFrame> left = frames(items);
    assertThat(all).containsAll(left);
    assertThat(left)
        .containsAll(
            all.stream()
                .filter(
                    frame ->
                        frame.position() >= head
                            || held.stream().anyMatch(range -> range.contains(frame.time())))
                .toList());
    long position = playable.head();
    for (LogItem item : items) {
      if (item instanceof LogBreak cut) {
        assertThat(cut.from()).isEqualTo(position);
        assertThat(cut.cause()).isEqualTo(LogBreak.Cause.TRUNCATED);
        position = cut.to();
      } else {
        StoredFrame frame = (StoredFrame) item;
        assertThat(frame.position()).isEqualTo(position);
        position += overhead() + frame.payload().remaining();
      }
    }
    assertThat(position).isEqualTo(playable.tail());
    verifySearch(left);
  }

  private void verifySearch(List<StoredFrame> left) {
    List<IndexEntry> index = playable.entries(Instant.EPOCH, Integer.MAX_VALUE);
    assertThat(index).extracting(IndexEntry::position).isSorted();
    assertThat(playable.first()).isEqualTo(index.stream().findFirst());
    List<IndexEntry> keys = index.stream().filter(IndexEntry::randomAccess).toList();
    for (int i = 0; i < left.size(); i += 1 + left.size() / 20) {
      Instant at = left.get(i).time();
      assertThat(playable.keyAtOrAfter(at))
          .isEqualTo(keys.stream().filter(key -> !key.time().isBefore(at)).findFirst());
      assertThat(playable.keyAtOrBefore(at))
          .isEqualTo(keys.stream().filter(key -> !key.time().isAfter(at)).reduce((a, b) -> b));
    }
  }

  @Test
  void readerInsideOfAHeldRange_doesNotNoticeTheCut() {
    footage(21, 3);
    List<StoredFrame> all = frames(read(log));
    holds.add(range(all, 0, all.size() - 1), "all of it");
    try (FrameLogReader reader = playable.openReader(0)) {
      for (int i = 0; i < all.size(); i++) {
        if (i == all.size() / 2) {
          cutAt(all.get(all.size() - 1).time());
          assertThat(log.head()).isGreaterThan(all.get(i).position());
        }
        assertThat(reader.read(Duration.ofSeconds(30))).contains(all.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 50})
  void copyThatFails_letsNothingBeCutAndGoesOnWhereItWas(int nth) {
    footage(31, 3);
    List<StoredFrame> all = frames(read(log));
    Hold hold = holds.add(range(all, 5, all.size() - 1), "");
    Instant cutoff = all.get(all.size() - 1).time();
    store.failOn(Operation.APPEND, nth, StorageException.Reason.UNAVAILABLE);

    assertThatThrownBy(() -> cutAt(cutoff)).isInstanceOf(StorageException.class);
    assertThat(log.head()).isZero();
    cutAt(cutoff);

    assertThat(log.head()).isPositive();
    assertThat(frames(read(store.frameLog(hold.id()))))
        .extracting(StoredFrame::time)
        .isSorted()
        .doesNotHaveDuplicates();
    verify(all, List.of(hold.range()));
  }

  @Test
  void copyInSlices_isCutAsFarAsItHasCome() {
    footage(41, 3);
    List<StoredFrame> all = frames(read(log));
    Hold hold = holds.add(range(all, 0, all.size() - 1), "");
    RetentionPolicy policy = RetentionPolicy.maxBytes(1);
    long head = -1;
    int passes = 0;
    while (log.head() > head) {
      head = log.head();
      retention.apply(policy, all.get(all.size() - 1).time(), 20_000);
      verify(all, List.of(hold.range()));
      passes++;
    }
    assertThat(passes).isGreaterThan(3);
    assertThat(log.last()).isEqualTo(log.first());
  }

  @Test
  void holdThatReachesIntoTheFuture_isCopiedAsFarAsTheCutGoes() {
    RandomFootage footage = footage(51, 2);
    TimeRange range = new TimeRange(T0, T0.plus(Duration.ofDays(1)));
    holds.add(range, "");
    cutAt(footage.end());
    footage.recordings(2);
    cutAt(footage.end());
    assertThat(frames(read(playable))).hasSameSizeAs(footage.records());
    assertThat(read(playable)).noneMatch(LogBreak.class::isInstance);
    assertThat(camera.holds().heldTimes()).hasSize(1);
  }

  @Test
  void releasedHold_isGoneWithItsCopyAndReadersGoOn() {
    footage(61, 3);
    List<StoredFrame> all = frames(read(log));
    Hold hold = holds.add(range(all, 0, 30), "");
    cutAt(all.get(all.size() - 1).time());
    try (FrameLogReader reader = playable.openReader(0)) {
      assertThat(reader.read(Duration.ofSeconds(30))).contains(all.get(0));
      holds.release(hold.id());
      assertThat(holds.list()).isEmpty();
      assertThat(store.frameLogNames()).doesNotContain(hold.id());
      LogItem item = reader.read(Duration.ofMillis(1)).orElseThrow();
      assertThat(item)
          .isEqualTo(new LogBreak(all.get(1).position(), log.head(), LogBreak.Cause.TRUNCATED));
    }
    assertThatThrownBy(() -> holds.release(hold.id())).hasMessageContaining(hold.id());
    assertThat(playable.head()).isEqualTo(log.head());
  }

  @Test
  void idsOfHolds_areNotUsedTwiceWhileThereAreHolds() {
    TimeRange range = new TimeRange(T0, T0.plusSeconds(1));
    assertThat(holds.add(range, "a").id()).isEqualTo("gate.hold-1");
    assertThat(holds.add(range, "b").id()).isEqualTo("gate.hold-2");
    holds.release("gate.hold-1");
    assertThat(holds.add(range, "c").id()).isEqualTo("gate.hold-3");
    assertThat(holds.list()).extracting(Hold::note).containsExactly("b", "c");
  }
}
