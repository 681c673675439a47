package io.finalnvr.core.record;

import static io.finalnvr.core.record.RecorderFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraException;
import io.finalnvr.CameraState;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.Recording;
import io.finalnvr.Timeline;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import java.time.Duration;
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
  void close() {
    fixture.close();
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
