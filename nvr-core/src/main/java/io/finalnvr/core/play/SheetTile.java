package io.finalnvr.core.play;

import io.finalnvr.media.DecodedFrame;
import java.time.Instant;
import java.util.Optional;

/**
 * A picture on a contact sheet, or the place where one is missing.
 *
 * @param time of the picture, or that was asked for
 * @param picture in RGB
 * @param label why there is none
 */
record SheetTile(Instant time, Optional<DecodedFrame> picture, String label) {

  static SheetTile of(DecodedFrame picture) {
    return new SheetTile(picture.time(), Optional.of(picture), "");
  }

  static SheetTile empty(Instant asked, String label) {
    return new SheetTile(asked, Optional.empty(), label);
  }
}
