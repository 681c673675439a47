package io.finalnvr.core.hold;

import io.finalnvr.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hold as it stands in the store.
 *
 * @param anchors where the copy's records were in the footage, ordered; empty before the first copy
 * @param copied empty before the first copy is durable
 * @param released whether only the copy is left to be deleted
 */
record HoldEntry(Hold hold, List<Anchor> anchors, Optional<Copied> copied, boolean released) {

  HoldEntry {
    anchors = List.copyOf(anchors);
  }

  static HoldEntry of(Hold hold) {
    return new HoldEntry(hold, List.of(), Optional.empty(), /* released= */ false);
  }

  HoldEntry with(Anchor anchor) {
    List<Anchor> more = new ArrayList<>(anchors);
    // One that was never reached, because its record was not appended.
    more.removeIf(old -> old.copy() >= anchor.copy());
    more.add(anchor);
    return new HoldEntry(hold, more, copied, released);
  }

  HoldEntry with(Copied all) {
    return new HoldEntry(hold, anchors, Optional.of(all), released);
  }

  HoldEntry asReleased() {
    return new HoldEntry(hold, anchors, copied, /* released= */ true);
  }

  /** The position in the footage of a position in the copy. */
  long source(long copy) {
    Anchor at = anchors.get(0);
    for (Anchor anchor : anchors) {
      if (anchor.copy() <= copy) {
        at = anchor;
      }
    }
    return at.source() + (copy - at.copy());
  }

  /** The position in the copy from which records at or after a position in the footage are read. */
  long copy(long source) {
    Anchor at = anchors.get(0);
    for (int i = 0; i < anchors.size(); i++) {
      Anchor anchor = anchors.get(i);
      if (anchor.source() > source) {
        break;
      }
      at = anchor;
    }
    long copy = at.copy() + Math.max(0, source - at.source());
    int next = anchors.indexOf(at) + 1;
    return next < anchors.size() ? Math.min(copy, anchors.get(next).copy()) : copy;
  }

  /** The anchor that stands at a position of the copy. */
  Optional<Anchor> anchorAt(long copy) {
    return anchors.stream().filter(anchor -> anchor.copy() == copy).findFirst();
  }
}
