package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.media.EncodedFrame;
import java.util.List;
import java.util.Optional;

/**
 * From one picture to the next, either way.
 *
 * @param stretch the picture is in
 * @param index of its frame in decode order
 * @param backwards which way
 * @param gap that is crossed
 */
record Move(Stretch stretch, int index, boolean backwards, Optional<Gap> gap) {

  EncodedFrame frame() {
    return stretch.frames().get(index);
  }

  /** What the sink is told: the gap, the frames it needs, the picture. */
  List<Delivery> deliveries(PictureWindow window, Outlet outlet) {
    List<Delivery> all = new java.util.ArrayList<>();
    gap.ifPresent(crossed -> all.add(outlet.gap(crossed)));
    window.need(stretch, index, backwards).forEach(frame -> all.add(outlet.keep(frame)));
    all.add(outlet.show(frame()));
    return all;
  }
}
