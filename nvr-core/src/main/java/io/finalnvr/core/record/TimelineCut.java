package io.finalnvr.core.record;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts out of a timeline what retention removed between held stretches. Pure. */
final class TimelineCut {

  private TimelineCut() {}

  /**
   * The timeline of what is left.
   *
   * @param kept what is left, ordered; stretches that touch or overlap count as one
   */
  static Timeline cut(Timeline whole, List<TimeRange> kept) {
    List<TimeRange> stretches = joined(kept);
    List<Recording> recordings = new ArrayList<>();
    for (Recording recording : whole.recordings()) {
      for (TimeRange stretch : stretches) {
        if (stretch.overlaps(recording.range())) {
          Instant end = earlier(recording.end(), stretch.end());
          recordings.add(
              new Recording(
                  later(recording.start(), stretch.start()),
                  end,
                  recording.live() && end.equals(recording.end())));
        }
      }
    }
    return new Timeline(whole.cameraId(), recordings, gaps(whole, recordings, stretches));
  }

  private static List<Gap> gaps(
      Timeline whole, List<Recording> recordings, List<TimeRange> stretches) {
    List<Gap> gaps = new ArrayList<>(whole.gaps());
    if (!recordings.isEmpty()) {
      Instant start = recordings.get(0).start();
      gaps.removeIf(gap -> !gap.range().end().isAfter(start));
    }
    for (int i = 1; i < recordings.size(); i++) {
      Instant from = recordings.get(i - 1).end();
      Instant to = recordings.get(i).start();
      if (isCut(whole, from, to, stretches)) {
        gaps = outside(gaps, new TimeRange(from, to));
        gaps.add(Gap.of(from, to, GapCause.RETENTION, "removed by retention"));
      }
    }
    gaps.sort(Comparator.comparing(gap -> gap.range().start()));
    return gaps;
  }

  /** Whether there was footage in between. */
  private static boolean isCut(
      Timeline whole, Instant from, Instant to, List<TimeRange> stretches) {
    return from.isBefore(to)
        && whole.recordings().stream()
            .anyMatch(recording -> recording.range().overlaps(new TimeRange(from, to)))
        && stretches.size() > 1;
  }

  private static List<Gap> outside(List<Gap> gaps, TimeRange hole) {
    List<Gap> outside = new ArrayList<>();
    for (Gap gap : gaps) {
      if (!gap.range().overlaps(hole)) {
        outside.add(gap);
        continue;
      }
      if (gap.range().start().isBefore(hole.start())) {
        outside.add(with(gap, new TimeRange(gap.range().start(), hole.start())));
      }
      if (gap.range().end().isAfter(hole.end())) {
        outside.add(with(gap, new TimeRange(hole.end(), gap.range().end())));
      }
    }
    return outside;
  }

  private static Gap with(Gap gap, TimeRange range) {
    return new Gap(range, gap.cause(), gap.detail(), gap.framesLost(), gap.bytesLost());
  }

  private static List<TimeRange> joined(List<TimeRange> kept) {
    List<TimeRange> joined = new ArrayList<>();
    for (TimeRange range : kept) {
      TimeRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last == null || range.start().isAfter(last.end())) {
        joined.add(range);
      } else {
        joined.set(joined.size() - 1, new TimeRange(last.start(), later(last.end(), range.end())));
      }
    }
    return joined;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
