package io.finalnvr.core.play;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Maps the timeline to times in a file: the same, or with stretches left out in which there is
 * nothing. Takes records of all cameras in the order of time. Pure; not thread-safe.
 */
final class FileTime {

  private final boolean closesGaps;
  private Duration shift = Duration.ZERO;
  private @Nullable Instant covered;

  FileTime(boolean closesGaps) {
    this.closesGaps = closesGaps;
  }

  /** How much later than on the timeline something is in the file, now. */
  Duration shift() {
    return shift;
  }

  void take(FootageRecord record) {
    take(record.start(), record.end(), record.afterHole());
  }

  /** Takes a stretch; {@code afterHole} tells that its camera has nothing right before. */
  void take(Instant start, Instant end, boolean afterHole) {
    Instant before = covered;
    if (before == null) {
      covered = end;
      return;
    }
    if (closesGaps && afterHole && start.isAfter(before)) {
      shift = shift.minus(Duration.between(before, start));
    }
    covered = end.isAfter(before) ? end : before;
  }
}
