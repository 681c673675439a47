package io.finalnvr.core.record;

import io.finalnvr.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Makes one gap of a hole and of the frames that are known to have been lost in it. Pure. */
final class LossesInHoles {

  private LossesInHoles() {}

  /**
   * Gaps in which no other of the same cause lies.
   *
   * @param gaps ordered by their start
   */
  static List<Gap> joined(List<Gap> gaps) {
    List<Gap> joined = new ArrayList<>();
    for (Gap gap : gaps) {
      Gap last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && isLossIn(gap, last)) {
        joined.set(
            joined.size() - 1,
            new Gap(
                last.range(),
                last.cause(),
                last.detail(),
                sum(last.framesLost(), gap.framesLost()),
                sum(last.bytesLost(), gap.bytesLost())));
      } else {
        joined.add(gap);
      }
    }
    return joined;
  }

  private static boolean isLossIn(Gap gap, Gap hole) {
    return gap.framesLost().isPresent()
        && gap.cause() == hole.cause()
        && !gap.range().start().isBefore(hole.range().start())
        && !gap.range().end().isAfter(hole.range().end());
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    return a.isEmpty() ? b : OptionalLong.of(a.getAsLong() + b.orElse(0));
  }
}
