package io.finalnvr.core.record;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts together what the index, the ledger and readers know. Where index and ledger disagree, the
 * index says what is there, and the ledger why the rest is missing. Pure.
 */
final class TimelineMerge {

  private TimelineMerge() {}

  /** The timeline where the ledger has lost events. */
  static Timeline merge(Timeline byIndex, Timeline byLedger) {
    List<Recording> recordings = new ArrayList<>(byIndex.recordings());
    if (!recordings.isEmpty() && isLive(byLedger)) {
      Recording last = recordings.remove(recordings.size() - 1);
      recordings.add(new Recording(last.start(), last.end(), /* live= */ true));
    }
    List<Gap> gaps = new ArrayList<>();
    for (Gap gap : byIndex.gaps()) {
      gaps.add(explained(gap, byLedger.gaps()));
    }
    for (Gap gap : byLedger.gaps()) {
      if (!gap.range().duration().isZero()
          && gaps.stream().noneMatch(known -> known.range().overlaps(gap.range()))
          && (isInside(gap, recordings) || isAtTheEnd(gap, recordings))) {
        gaps.add(gap);
      }
    }
    return sorted(byIndex.cameraId(), recordings, gaps);
  }

  private static boolean isLive(Timeline timeline) {
    List<Recording> recordings = timeline.recordings();
    return !recordings.isEmpty() && recordings.get(recordings.size() - 1).live();
  }

  /** The index knows only that something is missing. */
  private static Gap explained(Gap gap, List<Gap> ledger) {
    return ledger.stream()
        .filter(known -> gap.cause() == GapCause.UNKNOWN && known.range().overlaps(gap.range()))
        .findFirst()
        .map(
            known ->
                new Gap(
                    gap.range(),
                    known.cause(),
                    known.detail(),
                    known.framesLost(),
                    known.bytesLost()))
        .orElse(gap);
  }

  private static boolean isInside(Gap gap, List<Recording> recordings) {
    return recordings.stream()
        .anyMatch(
            recording ->
                !gap.range().start().isBefore(recording.start())
                    && !gap.range().end().isAfter(recording.end()));
  }

  private static boolean isAtTheEnd(Gap gap, List<Recording> recordings) {
    return !recordings.isEmpty()
        && !gap.range().start().isBefore(recordings.get(recordings.size() - 1).end());
  }

  /** With the stretches that readers found damaged, as far as nothing else tells of them. */
  static Timeline withDamage(Timeline timeline, List<TimeRange> damaged) {
    List<Gap> gaps = new ArrayList<>(timeline.gaps());
    for (TimeRange stretch : damaged) {
      boolean there =
          timeline.recordings().stream().anyMatch(recording -> recording.range().overlaps(stretch));
      if (there && gaps.stream().noneMatch(gap -> gap.range().overlaps(stretch))) {
        gaps.add(
            Gap.of(
                stretch.start(),
                stretch.end(),
                GapCause.DAMAGED,
                "damaged bytes were passed over"));
      }
    }
    return gaps.size() == timeline.gaps().size()
        ? timeline
        : sorted(timeline.cameraId(), timeline.recordings(), gaps);
  }

  private static Timeline sorted(String cameraId, List<Recording> recordings, List<Gap> gaps) {
    gaps.sort(Comparator.comparing(gap -> gap.range().start()));
    return new Timeline(cameraId, recordings, gaps);
  }
}
