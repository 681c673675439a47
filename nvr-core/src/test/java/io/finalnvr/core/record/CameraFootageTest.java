package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.play.LateIndexStore;
import io.finalnvr.core.play.TestFootage;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.testkit.FlakyStore;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CameraFootageTest {

  private static final String CAMERA = "gate";

  private final FlakyStore store = new FlakyStore(new MemoryStore());
  private final TestClocks clocks = new TestClocks(at(10_000));
  private final Leases leases = new Leases(store.versionedMap("leases"), clocks);
  private final FrameLog log = store.frameLog(LogNames.footage(CAMERA));
  private final FrameLog events = store.frameLog(LogNames.events(CAMERA));
  private final CameraFootage camera = new CameraFootage(CAMERA, store, leases, clocks);

  @AfterEach
  void close() {
    leases.close();
    store.close();
  }

  private static Instant at(int second) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
  }

  /** A recording of one key frame a second, closed in the index. */
  private void record(int from, int to) {
    try (FrameLogWriter writer = log.openWriter()) {
      for (int second = from; second < to; second++) {
        writer.append(at(second), true, false, ByteBuffer.allocate(10)).join();
      }
      writer.endRecording(at(to)).join();
    }
  }

  private void enter(LedgerEvent... entered) {
    for (LedgerEvent event : entered) {
      enter(LedgerJson.write(event));
    }
  }

  private void enter(ByteBuffer event) {
    try (FrameLogWriter writer = events.openWriter()) {
      Instant time = writer.lastTime().orElse(at(0)).plusSeconds(1);
      writer.append(time, true, false, event).join();
    }
  }

  private void recordAndEnter(int from, int to, GapCause cause) {
    record(from, to);
    enter(new LedgerEvent.Started(at(from)), new LedgerEvent.Ended(at(to), cause, "because"));
  }

  private static Recording recording(int from, int to) {
    return new Recording(at(from), at(to), /* live= */ false);
  }

  private static Gap gap(int from, int to, GapCause cause, String detail) {
    return Gap.of(at(from), at(to), cause, detail);
  }

  @Test
  void footageWhoseIndexIsStillOnItsWay_isInTheTimeline() {
    try (LateIndexStore late = LateIndexStore.thatEndsAfter(0);
        FrameLogWriter footage = late.frameLog(LogNames.footage(CAMERA)).openWriter();
        FrameLogWriter ledger = late.frameLog(LogNames.events(CAMERA)).openWriter()) {
      ledger.append(at(0), true, false, LedgerJson.write(new LedgerEvent.Started(at(0)))).join();
      for (int second = 0; second <= 2; second++) {
        footage.append(at(second), true, false, ByteBuffer.allocate(10)).join();
      }
      CameraFootage fresh = new CameraFootage(CAMERA, late, leases, clocks);

      assertThat(fresh.timeline().recordings()).containsExactly(recording(0, 2));
    }
  }

  @Test
  void lostLedger_leavesTheRecordingsThatTheIndexKnows() {
    recordAndEnter(0, 30, GapCause.CAMERA_UNREACHABLE);
    recordAndEnter(60, 90, GapCause.STOPPED);
    Timeline before = camera.timeline();
    events.delete();

    Timeline after = camera.timeline();

    assertThat(before.gaps()).containsExactly(gap(30, 60, GapCause.CAMERA_UNREACHABLE, "because"));
    assertThat(after.recordings()).isEqualTo(before.recordings());
    assertThat(after.gaps()).containsExactly(gap(30, 60, GapCause.STOPPED, ""));
  }

  private int lookUpsForTheGap() {
    CameraFootage fresh = new CameraFootage(CAMERA, store, leases, clocks);
    int before = store.calls(Operation.LOOK_UP);
    assertThat(fresh.gapBetween(at(110), at(120))).contains(gap(100, 160, GapCause.STOPPED, ""));
    return store.calls(Operation.LOOK_UP) - before;
  }

  @Test
  void lostLedger_gapIsFoundByTheEntriesAroundItHoweverLongTheFootageIs() {
    record(0, 100);
    record(160, 500);
    int ofMinutes = lookUpsForTheGap();
    record(500, 30_000);

    assertThat(lookUpsForTheGap()).isEqualTo(ofMinutes);
  }

  @Test
  void lostLedger_leavesRecordingsWithBFramesTheirLastPictures() {
    Duration frame = TestFootage.FRAME;
    try (TestFootage killed = new TestFootage(log)) {
      killed.recording(at(0)).reorderedFrames(2);
    }
    try (TestFootage killed = new TestFootage(log)) {
      killed.recording(at(60)).reorderedFrames(2);
    }

    // The first picture is shown a frame after it is decoded, the last one is the seventh.
    assertThat(camera.timeline().recordings())
        .containsExactly(
            new Recording(at(0), at(0).plus(frame.multipliedBy(8)), false),
            new Recording(at(60), at(60).plus(frame.multipliedBy(8)), false));
  }

  @Test
  void ledgerWhoseStartIsLost_isFilledUpFromTheIndex() {
    record(0, 30);
    recordAndEnter(60, 90, GapCause.CAMERA_UNREACHABLE);
    recordAndEnter(100, 130, GapCause.STOPPED);

    Timeline timeline = camera.timeline();

    assertThat(timeline.recordings())
        .containsExactly(recording(0, 30), recording(60, 90), recording(100, 130));
    assertThat(timeline.gaps())
        .extracting(Gap::range)
        .containsExactly(new TimeRange(at(30), at(60)), new TimeRange(at(90), at(100)));
  }

  @Test
  void ledgerWhoseEndIsLost_isFilledUpFromTheIndex() {
    recordAndEnter(0, 30, GapCause.CAMERA_UNREACHABLE);
    record(60, 90);

    assertThat(camera.timeline().recordings()).containsExactly(recording(0, 30), recording(60, 90));
  }

  @Test
  void damagedEventInTheMiddle_costsACauseButNoRecording() {
    recordAndEnter(0, 30, GapCause.CAMERA_UNREACHABLE);
    record(60, 90);
    enter(ByteBuffer.wrap("{\"type\":\"recor".getBytes(StandardCharsets.UTF_8)));
    enter(new LedgerEvent.Ended(at(90), GapCause.OVERLOAD, "because"));
    recordAndEnter(100, 130, GapCause.STOPPED);

    assertThat(camera.timeline().recordings())
        .containsExactly(recording(0, 30), recording(60, 90), recording(100, 130));
  }

  @Test
  void lostEnd_endsTheRecordingWhereTheIndexSays() {
    record(0, 30);
    enter(new LedgerEvent.Started(at(0)));
    recordAndEnter(60, 90, GapCause.STOPPED);

    Timeline timeline = camera.timeline();

    assertThat(timeline.recordings()).containsExactly(recording(0, 30), recording(60, 90));
    assertThat(timeline.gaps())
        .extracting(Gap::range)
        .containsExactly(new TimeRange(at(30), at(60)));
  }

  @Test
  void damageThatAReaderFound_isAGapOfTheTimeline() {
    recordAndEnter(0, 30, GapCause.STOPPED);

    camera.foundDamaged(new TimeRange(at(10), at(12)));

    assertThat(camera.timeline().gaps()).extracting(Gap::cause).containsExactly(GapCause.DAMAGED);
    assertThat(camera.gapBetween(at(10), at(12))).isPresent();
    assertThat(camera.timeline().recordings()).containsExactly(recording(0, 30));
  }

  @Test
  void listingAgain_readsOnlyWhatIsNew() {
    for (int i = 0; i < 100; i++) {
      recordAndEnter(100 * i, 100 * i + 20, GapCause.CAMERA_UNREACHABLE);
    }
    assertThat(camera.timeline().recordings()).hasSize(100);

    assertThat(reads(camera::timeline)).isZero();
    assertThat(reads(() -> camera.gapBetween(at(20), at(100)))).isZero();
    recordAndEnter(10_000, 10_020, GapCause.STOPPED);
    assertThat(reads(camera::timeline)).isLessThanOrEqualTo(4);
    assertThat(camera.timeline().recordings()).hasSize(101);
    assertThat(lookUps(camera::timeline)).isLessThanOrEqualTo(12);
  }

  @Test
  void listingAgainByTheIndex_readsOnlyWhatIsNew() {
    for (int i = 0; i < 100; i++) {
      record(100 * i, 100 * i + 20);
    }
    assertThat(camera.timeline().recordings()).hasSize(100);

    assertThat(reads(camera::timeline)).isZero();
    record(10_000, 10_020);
    assertThat(reads(camera::timeline)).isLessThanOrEqualTo(4);
    assertThat(camera.timeline().recordings()).hasSize(101);
    assertThat(lookUps(camera::timeline)).isLessThanOrEqualTo(12);
  }

  @Test
  void footageCutOrReplaced_isNotRememberedForEver() {
    for (int i = 0; i < 10; i++) {
      record(100 * i, 100 * i + 20);
    }
    camera.timeline();

    log.truncateBefore(at(505));
    assertThat(camera.timeline().recordings()).hasSize(5).first().isEqualTo(recording(505, 520));

    log.delete();
    record(2_000, 2_010);
    assertThat(camera.timeline().recordings()).containsExactly(recording(2_000, 2_010));
  }

  private int reads(Runnable listing) {
    return calls(Operation.READ, listing);
  }

  private int lookUps(Runnable listing) {
    return calls(Operation.LOOK_UP, listing);
  }

  private int calls(Operation operation, Runnable listing) {
    int before = store.calls(operation);
    listing.run();
    return store.calls(operation) - before;
  }
}
