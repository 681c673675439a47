package io.finalnvr.core.motion;

import io.finalnvr.media.DecodedFrame;
import java.nio.ByteBuffer;

/**
 * How a picture is cut into cells of 4 x 4 pixels, whose mean brightness is looked at: that takes
 * three quarters of the noise away, and evens out what the blocks of compression do. Cells at the
 * right and lower edge may be cut. Not thread-safe.
 */
final class CellGrid {

  static final int CELL = 4;

  final int width;
  final int height;
  final int columns;
  final int rows;
  private byte[] pixels = new byte[0];

  CellGrid(int width, int height) {
    this.width = width;
    this.height = height;
    this.columns = (width + CELL - 1) / CELL;
    this.rows = (height + CELL - 1) / CELL;
  }

  int cells() {
    return columns * rows;
  }

  boolean fits(DecodedFrame frame) {
    return frame.width() == width && frame.height() == height;
  }

  /** Centre of a cell as a part of the picture's width. */
  double x(int column) {
    return Math.min(1, (column + 0.5) * CELL / width);
  }

  /** Centre of a cell as a part of the picture's height. */
  double y(int row) {
    return Math.min(1, (row + 0.5) * CELL / height);
  }

  /** The mean brightness of each cell, row by row. */
  void means(DecodedFrame frame, float[] into) {
    ByteBuffer data = frame.data();
    if (pixels.length != data.capacity()) {
      pixels = new byte[data.capacity()];
    }
    data.get(0, pixels);
    int stride = frame.stride(0);
    for (int row = 0; row < rows; row++) {
      int top = row * CELL;
      int tall = Math.min(CELL, height - top);
      for (int column = 0; column < columns; column++) {
        int left = column * CELL;
        int wide = Math.min(CELL, width - left);
        int sum = 0;
        for (int y = 0; y < tall; y++) {
          int at = (top + y) * stride + left;
          for (int x = 0; x < wide; x++) {
            sum += pixels[at + x] & 0xff;
          }
        }
        into[row * columns + column] = (float) sum / (tall * wide);
      }
    }
  }
}
