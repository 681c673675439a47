package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.core.record.LedgerEvent.Ended;
import io.finalnvr.core.record.LedgerEvent.Lost;
import io.finalnvr.core.record.LedgerEvent.Started;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimelineFoldTest {

  private static final Instant NOW = at(1_000);

  private static Instant at(int second) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
  }

  private static Optional<TimeRange> footage(int from, int to) {
    return Optional.of(new TimeRange(at(from), at(to)));
  }

  private static Timeline fold(
      Optional<TimeRange> footage, boolean recorded, LedgerEvent... events) {
    return TimelineFold.timeline("gate", List.of(events), footage, recorded, NOW);
  }

  @Test
  void noFootage_isAnEmptyTimeline() {
    Timeline timeline = fold(Optional.empty(), true, new Started(at(0)));
    assertThat(timeline.recordings()).isEmpty();
    assertThat(timeline.gaps()).isEmpty();
  }

  @Test
  void recordingThatGrows_isLiveUpToTheNewestFrame() {
    Timeline timeline = fold(footage(0, 30), true, new Started(at(0)));
    assertThat(timeline.recordings()).containsExactly(new Recording(at(0), at(30), true));
    assertThat(timeline.gaps()).isEmpty();
  }

  @Test
  void holeBetweenRecordings_isAGapWithTheCauseOfTheEnd() {
    Timeline timeline =
        fold(
            footage(0, 90),
            true,
            new Started(at(0)),
            new Ended(at(30), GapCause.CAMERA_UNREACHABLE, "no route"),
            new Started(at(60)));
    assertThat(timeline.recordings())
        .containsExactly(new Recording(at(0), at(30), false), new Recording(at(60), at(90), true));
    assertThat(timeline.gaps())
        .containsExactly(Gap.of(at(30), at(60), GapCause.CAMERA_UNREACHABLE, "no route"));
  }

  @Test
  void cameraStillLost_isAGapUpToNow() {
    Timeline timeline =
        fold(
            footage(0, 30),
            true,
            new Started(at(0)),
            new Ended(at(30), GapCause.CAMERA_UNREACHABLE, "no route"));
    assertThat(timeline.gaps())
        .containsExactly(Gap.of(at(30), NOW, GapCause.CAMERA_UNREACHABLE, "no route"));
  }

  @Test
  void stoppedRecording_endsTheTimelineWithoutAGap() {
    Timeline timeline =
        fold(
            footage(0, 30),
            false,
            new Started(at(0)),
            new Ended(at(30), GapCause.STOPPED, "asked"));
    assertThat(timeline.recordings()).containsExactly(new Recording(at(0), at(30), false));
    assertThat(timeline.gaps()).isEmpty();
  }

  @Test
  void recorderStoppedWhileItWaitedForItsCamera_endsTheGap() {
    LedgerEvent[] events = {
      new Started(at(0)),
      new Ended(at(30), GapCause.CAMERA_UNREACHABLE, "no route"),
      new Ended(at(50), GapCause.STOPPED, "asked")
    };
    Gap unreachable = Gap.of(at(30), at(50), GapCause.CAMERA_UNREACHABLE, "no route");
    assertThat(fold(footage(0, 30), false, events).gaps()).containsExactly(unreachable);
    assertThat(
            fold(footage(0, 90), true, events[0], events[1], events[2], new Started(at(60))).gaps())
        .containsExactly(unreachable, Gap.of(at(50), at(60), GapCause.STOPPED, "asked"));
  }

  @Test
  void recordingNobodyEndedAndNobodyWrites_hasCrashed() {
    Timeline timeline = fold(footage(0, 30), false, new Started(at(0)));
    assertThat(timeline.recordings()).containsExactly(new Recording(at(0), at(30), false));
    assertThat(timeline.gaps()).extracting(Gap::cause).containsExactly(GapCause.CRASHED);
  }

  @Test
  void recordingWithoutAFrame_leavesOneGapOfTheFirstCause() {
    Timeline timeline =
        fold(
            footage(0, 90),
            true,
            new Started(at(0)),
            new Ended(at(30), GapCause.CRASHED, "killed"),
            new Started(at(40)),
            new Ended(at(40), GapCause.CRASHED, "killed again"),
            new Started(at(60)));
    assertThat(timeline.gaps()).containsExactly(Gap.of(at(30), at(60), GapCause.CRASHED, "killed"));
  }

  @Test
  void framesLostInsideARecording_areAGapInsideIt() {
    Lost lost =
        new Lost(
            at(10), at(12), GapCause.OVERLOAD, "full", OptionalLong.of(60), OptionalLong.of(900));
    Timeline timeline = fold(footage(0, 30), true, new Started(at(0)), lost);
    assertThat(timeline.recordings()).containsExactly(new Recording(at(0), at(30), true));
    assertThat(timeline.gaps())
        .containsExactly(
            new Gap(
                new TimeRange(at(10), at(12)),
                GapCause.OVERLOAD,
                "full",
                OptionalLong.of(60),
                OptionalLong.of(900)));
  }

  @Test
  void whatRetentionRemoved_isCutFromTheStart() {
    Timeline timeline =
        fold(
            footage(70, 90),
            true,
            new Started(at(0)),
            new Ended(at(30), GapCause.CAMERA_UNREACHABLE, "no route"),
            new Started(at(60)));
    assertThat(timeline.recordings()).containsExactly(new Recording(at(70), at(90), true));
    assertThat(timeline.gaps()).isEmpty();
  }
}
