package io.finalnvr.media;

/**
 * How a decoded picture lies in memory: plane after plane without a gap, in each row after row from
 * the top, every row beginning at a multiple of four bytes. What fills a row up has no meaning.
 */
public enum PixelFormat {
  /**
   * Brightness (Y), then colour (U, V) at half the width and height, rounded up; one byte each, as
   * the camera encodes them: most often 16 to 235, from Motion JPEG 0 to 255.
   */
  I420(3),
  /** Red, green, blue: three bytes a pixel, 0 to 255. */
  RGB(1),
  /** Brightness alone: the first plane of {@link #I420}, and the cheapest. */
  GREY8(1);

  private final int planes;

  PixelFormat(int planes) {
    this.planes = planes;
  }

  /** How many planes there are: 3 or 1. */
  public int planes() {
    return planes;
  }

  /** Bytes from the beginning of one row of a plane to that of the next. */
  public int stride(int plane, int width) {
    int bytes =
        switch (this) {
          case I420 -> plane == 0 ? width : half(width);
          case RGB -> width * 3;
          case GREY8 -> width;
        };
    return (bytes + 3) / 4 * 4;
  }

  /** Rows of a plane. */
  public int rows(int plane, int height) {
    return plane == 0 ? height : half(height);
  }

  /** Where a plane begins, bytes; for the number of planes: the size of a picture. */
  public int offset(int plane, int width, int height) {
    int offset = 0;
    for (int p = 0; p < plane; p++) {
      // In I420 the second plane begins after an even number of rows.
      offset += stride(p, width) * (planes > 1 ? half(height) * (p == 0 ? 2 : 1) : height);
    }
    return offset;
  }

  /** Bytes of a picture. */
  public int size(int width, int height) {
    return offset(planes, width, height);
  }

  private static int half(int length) {
    return (length + 1) / 2;
  }
}
