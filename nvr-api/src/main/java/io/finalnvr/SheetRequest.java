package io.finalnvr;

import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PictureSize;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A contact sheet: small pictures of many instants in one. An immutable value.
 *
 * @param instants of which there is to be a picture, from the upper left to the lower right; at
 *     most {@value #MAX_TILES}
 * @param columns how many stand side by side
 * @param tileWidth of each, pixels
 * @param exact whether each is exactly the frame shown at its instant; else it is the key frame
 *     nearest to it, which is cheaper
 * @param captions in which zone times are written into the pictures; empty for no captions
 * @param format of the sheet
 * @param quality of a JPEG, 1 to 100; without meaning for a PNG
 * @param stream of the camera
 */
public record SheetRequest(
    List<Instant> instants,
    int columns,
    int tileWidth,
    boolean exact,
    Optional<ZoneId> captions,
    PictureFormat format,
    int quality,
    CameraStream stream) {

  /** The greatest number of pictures on a sheet. */
  public static final int MAX_TILES = 1_000;

  private static final int COLUMNS = 4;
  private static final int WIDTH = 320;
  private static final int QUALITY = 80;

  /** Checks the arguments. */
  public SheetRequest {
    instants = List.copyOf(instants);
    Objects.requireNonNull(captions, "captions");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(stream, "stream");
    if (instants.isEmpty() || instants.size() > MAX_TILES) {
      throw new ConfigurationException(
          "a sheet of %d pictures; it goes from 1 to %d".formatted(instants.size(), MAX_TILES));
    }
    if (columns < 1 || tileWidth < 16 || (long) columns * tileWidth > PictureSize.MAX) {
      throw new ConfigurationException(
          "a sheet of %d columns of %d pixels; each has at least 16, all together at most %d"
              .formatted(columns, tileWidth, PictureSize.MAX));
    }
    if (quality < 1 || quality > 100) {
      throw new ConfigurationException("quality " + quality + "; it goes from 1 to 100");
    }
  }

  /**
   * A range cut into equal parts, of each the picture at its start: four columns of 320 pixels, key
   * frames, captions in the time zone of the system, JPEG.
   */
  public static SheetRequest of(TimeRange range, int count) {
    if (count < 1 || count > MAX_TILES) {
      throw new ConfigurationException(
          "a sheet of %d pictures; it goes from 1 to %d".formatted(count, MAX_TILES));
    }
    List<Instant> instants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      instants.add(range.start().plus(range.duration().multipliedBy(i).dividedBy(count)));
    }
    return of(instants);
  }

  /** The same with a picture every so often, the first at the start of the range. */
  public static SheetRequest every(TimeRange range, Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new ConfigurationException("a picture every " + interval + "; it must be above zero");
    }
    List<Instant> instants = new ArrayList<>();
    for (Instant at = range.start();
        at.isBefore(range.end()) && instants.size() <= MAX_TILES;
        at = at.plus(interval)) {
      instants.add(at);
    }
    return of(instants);
  }

  private static SheetRequest of(List<Instant> instants) {
    return new SheetRequest(
        instants,
        COLUMNS,
        WIDTH,
        /* exact= */ false,
        Optional.of(ZoneId.systemDefault()),
        PictureFormat.JPEG,
        QUALITY,
        CameraStream.MAIN);
  }

  /** The same with so many pictures side by side, each so wide. */
  public SheetRequest layout(int columns, int tileWidth) {
    return new SheetRequest(instants, columns, tileWidth, exact, captions, format, quality, stream);
  }

  /** The same with exactly the frame shown at each instant, or the key frame nearest to it. */
  public SheetRequest exact(boolean exact) {
    return new SheetRequest(instants, columns, tileWidth, exact, captions, format, quality, stream);
  }

  /** The same with times in a zone written into the pictures, or none. */
  public SheetRequest captions(Optional<ZoneId> captions) {
    return new SheetRequest(instants, columns, tileWidth, exact, captions, format, quality, stream);
  }

  /** The same in another format and quality. */
  public SheetRequest format(PictureFormat format, int quality) {
    return new SheetRequest(instants, columns, tileWidth, exact, captions, format, quality, stream);
  }

  /** The same of another stream of the camera. */
  public SheetRequest ofStream(CameraStream other) {
    return new SheetRequest(instants, columns, tileWidth, exact, captions, format, quality, other);
  }
}
