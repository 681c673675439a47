package io.finalnvr.gstreamer;

import io.finalnvr.media.PictureSize;

/** How large a decoded picture is to be seen, with square pixels. */
final class ShownSize {

  private ShownSize() {}

  static PictureSize of(MediaCaps caps) {
    String[] aspect = caps.text("pixel-aspect-ratio").orElse("1/1").split("/", 2);
    return of(
        caps.number("width").orElse(1),
        caps.number("height").orElse(1),
        Integer.parseInt(aspect[0]),
        Integer.parseInt(aspect[1]));
  }

  static PictureSize of(int width, int height, int aspectWidth, int aspectHeight) {
    long shown = Math.round((double) width * aspectWidth / Math.max(1, aspectHeight));
    return PictureSize.exactly((int) Math.max(1, Math.min(shown, PictureSize.MAX)), height);
  }
}
