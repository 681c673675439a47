package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraException;
import io.finalnvr.CameraState;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.Recording;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.Timeline;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CameraRecorderTest {

  private static final VideoTrack VIDEO = FakeFrames.video();
  private static final AudioTrack AUDIO = FakeFrames.audio();

  private final FakeMediaSource camera = FakeMediaSource.manual();
  private final RecorderFixture fixture = new RecorderFixture(camera);

  @AfterEach
  void leavesNoThreadBehind() {
    fixture.close();
    fixture.await(
        "no thread of a recorder is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(
                    thread ->
                        thread.getName().startsWith("nvr-recorder-")
                            || thread.getName().startsWith("nvr-camera-")));
  }

  private static List<Object> content(List<EncodedFrame> frames) {
    return frames.stream()
        .<Object>map(f -> List.of(f.track(), f.time(), f.decodeTime(), f.keyFrame(), f.data()))
        .toList();
  }

  @Test
  void framesOfTheCamera_becomeDurableAndAreStoredAsReceived() {
    CameraRecorder recorder = fixture.record();
    fixture
        .connect()
        .tracks(VIDEO, AUDIO)
        .keyFrame(0)
        .audio(10)
        .audio(31)
        .frames(29, 33)
        .keyFrame(1_000)
        .audio(1_010);
    recorder.flush().join();

    assertThat(fixture.received).hasSize(34);
    assertThat(content(fixture.durable)).isEqualTo(content(fixture.received));
    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(recorder.state()).isEqualTo(RecorderState.RECORDING);
    RecorderStatistics statistics = recorder.statistics();
    assertThat(statistics.framesDurable()).isEqualTo(34);
    assertThat(statistics.bytesInFlight()).isZero();
    assertThat(recorder.durableUntil()).isPresent();
    recorder.close();
  }

  @Test
  void closedRecorder_endsTheRecordingInGoodOrder() {
    CameraRecorder recorder = fixture.record();
    fixture.connect().tracks(VIDEO).keyFrame(0).frames(24, 40);
    recorder.flush().join();
    assertThat(fixture.timeline().recordings()).extracting(Recording::live).containsExactly(true);
    recorder.close();

    Timeline timeline = fixture.timeline();
    assertThat(timeline.gaps()).isEmpty();
    assertThat(timeline.recordings()).hasSize(1);
    Recording recording = timeline.recordings().get(0);
    assertThat(recording.live()).isFalse();
    assertThat(recording.start()).isEqualTo(fixture.received.get(0).time());
    assertThat(recording.range().duration()).isEqualTo(Duration.ofSeconds(1));
    assertThat(recorder.state()).isEqualTo(RecorderState.CLOSED);
    assertThat(fixture.cameraStates).endsWith(CameraState.IDLE);
  }

  @Test
  void lostCamera_isConnectedAgainAndTheHoleIsAGapWithItsCause() {
    CameraRecorder recorder = fixture.record();
    FakeSession first = fixture.connect().tracks(VIDEO).keyFrame(0).frames(24, 40);
    fixture.clocks.advance(Duration.ofSeconds(1));
    first.fail(CameraException.Reason.LOST);
    fixture.advanceUntil("a second attempt", () -> camera.attempts() == 2);
    assertThat(first.isClosed()).isTrue();
    assertThat(fixture.cameraStates).contains(CameraState.WAITING);
    fixture.clocks.advance(Duration.ofSeconds(5));
    fixture.connect().tracks(VIDEO).keyFrame(0).frames(24, 40);
    fixture.await("all frames durable", () -> fixture.durable.size() == 50);

    Timeline timeline = fixture.timeline();
    assertThat(timeline.recordings()).hasSize(2);
    assertThat(timeline.gaps()).extracting(Gap::cause).containsExactly(GapCause.CAMERA_UNREACHABLE);
    Gap gap = timeline.gaps().get(0);
    assertThat(gap.range().start()).isEqualTo(timeline.recordings().get(0).end());
    assertThat(gap.range().end()).isEqualTo(timeline.recordings().get(1).start());
    assertThat(fixture.gaps).extracting(Gap::cause).containsExactly(GapCause.CAMERA_UNREACHABLE);
    assertThat(recorder.statistics().connectionsLost()).isEqualTo(1);
    recorder.close();
  }

  @Test
  void recorderClosedWhileItsCameraIsLost_endsTheGapThere() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0).frames(24, 40);
    fixture.clocks.advance(Duration.ofSeconds(1));
    session.fail(CameraException.Reason.LOST);
    fixture.advanceUntil("the gap has begun", () -> fixture.gaps.size() == 1);
    recorder.close();
    Gap gap = fixture.timeline().gaps().get(0);
    fixture.clocks.advance(Duration.ofHours(1));

    assertThat(fixture.timeline().gaps()).containsExactly(gap);
    assertThat(gap.cause()).isEqualTo(GapCause.CAMERA_UNREACHABLE);
  }

  @Test
  void cameraThatRefusesTheCredentials_isTriedSlowly() {
    CameraRecorder recorder = fixture.record();
    camera.awaitSession().fail(CameraException.Reason.UNAUTHORIZED);
    fixture.await("the failure is told", () -> fixture.failure != null);
    assertThat(fixture.failure.reason()).isEqualTo(CameraException.Reason.UNAUTHORIZED);
    assertThat(Duration.between(fixture.clocks.instant(), fixture.failure.nextAttempt()))
        .isEqualTo(Duration.ofSeconds(30));
    recorder.close();
  }

  @Test
  void cameraThatCannotBeReached_isTriedWithGrowingPauses() {
    CameraRecorder recorder = fixture.record();
    for (int attempt = 1; attempt <= 4; attempt++) {
      camera.awaitSession().fail(CameraException.Reason.UNREACHABLE);
      int failed = attempt;
      fixture.await(
          "failure " + failed,
          () -> fixture.failure != null && fixture.failure.attempts() == failed);
      assertThat(Duration.between(fixture.clocks.instant(), fixture.failure.nextAttempt()))
          .isEqualTo(Duration.ofMillis(500L << (attempt - 1)));
      fixture.clocks.advance(Duration.ofMillis(500L << (attempt - 1)));
    }
    recorder.close();
  }

  @Test
  void failedAppend_isRepeatedSoThatEveryFrameIsStoredOnce() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.failOn(Operation.APPEND, 3, Reason.UNAVAILABLE);
    session.frames(24, 40);
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(content(fixture.durable)).isEqualTo(content(fixture.received));
    assertThat(fixture.timeline().gaps()).isEmpty();
    recorder.close();
  }

  @Test
  void lostReceipt_isNotAnsweredByWritingTheRecordTwice() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.failOn(Operation.RECEIPT, 2, Reason.UNAVAILABLE);
    session.frames(24, 40);
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    recorder.close();
  }

  @Test
  void storeThatIsDownForAWhile_costsNothingWithinTheFrameBudget() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.goDown();
    session.frames(24, 40);
    fixture.advanceUntil(
        "the recorder waits for the store",
        () -> recorder.state() == RecorderState.WAITING_FOR_STORE);
    fixture.store.heal();
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(fixture.timeline().gaps()).isEmpty();
    fixture.advanceUntil("recording goes on", () -> recorder.state() == RecorderState.RECORDING);
    recorder.close();
  }

  @Test
  void storeThatIsDownForLong_losesWholeGroupsOfPicturesAndSaysSo() {
    CameraRecorder recorder = fixture.record(1 << 20);
    FakeSession session = fixture.connect().tracks(VIDEO).frameSize(100_000).keyFrame(0);
    recorder.flush().join();
    fixture.store.goDown();
    session.frames(24, 40).keyFrame(1_000).frames(24, 40);
    fixture.advanceUntil(
        "the recorder waits for the store",
        () -> recorder.state() == RecorderState.WAITING_FOR_STORE);
    fixture.store.heal();
    fixture.advanceUntil("recording goes on", () -> recorder.statistics().bytesInFlight() == 0);
    session.keyFrame(2_000).frames(4, 40);
    recorder.flush().join();

    RecorderStatistics statistics = recorder.statistics();
    assertThat(statistics.framesDropped()).isEqualTo(fixture.dropped.size()).isPositive();
    assertThat(statistics.framesReceived())
        .isEqualTo(statistics.framesDurable() + statistics.framesDropped());
    assertThat(content(fixture.stored())).isEqualTo(content(fixture.durable));
    assertThat(fixture.timeline().gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.framesLost()).hasValue(fixture.dropped.size());
              assertThat(gap.range().start()).isEqualTo(fixture.dropped.get(0).decodeTime());
            });
    recorder.close();
  }

  @Test
  void storeThatGivesNoReceipts_isGivenNoMoreThanTheFrameBudget() {
    int budget = 1 << 20;
    CameraRecorder recorder = fixture.record(budget);
    FakeSession session = fixture.connect().tracks(VIDEO).frameSize(10_000).keyFrame(0);
    recorder.flush().join();
    fixture.store.holdReceipts();
    for (int gop = 1; gop <= 20; gop++) {
      session.keyFrame(gop * 1_000L).frames(24, 40);
      assertThat(recorder.statistics().bytesInFlight()).isLessThanOrEqualTo(budget);
    }
    fixture.await("frames are on their way", () -> fixture.store.heldReceipts() > 50);
    assertThat(fixture.store.heldReceipts()).isLessThanOrEqualTo(budget / 10_000);
    fixture.store.releaseReceipts();
    fixture.await("all settled", () -> recorder.statistics().bytesInFlight() == 0);

    assertThat(fixture.received).hasSize(fixture.durable.size() + fixture.dropped.size());
    recorder.close();
  }

  @Test
  void secondRecorderOfACamera_isRefusedAndTakesOverWhenTheFirstIsClosed() {
    CameraRecorder first = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    first.flush().join();
    CameraRecorder second = fixture.record();
    fixture.awaitState(second, RecorderState.REFUSED);
    assertThat(second.reason()).contains("is being recorded by process");
    assertThat(camera.attempts()).isEqualTo(1);
    session.frames(10, 40);
    first.close();

    fixture.advanceUntil("the second connects", () -> camera.attempts() == 2);
    fixture.clocks.advance(Duration.ofSeconds(5));
    fixture.connect().tracks(VIDEO).keyFrame(0).frames(10, 40);
    second.flush().join();
    assertThat(fixture.timeline().gaps()).extracting(Gap::cause).containsExactly(GapCause.STOPPED);
    second.close();
  }

  @Test
  void storeThatIsDownForLongerThanALease_costsNothingWithinTheFrameBudget() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.goDown();
    session.frames(24, 40);
    fixture.clocks.advance(Leases.EXPIRY.multipliedBy(2));
    fixture.awaitState(recorder, RecorderState.WAITING_FOR_STORE);
    fixture.store.heal();
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(fixture.timeline().gaps()).isEmpty();
    assertThat(camera.attempts()).isEqualTo(1);
    recorder.close();
  }

  @Test
  void appendThatMeetsAnotherWriter_isRepeatedWhileTheLeaseIsHeld() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.failOn(Operation.APPEND, 3, Reason.WRITER_CONFLICT);
    session.frames(24, 40);
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(fixture.timeline().gaps()).isEmpty();
    assertThat(camera.attempts()).isEqualTo(1);
    recorder.close();
  }

  @Test
  void recorderWhoseLeaseWasTakenOver_writesNothingMoreAndDisconnectsTheCamera() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0).frames(5, 40);
    recorder.flush().join();
    int before = fixture.stored().size();
    Leases.Lease taken = fixture.takeOver();
    session.frames(10, 40);
    fixture.advanceUntil(
        "the recorder is refused", () -> recorder.state() == RecorderState.REFUSED);

    assertThat(session.isClosed()).isTrue();
    assertThat(fixture.stored()).hasSizeBetween(before, before + 1);
    assertThat(fixture.received).hasSize(fixture.durable.size() + fixture.dropped.size());
    taken.release();
    fixture.advanceUntil("the camera is connected again", () -> camera.attempts() == 2);
    recorder.close();
  }

  @Test
  void recorderThatTookOverFromAnother_saysSoInTheLedger() {
    Leases.Lease theirs = fixture.takeOver();
    CameraRecorder recorder = fixture.record();
    fixture.awaitState(recorder, RecorderState.REFUSED);
    fixture.enter(new LedgerEvent.Started(fixture.clocks.instant()));
    fixture.advanceUntil("the lease has expired", () -> camera.attempts() == 1);
    assertThat(theirs.isValid()).isFalse();
    fixture.connect().tracks(VIDEO).keyFrame(0).frames(5, 40);
    recorder.flush().join();

    assertThat(fixture.gaps)
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.cause()).isEqualTo(GapCause.FENCED);
              assertThat(gap.detail()).contains("process 42 on other-host");
            });
    recorder.close();
  }

  @Test
  void logWithRecordsOfSomebodyElse_isTakenUpAgainAndWhatFindsNoPlaceIsAGap() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0).frames(5, 40);
    recorder.flush().join();
    fixture.writeAsSomebodyElse(fixture.clocks.instant().plusSeconds(2));
    session.frames(10, 40);
    fixture.advanceUntil("the camera is connected again", () -> camera.attempts() == 2);
    fixture.clocks.advance(Duration.ofSeconds(3));
    fixture.connect().tracks(VIDEO).keyFrame(0).frames(5, 40);
    recorder.flush().join();

    assertThat(fixture.dropped).isNotEmpty();
    assertThat(fixture.timeline().gaps())
        .isNotEmpty()
        .allSatisfy(gap -> assertThat(gap.cause()).isEqualTo(GapCause.FENCED))
        .anySatisfy(gap -> assertThat(gap.framesLost()).hasValue(fixture.dropped.size()));
    assertThat(fixture.received).hasSize(fixture.durable.size() + fixture.dropped.size());
    assertThat(content(fixture.stored())).containsAll(content(fixture.durable));
    recorder.close();
  }

  @Test
  void recorderKilled_leavesAGapWithCauseCrashedForTheNextOne() {
    CameraRecorder killed = fixture.record();
    fixture.connect().tracks(VIDEO).keyFrame(0).frames(24, 40);
    killed.flush().join();
    fixture.store.goDown();
    fixture.clocks.advance(Duration.ofSeconds(10));
    Thread closing = new Thread(killed::close);
    closing.start();
    fixture.advanceUntil("the recorder gives up", () -> !closing.isAlive());
    fixture.store.heal();
    fixture.clocks.advance(Leases.EXPIRY);

    CameraRecorder next = fixture.record();
    fixture.advanceUntil("the next one connects", () -> camera.attempts() == 2);
    fixture.connect().tracks(VIDEO).keyFrame(0).frames(24, 40);
    next.flush().join();
    Timeline timeline = fixture.timeline();
    assertThat(timeline.recordings()).hasSize(2);
    assertThat(timeline.gaps()).extracting(Gap::cause).containsExactly(GapCause.CRASHED);
    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    next.close();
  }

  @Test
  void soundBeforeTheFirstPicture_becomesDurableWithIt() {
    CameraRecorder recorder = fixture.record();
    fixture.connect().tracks(VIDEO, AUDIO).audio(10).audio(31).keyFrame(33).frames(5, 33);
    recorder.flush().join();

    assertThat(fixture.received).hasSize(8);
    assertThat(content(fixture.durable)).isEqualTo(content(fixture.received));
    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(fixture.timeline().recordings()).hasSize(1);
    recorder.close();
  }

  @Test
  void changedTracks_beginANewRecording() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0).frames(24, 40);
    session.tracks(VIDEO, AUDIO).keyFrame(1_000).audio(1_010).frames(24, 40);
    recorder.flush().join();
    fixture.await("all durable", () -> fixture.durable.size() == 51);

    assertThat(fixture.timeline().recordings()).hasSize(2);
    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    recorder.close();
  }

  @Test
  void framesTheSourceHadToKeep_areOnTheTimelineWhenTheyArrived() {
    CameraRecorder recorder = fixture.record();
    fixture.clocks.advance(Duration.ofSeconds(1));
    FakeSession session = camera.awaitSession().tracks(VIDEO);
    session.frame(frame(0, true).kept(Duration.ofMillis(80)));
    session.frame(frame(40, false).kept(Duration.ofMillis(40)));
    session.frame(frame(80, false));
    recorder.flush().join();

    assertThat(fixture.stored())
        .extracting(EncodedFrame::time)
        .extracting(time -> Duration.between(time, fixture.clocks.instant()).toMillis())
        .containsExactly(80L, 40L, 0L);
    recorder.close();
  }

  private static SourceFrame frame(int ptsMillis, boolean key) {
    long pts = ptsMillis * 1_000_000L;
    return new SourceFrame(
        VIDEO,
        pts,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        key,
        /* discontinuity= */ false,
        FakeFrames.data(VIDEO, pts, key, 64));
  }

  @Test
  void frameThatCannotBeRecorded_isLeftOutAndTheRestIsRecorded() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    session.tracks(VIDEO).keyFrame(40);
    VideoTrack other = new VideoTrack(7, VIDEO.codec(), 64, 64, VIDEO.codecData());
    session.frame(
        new SourceFrame(
            other,
            60_000_000L,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            false,
            FakeFrames.data(VIDEO, 60_000_000L, true, 64)));
    session.frames(3, 40);
    recorder.flush().join();

    assertThat(fixture.dropped).extracting(EncodedFrame::track).containsExactly(other);
    assertThat(fixture.durable).hasSize(5);
    assertThat(recorder.statistics().bytesInFlight()).isZero();
    assertThat(fixture.timeline().gaps()).extracting(Gap::cause).contains(GapCause.UNKNOWN);
    recorder.close();
  }

  @Test
  void frameTooLargeForTheStore_isLeftOutAndTheRestIsRecorded() {
    CameraRecorder recorder = fixture.record(256 << 20);
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0).frames(2, 40);
    session.frameSize(65 << 20).keyFrame(500).frameSize(64).keyFrame(1_000).frames(2, 40);
    recorder.flush().join();

    assertThat(fixture.dropped).hasSize(1);
    assertThat(fixture.durable).hasSize(6);
    assertThat(fixture.timeline().gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.framesLost()).hasValue(1));
    recorder.close();
  }

  @Test
  void packetsLostOnTheWay_areAGapInsideTheRecording() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0).frames(9, 40);
    session.discontinuity().keyFrame(1_000).frames(4, 40);
    recorder.flush().join();

    assertThat(fixture.timeline().recordings()).hasSize(1);
    assertThat(fixture.timeline().gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.cause()).isEqualTo(GapCause.PACKETS_LOST);
              assertThat(gap.range().duration()).isEqualTo(Duration.ofMillis(600));
            });
    recorder.close();
  }
}
