package io.finalnvr.gstreamer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Paints the pictures of a simulated camera as I420: still colour bars, and over them a clock, a
 * wandering box, a patch of noise that gives the encoder something to do, and the cells of {@link
 * SimulatedPicture}. What moves stays in places of its own, so that a buffer that was painted
 * before is brought up to date by painting some 5 % of it. Single-threaded.
 */
final class TestPattern {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int CLOCK_CHARACTERS = 24;

  private static final byte BLACK = 16;
  private static final byte WHITE = (byte) 235;
  private static final byte NO_COLOUR = (byte) 128;
  private static final int[] BAR_LUMA = {180, 162, 131, 112, 84, 65, 35, 60};
  private static final int[] BAR_U = {128, 44, 156, 72, 184, 100, 212, 128};
  private static final int[] BAR_V = {128, 142, 44, 58, 198, 212, 114, 128};

  private final int width;
  private final int height;
  private final byte[] noise;
  private final Optional<BoxMotion> motion;
  private final Random random = new Random(1);
  private final byte[] line;

  TestPattern(int width, int height) {
    this(width, height, Optional.empty());
  }

  /** With a motion, nothing but a box moves. */
  TestPattern(int width, int height, Optional<BoxMotion> motion) {
    this.motion = motion;
    this.width = width;
    this.height = height;
    this.line = new byte[width];
    this.noise = new byte[noiseWidth() * 4];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (60 + random.nextInt(136));
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Bytes of a picture. */
  int size() {
    return width * height * 3 / 2;
  }

  /** Paints what never changes. */
  void paintStill(ByteBuffer picture) {
    bars(picture, 0, width, height, BAR_LUMA);
    int planeU = width * height;
    int planeV = planeU + width * height / 4;
    bars(picture, planeU, width / 2, height / 2, BAR_U);
    bars(picture, planeV, width / 2, height / 2, BAR_V);
    for (int plane : new int[] {planeU, planeV}) {
      grey(picture, plane, clockTop() - clockDot(), clockDot() * (Glyphs.HEIGHT + 2));
      grey(picture, plane, height / 2, boxSize());
      grey(picture, plane, noiseTop(), noiseHeight());
      int cellsTop = (SimulatedPicture.ROWS - 2) * height / SimulatedPicture.ROWS;
      grey(picture, plane, cellsTop, height - cellsTop);
    }
  }

  /** Takes the colour out of rows of the picture. */
  private void grey(ByteBuffer picture, int plane, int top, int rows) {
    Arrays.fill(line, NO_COLOUR);
    for (int y = top / 2; y < (top + rows + 1) / 2; y++) {
      picture.put(plane + y * width / 2, line, 0, width / 2);
    }
  }

  private static void bars(ByteBuffer picture, int offset, int width, int height, int[] values) {
    byte[] row = new byte[width];
    for (int x = 0; x < width; x++) {
      row[x] = (byte) values[x * values.length / width];
    }
    for (int y = 0; y < height; y++) {
      picture.put(offset + y * width, row, 0, width);
    }
  }

  /** Paints what changes from frame to frame, on a picture with the still part. */
  void paintMoving(ByteBuffer picture, long frame, Instant time) {
    if (motion.isPresent()) {
      boxAt(picture, motion.get().at(time));
      return;
    }
    clock(picture, CLOCK.format(time));
    box(picture, time);
    noise(picture);
    cells(picture, SimulatedPicture.ROWS - 2, SimulatedPicture.cells(frame));
    cells(picture, SimulatedPicture.ROWS - 1, SimulatedPicture.cells(time.toEpochMilli()));
  }

  private void clock(ByteBuffer picture, String text) {
    int advance = Glyphs.WIDTH + 1;
    int dot = clockDot();
    int textWidth = advance * dot * text.length();
    int left = (width - textWidth) / 2;
    int top = clockTop();
    Arrays.fill(line, 0, textWidth, BLACK);
    rows(picture, left, top - dot, textWidth, dot);
    for (int y = 0; y < Glyphs.HEIGHT; y++) {
      for (int x = 0; x < textWidth; x++) {
        int column = x / dot;
        line[x] = Glyphs.dot(text.charAt(column / advance), column % advance, y) ? WHITE : BLACK;
      }
      rows(picture, left, top + y * dot, textWidth, dot);
    }
    Arrays.fill(line, 0, textWidth, BLACK);
    rows(picture, left, top + Glyphs.HEIGHT * dot, textWidth, dot);
  }

  private int clockDot() {
    return Math.max(1, width / ((Glyphs.WIDTH + 1) * CLOCK_CHARACTERS + 2));
  }

  private int clockTop() {
    return height / 4;
  }

  /** Crosses the picture once in four seconds. */
  private void box(ByteBuffer picture, Instant time) {
    int size = boxSize();
    int left = (int) (Math.floorMod(time.toEpochMilli(), 4000L) * (width - size) / 4000);
    Arrays.fill(line, 0, width, (byte) 48);
    Arrays.fill(line, left, left + size, WHITE);
    rows(picture, 0, height / 2, width, size);
  }

  /** On a dark road, twice as large as the other one. */
  private void boxAt(ByteBuffer picture, OptionalDouble place) {
    int size = 2 * boxSize();
    Arrays.fill(line, 0, width, (byte) 48);
    if (place.isPresent()) {
      int left = (int) (place.getAsDouble() * (width - size));
      Arrays.fill(line, left, left + size, WHITE);
    }
    rows(picture, 0, height / 2, width, size);
  }

  private int boxSize() {
    return height / 12;
  }

  private void noise(ByteBuffer picture) {
    for (int y = 0; y < noiseHeight(); y++) {
      int from = random.nextInt(noise.length - noiseWidth());
      picture.put((noiseTop() + y) * width + (width - noiseWidth()) / 2, noise, from, noiseWidth());
    }
  }

  private int noiseWidth() {
    return width / 6;
  }

  private int noiseHeight() {
    return height / 6;
  }

  private int noiseTop() {
    return height * 2 / 3;
  }

  private void cells(ByteBuffer picture, int row, long cells) {
    for (int x = 0; x < width; x++) {
      int cell = x * SimulatedPicture.CELLS / width;
      line[x] = (cells >> (SimulatedPicture.CELLS - 1 - cell) & 1) == 1 ? WHITE : BLACK;
    }
    int top = row * height / SimulatedPicture.ROWS;
    rows(picture, 0, top, width, (row + 1) * height / SimulatedPicture.ROWS - top);
  }

  private void rows(ByteBuffer picture, int left, int top, int count, int rows) {
    for (int y = top; y < top + rows; y++) {
      picture.put(y * width + left, line, 0, count);
    }
  }
}
