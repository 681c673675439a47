package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.Timeline;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recorder's own wall clock is set while a session goes on. */
class SetClockTest {

  private static final VideoTrack VIDEO = FakeFrames.video();
  private static final Duration GROUP = Duration.ofSeconds(1);

  private final FakeMediaSource camera = FakeMediaSource.manual();
  private final RecorderFixture fixture = new RecorderFixture(camera);
  private final Instant start = fixture.clocks.instant();
  private CameraRecorder recorder;
  private FakeSession session;

  @BeforeEach
  void recordsACameraThatTellsNoTime() {
    recorder = fixture.record();
    session = camera.awaitSession().tracks(VIDEO);
    group(0);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A second of frames, of which the first is a key frame. */
  private void group(int second) {
    session.keyFrame(second * 1_000L);
    for (int frame = 1; frame < 25; frame++) {
      fixture.clocks.advance(GROUP.dividedBy(25));
      session.frames(1, 40);
    }
    fixture.clocks.advance(GROUP.dividedBy(25));
  }

  private List<Recording> recordings(int groups) {
    recorder.close();
    assertThat(fixture.durable).hasSize(groups * 25);
    return fixture.timeline().recordings();
  }

  @Test
  void clockSetForward_beginsAnotherRecordingThere_withoutLosingAFrame() {
    fixture.clocks.setWallClock(Duration.ofHours(1));
    group(1);
    group(2);

    List<Recording> recordings = recordings(3);
    assertThat(recordings)
        .extracting(Recording::start)
        .containsExactly(start, start.plus(GROUP).plus(Duration.ofHours(1)));
    assertThat(fixture.timeline().gaps())
        .extracting(Gap::cause)
        .containsExactly(GapCause.CLOCK_SET);
    assertThat(fixture.timeline().gaps().get(0).detail()).contains("forward by 3600 s");
    assertThat(recorder.statistics().framesDropped()).isZero();
    assertThat(camera.attempts()).isEqualTo(1);
  }

  @Test
  void clockSetBack_goesOnRightAfterWhatIsRecorded_andNearsTheNewTime() {
    group(1);
    fixture.clocks.setWallClock(Duration.ofSeconds(-2));
    for (int second = 2; second < 9; second++) {
      group(second);
    }

    List<Recording> recordings = recordings(9);
    assertThat(recordings).hasSize(2);
    Duration between = Duration.between(recordings.get(0).end(), recordings.get(1).start());
    assertThat(between).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    Duration ahead = Duration.between(fixture.clocks.instant(), recordings.get(1).end());
    assertThat(ahead).isLessThan(Duration.ofMillis(2_900));
    assertThat(fixture.durable).extracting(EncodedFrame::decodeTime).isSorted();
  }

  @Test
  void clockThatIsCorrectedByLess_isNotFollowed() {
    fixture.clocks.setWallClock(ArrivalClock.STEP);
    group(1);

    assertThat(recordings(2)).hasSize(1);
    Timeline timeline = fixture.timeline();
    assertThat(timeline.gaps()).isEmpty();
    assertThat(timeline.recordings().get(0).range().duration()).isEqualTo(Duration.ofSeconds(2));
  }
}
