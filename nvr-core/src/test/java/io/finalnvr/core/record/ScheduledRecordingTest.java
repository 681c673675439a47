package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.Event;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.Recording;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.Timeline;
import io.finalnvr.WeeklyTimetable;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduledRecordingTest {

  private static final VideoTrack VIDEO = FakeFrames.video();
  private static final int GROUP = 25;
  private static final RecordingSchedule ON_EVENT =
      RecordingSchedule.onEvent(Duration.ofMillis(1_200), Duration.ofMillis(800));

  /** The clocks of the fixture start at noon on a Thursday. */
  private static final RecordingSchedule AFTERNOON =
      RecordingSchedule.weekly(WeeklyTimetable.of(ZoneOffset.UTC, "Thu 12:10-18:00"));

  private final FakeMediaSource camera = FakeMediaSource.manual();
  private final RecorderFixture fixture = new RecorderFixture(camera);
  private int pushed;

  @AfterEach
  void close() {
    fixture.close();
  }

  private FakeSession connect() {
    pushed = 0;
    return fixture.connect().tracks(VIDEO);
  }

  /** Pushes frames as they come, 25 a second. */
  private void push(FakeSession session, int count) {
    for (int i = 0; i < count; i++) {
      if (pushed % GROUP == 0) {
        session.keyFrame(pushed * 40L);
      } else {
        session.frames(1, 40);
      }
      pushed++;
      fixture.clocks.advance(Duration.ofMillis(40));
      fixture.leases.renewAll();
    }
  }

  /** Time goes by so that the lease is renewed. */
  private void pass(Duration duration) {
    for (Duration left = duration; left.compareTo(Duration.ZERO) > 0; left = left.minusSeconds(5)) {
      fixture.clocks.advance(Duration.ofSeconds(5));
      fixture.leases.renewAll();
    }
  }

  private void flush(CameraRecorder recorder) {
    assertThat(recorder.flush()).succeedsWithin(Duration.ofSeconds(30));
  }

  private Event door(EncodedFrame frame) {
    return Event.at(RecorderFixture.CAMERA, "door", frame.time()).triggering();
  }

  private static List<Object> content(List<EncodedFrame> frames) {
    return frames.stream().<Object>map(f -> List.of(f.time(), f.keyFrame(), f.data())).toList();
  }

  private void assertStored(int first, int last) {
    assertThat(content(fixture.stored()))
        .isEqualTo(content(fixture.received.subList(first, last + 1)));
  }

  @Test
  void trigger_makesExactlyPreRollAndPostRollDurable() {
    CameraRecorder recorder = fixture.record(ON_EVENT);
    FakeSession session = connect();
    push(session, 200);
    assertThat(fixture.stored()).isEmpty();
    fixture.awaitState(recorder, RecorderState.STANDBY);
    assertThat(recorder.reason()).isEqualTo("waiting for an event");

    assertThat(recorder.onEvent(door(fixture.received.get(190)))).isTrue();
    push(session, 100);
    flush(recorder);

    // 30 frames before 190 is 160; the key frame before is 150. 20 frames after is 210.
    assertStored(150, 210);
    assertThat(content(fixture.durable)).isEqualTo(content(fixture.received.subList(150, 211)));
    Timeline timeline = fixture.timeline();
    assertThat(timeline.recordings())
        .containsExactly(
            new Recording(
                fixture.received.get(150).time(), fixture.received.get(211).time(), false));
    assertThat(timeline.gaps()).extracting(Gap::cause).containsExactly(GapCause.NO_EVENT);
    assertThat(fixture.gaps).isEmpty();
    assertThat(recorder.state()).isEqualTo(RecorderState.STANDBY);
    recorder.close();
    RecorderStatistics statistics = recorder.statistics();
    assertThat(statistics.framesDurable() + statistics.framesNotWanted())
        .isEqualTo(statistics.framesReceived());
    assertThat(statistics.framesDropped()).isZero();
  }

  @Test
  void triggerOfAnotherProcess_comesThroughTheStore() {
    CameraRecorder recorder = fixture.record(ON_EVENT);
    FakeSession session = connect();
    push(session, 200);
    fixture.events().append(door(fixture.received.get(190)));
    fixture.await("it records", () -> !fixture.stored().isEmpty());
    push(session, 100);
    flush(recorder);

    assertStored(150, 210);
    recorder.close();
  }

  @Test
  void triggerInTheMiddleOfWhatIsRecorded_leavesOneRecordingWithoutAGap() {
    CameraRecorder recorder = fixture.record(ON_EVENT);
    FakeSession session = connect();
    push(session, 191);
    recorder.onEvent(door(fixture.received.get(190)));
    push(session, 40);
    flush(recorder);
    assertThat(fixture.timeline().recordings()).extracting(Recording::live).containsExactly(false);
    recorder.onEvent(door(fixture.received.get(230)));
    push(session, 5);
    flush(recorder);
    assertThat(fixture.timeline().recordings()).extracting(Recording::live).containsExactly(true);
    push(session, 295);
    flush(recorder);

    assertStored(150, 250);
    assertThat(fixture.timeline().recordings())
        .containsExactly(
            new Recording(
                fixture.received.get(150).time(), fixture.received.get(251).time(), false));
    assertThat(fixture.timeline().gaps()).extracting(Gap::cause).containsExactly(GapCause.NO_EVENT);
    recorder.close();
  }

  @Test
  void storeThatFailsWhileThePreRollIsWritten_storesEveryFrameOnce() {
    CameraRecorder recorder = fixture.record(ON_EVENT);
    FakeSession session = connect();
    push(session, 191);
    fixture.store.failOn(Operation.APPEND, 20, Reason.UNAVAILABLE);
    recorder.onEvent(door(fixture.received.get(190)));
    push(session, 100);
    fixture.advanceUntil("all is durable", () -> fixture.durable.size() == 61);

    assertStored(150, 210);
    recorder.close();
  }

  @Test
  void recorderKilledAfterATrigger_isFollowedByOneThatRecordsTheRest() {
    RecordingSchedule long_ =
        RecordingSchedule.onEvent(Duration.ofMillis(1_200), Duration.ofMinutes(5));
    CameraRecorder killed = fixture.record(long_);
    FakeSession session = connect();
    push(session, 191);
    fixture.events().append(door(fixture.received.get(190)));
    fixture.await("it records", () -> fixture.durable.size() == 41);
    fixture.store.goDown();
    fixture.clocks.advance(Duration.ofSeconds(10));
    Thread closing = new Thread(killed::close);
    closing.start();
    fixture.advanceUntil("the recorder gives up", () -> !closing.isAlive());
    fixture.store.heal();
    fixture.clocks.advance(Leases.EXPIRY);
    int durable = fixture.durable.size();

    CameraRecorder next = fixture.record(long_);
    fixture.advanceUntil("the next one connects", () -> camera.attempts() == 2);
    FakeSession again = connect();
    push(again, 50);
    fixture.await("the next one records", () -> fixture.durable.size() > durable);
    push(again, 50);
    flush(next);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.durable));
    assertThat(fixture.durable).hasSize(durable + 100);
    assertThat(fixture.timeline().gaps()).extracting(Gap::cause).containsExactly(GapCause.CRASHED);
    next.close();
  }

  @Test
  void timetable_connectsShortlyBeforeItsTimesAndDisconnectsAfterThem() {
    CameraRecorder recorder = fixture.record(AFTERNOON);
    fixture.awaitState(recorder, RecorderState.STANDBY);
    assertThat(recorder.reason()).isEqualTo("the schedule asks for no recording");
    pass(Duration.ofMinutes(9));
    recorder.tick();
    assertThat(camera.attempts()).isZero();

    pass(Duration.ofSeconds(45));
    fixture.clocks.advance(Duration.ofSeconds(1));
    recorder.tick();
    FakeSession session = connect();
    push(session, 500);
    flush(recorder);
    // 14 s before its start the camera was connected; the key frame at its start is frame 350.
    assertStored(350, 499);

    pass(Duration.ofHours(6));
    recorder.tick();
    assertThat(session.isClosed()).isTrue();
    fixture.awaitState(recorder, RecorderState.STANDBY);
    assertThat(fixture.timeline().gaps())
        .extracting(Gap::cause)
        .containsExactly(GapCause.NOT_SCHEDULED);
    assertThat(recorder.statistics().connectionsLost()).isZero();
    assertThat(camera.attempts()).isEqualTo(1);
    recorder.close();
  }

  @Test
  void cameraThatIsNotThereAtTheTimesOfItsTimetable_isAGapWithThatCause() {
    CameraRecorder recorder =
        fixture.record(
            RecordingSchedule.weekly(
                WeeklyTimetable.of(ZoneOffset.UTC, "Thu 12:00-12:01", "Thu 13:00-14:00")));
    FakeSession session = connect();
    push(session, 50);
    pass(Duration.ofMinutes(10));
    recorder.tick();
    pass(Duration.ofMinutes(55));
    recorder.tick();
    fixture.advanceUntil(
        "the camera is given up",
        () -> {
          recorder.tick();
          return !fixture.gaps.isEmpty();
        });

    Timeline timeline = fixture.timeline();
    assertThat(timeline.gaps())
        .extracting(Gap::cause)
        .containsExactly(GapCause.NOT_SCHEDULED, GapCause.CAMERA_UNREACHABLE);
    assertThat(timeline.gaps().get(1).range().start())
        .isEqualTo(Instant.parse("2026-01-01T13:00:00Z"));
    recorder.close();
  }

  @Test
  void scheduleChangedWhileRecording_losesNothingAndKeepsTheConnection() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = connect();
    push(session, 60);
    CameraConfig config = CameraConfig.of(RecorderFixture.CAMERA, "fake:gate");
    recorder.schedule(config.toBuilder().schedule(ON_EVENT).build());
    push(session, 10);
    flush(recorder);
    fixture.awaitState(recorder, RecorderState.STANDBY);
    recorder.schedule(config);
    push(session, 30);
    flush(recorder);

    assertStored(0, 99);
    assertThat(fixture.timeline().recordings()).hasSize(1);
    assertThat(fixture.timeline().gaps()).isEmpty();
    assertThat(camera.attempts()).isEqualTo(1);
    recorder.close();
  }

  @Test
  void recorderStoppedWhileItWaitsForAnEvent_leavesTheGapThere() {
    CameraRecorder recorder = fixture.record(ON_EVENT);
    FakeSession session = connect();
    push(session, 191);
    recorder.onEvent(door(fixture.received.get(190)));
    push(session, 60);
    flush(recorder);
    recorder.close();
    Instant stopped = fixture.clocks.instant();
    fixture.clocks.advance(Duration.ofHours(1));

    assertThat(fixture.timeline().gaps())
        .containsExactly(
            Gap.of(
                fixture.received.get(211).time(),
                stopped,
                GapCause.NO_EVENT,
                "waiting for an event"));
  }

  @Test
  void cameraLostWhileItRecordsAnEvent_isThatGap() {
    CameraRecorder recorder = fixture.record(ON_EVENT);
    FakeSession session = connect();
    push(session, 191);
    recorder.onEvent(door(fixture.received.get(190)));
    push(session, 5);
    session.fail(CameraException.Reason.LOST);
    fixture.advanceUntil("the gap has begun", () -> fixture.gaps.size() == 1);
    pass(Duration.ofMinutes(1));
    recorder.tick();
    flush(recorder);
    pass(Duration.ofSeconds(5));

    assertStored(150, 195);
    assertThat(fixture.timeline().gaps())
        .extracting(Gap::cause)
        .containsExactly(GapCause.CAMERA_UNREACHABLE, GapCause.NO_EVENT);
    recorder.close();
  }
}
