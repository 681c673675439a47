package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineCutTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private static Instant at(long second) {
    return T0.plusSeconds(second);
  }

  private static TimeRange range(long from, long to) {
    return new TimeRange(at(from), at(to));
  }

  private static Recording recording(long from, long to) {
    return new Recording(at(from), at(to), false);
  }

  @Test
  void heldStretch_isARecordingAndTheRestAGap() {
    Timeline whole = new Timeline("gate", List.of(recording(0, 100)), List.of());
    Timeline left = TimelineCut.cut(whole, List.of(range(10, 20), range(80, 100)));
    assertThat(left.recordings()).containsExactly(recording(10, 20), recording(80, 100));
    assertThat(left.gaps())
        .containsExactly(Gap.of(at(20), at(80), GapCause.RETENTION, "removed by retention"));
  }

  @Test
  void heldStretchesThatTouch_areOneRecording() {
    Timeline whole = new Timeline("gate", List.of(recording(0, 100)), List.of());
    Timeline left = TimelineCut.cut(whole, List.of(range(10, 50), range(40, 80), range(80, 100)));
    assertThat(left.recordings()).containsExactly(recording(10, 100));
    assertThat(left.gaps()).isEmpty();
  }

  @Test
  void gapWithoutFootageRemoved_keepsItsCause() {
    Gap lost = Gap.of(at(20), at(60), GapCause.CAMERA_UNREACHABLE, "no route");
    Timeline whole =
        new Timeline("gate", List.of(recording(0, 20), recording(60, 100)), List.of(lost));
    Timeline left = TimelineCut.cut(whole, List.of(range(10, 30), range(40, 100)));
    assertThat(left.gaps()).containsExactly(lost);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whatIsLeft_agreesWithACountOfSeconds(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      verify(random);
    }
  }

  private static void verify(Random random) {
    List<Recording> recordings = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    int second = 0;
    for (int i = 0; i < 5; i++) {
      int start = second;
      second += 1 + random.nextInt(40);
      recordings.add(recording(start, second));
      int next = second + random.nextInt(20);
      if (i < 4 && next > second) {
        gaps.add(Gap.of(at(second), at(next), GapCause.CAMERA_UNREACHABLE, ""));
      }
      second = i < 4 ? next : second;
    }
    List<TimeRange> kept = new ArrayList<>();
    for (int from = random.nextInt(30); from < second; from += random.nextInt(30)) {
      int to = Math.min(second, from + 1 + random.nextInt(30));
      kept.add(range(from, to));
      from = to;
    }
    // The footage that was not cut reaches to the end.
    kept.add(range(second - 1, second));
    Timeline whole = new Timeline("gate", recordings, gaps);
    Timeline left = TimelineCut.cut(whole, kept);

    BitSet expected = seconds(recordings.stream().map(Recording::range).toList());
    BitSet keptSeconds = seconds(kept);
    BitSet removed = (BitSet) expected.clone();
    removed.andNot(keptSeconds);
    expected.and(keptSeconds);
    assertThat(seconds(left.recordings().stream().map(Recording::range).toList()))
        .isEqualTo(expected);
    verifyGaps(left, removed);
  }

  private static void verifyGaps(Timeline left, BitSet removed) {
    List<Gap> gaps = new ArrayList<>(left.gaps());
    for (int i = 1; i < left.recordings().size(); i++) {
      TimeRange hole =
          new TimeRange(left.recordings().get(i - 1).end(), left.recordings().get(i).start());
      if (hole.duration().isZero()) {
        continue;
      }
      Gap gap = gaps.remove(0);
      assertThat(gap.range()).isEqualTo(hole);
      BitSet inside = seconds(List.of(hole));
      assertThat(gap.cause() == GapCause.RETENTION).isEqualTo(inside.intersects(removed));
    }
    assertThat(gaps).isEmpty();
  }

  private static BitSet seconds(List<TimeRange> ranges) {
    BitSet seconds = new BitSet();
    for (TimeRange range : ranges) {
      seconds.set(
          (int) Duration.between(T0, range.start()).toSeconds(),
          (int) Duration.between(T0, range.end()).toSeconds());
    }
    return seconds;
  }
}
