package io.finalnvr.core.play;

import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * A picture in RGB to paint on; what lies outside is left out. By hand, because java.desktop needs
 * fonts, which a server may not have. Not thread-safe.
 */
final class Canvas {

  private final int width;
  private final int height;
  private final int stride;
  private final byte[] pixels;

  Canvas(int width, int height, int colour) {
    this.width = width;
    this.height = height;
    this.stride = PixelFormat.RGB.stride(0, width);
    this.pixels = new byte[PixelFormat.RGB.size(width, height)];
    fill(0, 0, width, height, colour);
  }

  void fill(int left, int top, int columns, int rows, int colour) {
    for (int y = top; y < top + rows; y++) {
      for (int x = left; x < left + columns; x++) {
        set(x, y, colour);
      }
    }
  }

  /** Slanted stripes. */
  void hatch(int left, int top, int columns, int rows, int colour) {
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        if ((x + y) % 16 < 8) {
          set(left + x, top + y, colour);
        }
      }
    }
  }

  void darken(int left, int top, int columns, int rows) {
    for (int y = Math.max(0, top); y < Math.min(height, top + rows); y++) {
      for (int at = y * stride + 3 * left; at < y * stride + 3 * (left + columns); at++) {
        pixels[at] = (byte) ((pixels[at] & 0xff) * 2 / 5);
      }
    }
  }

  /** Puts a picture into the middle of a field; where it is larger than that, its middle. */
  void paste(DecodedFrame picture, int left, int top, int columns, int rows) {
    int wide = Math.min(columns, picture.width());
    int high = Math.min(rows, picture.height());
    int fromX = (picture.width() - wide) / 2;
    int fromY = (picture.height() - high) / 2;
    int toX = left + (columns - wide) / 2;
    int toY = top + (rows - high) / 2;
    ByteBuffer data = picture.data();
    for (int y = 0; y < high; y++) {
      data.get(
          (fromY + y) * picture.stride(0) + 3 * fromX,
          pixels,
          (toY + y) * stride + 3 * toX,
          3 * wide);
    }
  }

  void text(String text, int left, int top, int scale, int colour) {
    for (int i = 0; i < text.length(); i++) {
      for (int y = 0; y < Font.HEIGHT; y++) {
        for (int x = 0; x < Font.WIDTH; x++) {
          if (Font.dot(text.charAt(i), x, y)) {
            fill(left + (i * Font.ADVANCE + x) * scale, top + y * scale, scale, scale, colour);
          }
        }
      }
    }
  }

  DecodedFrame picture(Instant time) {
    return new DecodedFrame(
        new VideoTrack(1, Codec.MJPEG, width, height, ByteBuffer.allocate(0)),
        time,
        Duration.ZERO,
        PixelFormat.RGB,
        width,
        height,
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        ByteBuffer.wrap(pixels));
  }

  private void set(int x, int y, int colour) {
    if (x >= 0 && x < width && y >= 0 && y < height) {
      int at = y * stride + 3 * x;
      pixels[at] = (byte) (colour >> 16);
      pixels[at + 1] = (byte) (colour >> 8);
      pixels[at + 2] = (byte) colour;
    }
  }
}
