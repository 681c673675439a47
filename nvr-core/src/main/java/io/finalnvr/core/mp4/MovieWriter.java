package io.finalnvr.core.mp4;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Track;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Writes the {@code moov} of a plain MP4 file.
 *
 * <p>Time 0 of the movie is the start of the presentation; the movie counts in microseconds. Each
 * track has an edit list: an empty edit where the track begins later, then its media from the start
 * on, up to the end. Time inside a gap belongs to the sample before it.
 */
final class MovieWriter {

  /** Readers take the 32-bit differences between decode times as signed. */
  private static final long MAX_DELTA = Integer.MAX_VALUE;

  private static final int[] COARSER_SCALES = {90_000, 10_000, 1_000, 100, 1};

  private final BoxWriter out;
  private final Presentation shown;
  private final long media;
  private final String title;
  private final Map<Integer, String> names;

  /**
   * A writer.
   *
   * @param shown what is presented
   * @param media where the media begins in the file
   * @param title of the whole; empty for none
   * @param names of tracks, by the ids that they have outside of the file
   */
  MovieWriter(
      BoxWriter out, Presentation shown, long media, String title, Map<Integer, String> names) {
    this.out = out;
    this.shown = shown;
    this.media = media;
    this.title = title;
    this.names = names;
  }

  void write(List<TrackTable> tables) {
    long length = tables.stream().mapToLong(shown::lengthOf).max().orElse(0);
    int nextTrackId = tables.stream().mapToInt(TrackTable::id).max().orElse(0) + 1;
    out.box(
        "moov",
        () -> {
          MovieBoxes.mvhd(out, shown.startTime(), Micros.PER_SECOND, length, nextTrackId);
          tables.forEach(this::trak);
          out.box("udta", () -> MovieMetadata.write(out, shown.startTime(), title));
        });
  }

  private void trak(TrackTable table) {
    Track track = table.track();
    int scale = scale(table);
    long length = ticksBefore(table, table.samples(), scale);
    String name = names.getOrDefault(track.id(), "");
    out.box(
        "trak",
        () -> {
          MovieBoxes.tkhd(out, table.id(), track, shown.startTime(), shown.lengthOf(table));
          out.box("edts", () -> elst(table, scale));
          out.box(
              "mdia",
              () -> {
                MovieBoxes.mdhd(out, shown.startTime(), scale, length);
                MovieBoxes.hdlr(out, track, name);
                out.box(
                    "minf",
                    () -> {
                      MovieBoxes.mediaInformation(out, track);
                      out.box("stbl", () -> sampleTable(table, scale));
                    });
              });
        });
  }

  /** The finest scale in which the longest gap fits. */
  private static int scale(TrackTable table) {
    int preferred =
        table.track() instanceof AudioTrack audio ? audio.sampleRate() : Micros.PER_SECOND;
    if (fits(table, preferred)) {
      return preferred;
    }
    for (int coarser : COARSER_SCALES) {
      if (coarser < preferred && fits(table, coarser)) {
        return coarser;
      }
    }
    return 1;
  }

  private static boolean fits(TrackTable table, int scale) {
    return Micros.toTicks(table.longestDelta(), scale) < MAX_DELTA;
  }

  private static long ticksBefore(TrackTable table, int samples, int scale) {
    long micros = 0;
    for (int i = 0; i < samples; i++) {
      micros += table.delta(i);
    }
    return Micros.toTicks(micros, scale);
  }

  private void elst(TrackTable table, int scale) {
    long from = Math.max(shown.start(), table.firstTime());
    long delay = from - shown.start();
    out.fullBox(
        "elst",
        1,
        0,
        () -> {
          out.u32(delay > 0 ? 2 : 1);
          if (delay > 0) {
            edit(delay, /* nothing */ -1);
          }
          long mediaTime = Micros.toTicks(from - table.firstDecode(), scale);
          edit(Math.max(0, shown.lengthOf(table) - delay), Math.max(0, mediaTime));
        });
  }

  private void edit(long duration, long mediaTime) {
    out.u64(duration);
    out.u64(mediaTime);
    out.u32(/* rate 1.0 */ 0x1_0000);
  }

  private void sampleTable(TrackTable table, int scale) {
    MovieBoxes.stsd(out, table.descriptions());
    Ticks deltas = new Ticks(table, scale);
    out.fullBox("stts", 0, 0, () -> runs(table.samples(), i -> deltas.delta(i)));
    if (table.reordered()) {
      Ticks offsets = new Ticks(table, scale);
      int version = table.early() ? 1 : 0;
      out.fullBox("ctts", version, 0, () -> runs(table.samples(), i -> offsets.composition(i)));
    }
    if (table.keys().size() < table.samples()) {
      out.fullBox("stss", 0, 0, () -> list(table.keys(), 1));
    }
    out.fullBox("stsc", 0, 0, () -> list(table.chunkRuns(), 3));
    out.fullBox("stsz", 0, 0, () -> sizes(table));
    out.fullBox("co64", 0, 0, () -> offsets(table));
  }

  /** Pairs of a count and a value that holds for as many samples. */
  private void runs(int samples, IntToLongFunction values) {
    long countPosition = out.position();
    out.u32(0);
    int runs = 0;
    int length = 0;
    long value = 0;
    for (int i = 0; i < samples; i++) {
      long next = values.applyAsLong(i);
      if (length > 0 && next != value) {
        out.u32(length);
        out.u32(value);
        runs++;
        length = 0;
      }
      value = next;
      length++;
    }
    out.u32(length);
    out.u32(value);
    out.patch(countPosition, runs + 1);
  }

  private void list(IntTable values, int valuesPerEntry) {
    out.u32(values.size() / valuesPerEntry);
    for (int i = 0; i < values.size(); i++) {
      out.u32(values.get(i));
    }
  }

  private void sizes(TrackTable table) {
    out.u32(/* not all the same */ 0);
    out.u32(table.samples());
    for (int i = 0; i < table.samples(); i++) {
      out.u32(table.size(i));
    }
  }

  private void offsets(TrackTable table) {
    out.u32(table.chunks());
    for (int i = 0; i < table.chunks(); i++) {
      out.u64(media + table.chunkOffset(i));
    }
  }

  /** Differences of rounded times, sample by sample: rounding does not add up. */
  private static final class Ticks {

    private final TrackTable table;
    private final int scale;
    private long decode;
    private long decodeTicks;

    Ticks(TrackTable table, int scale) {
      this.table = table;
      this.scale = scale;
    }

    long delta(int sample) {
      long before = decodeTicks;
      step(sample);
      return decodeTicks - before;
    }

    long composition(int sample) {
      long time = Micros.toTicks(decode + table.composition(sample), scale);
      long offset = time - decodeTicks;
      step(sample);
      return offset;
    }

    private void step(int sample) {
      decode += table.delta(sample);
      decodeTicks = Micros.toTicks(decode, scale);
    }
  }
}
