package io.finalnvr.gstreamer;

import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import java.awt.image.BufferedImage;
import java.util.List;

/** Reads pictures. */
final class Pixels {

  private Pixels() {}

  /** The number of the frame, as the picture itself says. */
  static int number(DecodedFrame picture) {
    return (int)
        SimulatedPicture.read(picture.width(), picture.height(), (x, y) -> luma(picture, x, y))
            .orElseThrow()
            .frame();
  }

  static int number(BufferedImage image) {
    return (int)
        SimulatedPicture.read(
                image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) >> 8 & 0xff)
            .orElseThrow()
            .frame();
  }

  static int luma(DecodedFrame picture, int x, int y) {
    return picture.format() == PixelFormat.RGB
        ? rgb(picture, x, y).get(1)
        : picture.data().get(y * picture.stride(0) + x) & 0xff;
  }

  static List<Integer> rgb(DecodedFrame picture, int x, int y) {
    int at = y * picture.stride(0) + 3 * x;
    return List.of(
        picture.data().get(at) & 0xff,
        picture.data().get(at + 1) & 0xff,
        picture.data().get(at + 2) & 0xff);
  }
}
