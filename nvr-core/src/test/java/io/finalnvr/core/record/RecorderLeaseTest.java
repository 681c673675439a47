package io.finalnvr.core.record;

import static io.finalnvr.core.record.RecorderFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.RecorderState;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.Timeline;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several recorders of one camera, one after the other and at the same time. */
class RecorderLeaseTest {

  private static final VideoTrack VIDEO = FakeFrames.video();

  private final FakeMediaSource camera = FakeMediaSource.manual();
  private final RecorderFixture fixture = new RecorderFixture(camera);

  @AfterEach
  void close() {
    fixture.close();
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
}
