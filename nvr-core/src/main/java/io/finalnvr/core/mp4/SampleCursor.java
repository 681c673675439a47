package io.finalnvr.core.mp4;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the samples of one track of a plain file, in decode order. The tables stay as they are
 * in the file: nothing is built for each sample. Not thread-safe.
 */
final class SampleCursor {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int ENTRIES = 8;

  private final MovieTrack track;
  private final EditList edit;
  private final Table durations;
  private final @Nullable Table compositions;
  private final @Nullable ByteBuffer keys;
  private final ByteBuffer sizes;
  private final ByteBuffer chunks;
  private final ByteBuffer offsets;
  private final boolean wideOffsets;
  private final int count;
  private int sample;
  private int key;
  private int chunkRun;
  private int chunk = 1;
  private int sampleInChunk;
  private long offsetInChunk;
  private long decodeTicks;

  /** Pairs of a count and a value that holds for as many samples. */
  private static final class Table {
    private final ByteBuffer box;
    private int entry = -1;
    private int left;

    Table(ByteBuffer box) {
      this.box = box;
    }

    int first() {
      return box.getInt(ENTRIES + 4);
    }

    int next() {
      while (left == 0) {
        entry++;
        left = box.getInt(ENTRIES + entry * 8);
      }
      left--;
      return box.getInt(ENTRIES + entry * 8 + 4);
    }
  }

  /**
   * At the first sample.
   *
   * @param table the body of the {@code stbl}
   */
  SampleCursor(MovieTrack track, ByteBuffer table, EditList edit) {
    this.track = track;
    this.edit = edit;
    this.durations = new Table(MovieReader.require(table, BoxType.of("stts")));
    ByteBuffer ctts = MovieReader.find(table, BoxType.of("ctts"));
    this.compositions = ctts == null ? null : new Table(ctts);
    this.keys = MovieReader.find(table, BoxType.of("stss"));
    this.sizes = MovieReader.require(table, BoxType.of("stsz"));
    this.chunks = MovieReader.require(table, BoxType.of("stsc"));
    ByteBuffer wide = MovieReader.find(table, BoxType.of("co64"));
    this.wideOffsets = wide != null;
    this.offsets = wide != null ? wide : MovieReader.require(table, BoxType.of("stco"));
    this.count = sizes.getInt(8);
    boolean singleBytes =
        sizes.getInt(4) != 0
            && track.description(1).orElse(null) instanceof AudioTrack audio
            && (audio.codec() == Codec.PCMA || audio.codec() == Codec.PCMU);
    if (singleBytes) {
      throw BoxReader.undecodable("MP4 track whose samples are single bytes");
    }
  }

  TrackKind kind() {
    return track.description(1).map(Track::kind).orElse(TrackKind.DATA);
  }

  Optional<Track> firstDescription() {
    return track.description(1);
  }

  boolean hasNext() {
    return sample < count;
  }

  /** When the next sample is decoded, nanoseconds of the presentation. */
  long decodeNanos() {
    return edit.nanos(decodeTicks, track.timescale());
  }

  /** Whether the first picture lies before the start of the presentation. */
  boolean hidesPictures() {
    int composition = compositions == null || count == 0 ? 0 : compositions.first();
    return kind() == TrackKind.VIDEO && edit.nanos(composition, track.timescale()) < 0;
  }

  /** A sample of a file; times in nanoseconds of the presentation. */
  record FileSample(
      Optional<Track> track,
      long decodeNanos,
      long timeNanos,
      long durationNanos,
      boolean key,
      long offset,
      int size) {}

  FileSample next() {
    while (chunkRun + 1 < chunks.getInt(4)
        && chunks.getInt(ENTRIES + 12 * (chunkRun + 1)) <= chunk) {
      chunkRun++;
    }
    int inChunk = chunks.getInt(ENTRIES + 12 * chunkRun + 4);
    Optional<Track> description = track.description(chunks.getInt(ENTRIES + 12 * chunkRun + 8));
    int size = sizes.getInt(4) != 0 ? sizes.getInt(4) : sizes.getInt(12 + 4 * sample);
    long duration = durations.next() & 0xffff_ffffL;
    int composition = compositions == null ? 0 : compositions.next();
    FileSample found =
        new FileSample(
            description,
            decodeNanos(),
            edit.nanos(decodeTicks + composition, track.timescale()),
            Micros.rescale(duration, track.timescale(), NANOS_PER_SECOND),
            isKey(),
            chunkOffset() + offsetInChunk,
            size);
    sample++;
    decodeTicks += duration;
    offsetInChunk += size;
    sampleInChunk++;
    if (sampleInChunk >= inChunk) {
      chunk++;
      sampleInChunk = 0;
      offsetInChunk = 0;
    }
    return found;
  }

  private boolean isKey() {
    if (keys == null) {
      return true;
    }
    int all = keys.getInt(4);
    while (key < all && keys.getInt(ENTRIES + 4 * key) < sample + 1) {
      key++;
    }
    return key < all && keys.getInt(ENTRIES + 4 * key) == sample + 1;
  }

  private long chunkOffset() {
    return wideOffsets
        ? offsets.getLong(ENTRIES + 8 * (chunk - 1))
        : offsets.getInt(ENTRIES + 4 * (chunk - 1)) & 0xffff_ffffL;
  }
}
