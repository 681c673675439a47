package io.finalnvr.core.mp4;

import io.finalnvr.core.mp4.MovieTrack.SampleDefaults;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fragments of one payload, ours and those of others. What it builds is bounded by the
 * payload: samples may not share bytes beyond its size, and there are at most {@value
 * #MAX_SAMPLES}.
 */
final class FragmentReader {

  /** Far above what a recorder puts into a record of 8 MiB. */
  static final int MAX_SAMPLES = 65_536;

  private static final int BASE_OFFSET = 0x01;
  private static final int DESCRIPTION = 0x02;
  private static final int DURATION = 0x08;
  private static final int SIZE = 0x10;
  private static final int FLAGS = 0x20;
  private static final int BASE_IS_MOOF = 0x02_0000;

  private static final int RUN_OFFSET = 0x001;
  private static final int RUN_FIRST_FLAGS = 0x004;
  private static final int RUN_DURATION = 0x100;
  private static final int RUN_SIZE = 0x200;
  private static final int RUN_FLAGS = 0x400;
  private static final int RUN_COMPOSITION = 0x800;

  private Map<Integer, MovieTrack> tracks;
  private final int payloadSize;
  private final Map<Integer, Long> nextDecodeTimes = new HashMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private long bytesUsed;
  private int moofStart;
  private int dataEnd;

  FragmentReader(Map<Integer, MovieTrack> tracks, int payloadSize) {
    this.tracks = tracks;
    this.payloadSize = payloadSize;
  }

  /** A header inside the payload. */
  void tracks(Map<Integer, MovieTrack> newTracks) {
    tracks = newTracks;
  }

  /** The samples of all fragments so far, in the order of the payload. */
  List<Sample> samples() {
    return samples;
  }

  /**
   * Reads a fragment.
   *
   * @param start of the {@code moof} in the payload
   */
  void moof(int start, ByteBuffer moof) {
    moofStart = start;
    dataEnd = start;
    BoxReader boxes = new BoxReader(moof);
    while (boxes.next()) {
      if (boxes.type() == BoxType.TRAF) {
        traf(boxes.body());
      }
    }
  }

  private void traf(ByteBuffer traf) {
    BoxReader boxes = new BoxReader(traf);
    Run run = null;
    while (boxes.next()) {
      if (boxes.type() == BoxType.TFHD) {
        run = tfhd(boxes.body());
      } else if (run != null && boxes.type() == BoxType.TFDT) {
        ByteBuffer tfdt = boxes.body();
        run.decodeTime = tfdt.get(0) == 1 ? tfdt.getLong(4) : tfdt.getInt(4) & 0xffff_ffffL;
      } else if (run != null && boxes.type() == BoxType.TRUN) {
        run.read(boxes.body());
      }
    }
    if (run != null) {
      nextDecodeTimes.put(run.track.id(), run.decodeTime);
    }
  }

  private @Nullable Run tfhd(ByteBuffer tfhd) {
    int flags = tfhd.getInt();
    MovieTrack track = tracks.get(tfhd.getInt());
    if (track == null) {
      return null;
    }
    // An absolute offset counts from the start of a file that we don't have; it means the moof.
    boolean fromMoof = (flags & (BASE_OFFSET | BASE_IS_MOOF)) != 0;
    if ((flags & BASE_OFFSET) != 0) {
      tfhd.getLong();
    }
    SampleDefaults base = track.defaults();
    SampleDefaults defaults =
        new SampleDefaults(
            (flags & DESCRIPTION) != 0 ? tfhd.getInt() : base.description(),
            (flags & DURATION) != 0 ? tfhd.getInt() & 0xffff_ffffL : base.duration(),
            (flags & SIZE) != 0 ? tfhd.getInt() : base.size(),
            (flags & FLAGS) != 0 ? tfhd.getInt() : base.flags());
    return new Run(track, defaults, fromMoof ? moofStart : dataEnd);
  }

  private void add(Sample sample) {
    if (samples.size() >= MAX_SAMPLES) {
      throw BoxReader.undecodable("more than " + MAX_SAMPLES + " samples in a payload");
    }
    samples.add(sample);
  }

  /** The runs of one track in one fragment; a run continues where the one before it ended. */
  private final class Run {

    private final MovieTrack track;
    private final SampleDefaults defaults;
    private final Optional<Track> description;
    private final int base;
    private long position;
    private long decodeTime;

    Run(MovieTrack track, SampleDefaults defaults, int base) {
      this.track = track;
      this.defaults = defaults;
      this.description = track.description(defaults.description());
      this.base = base;
      this.position = -1;
      this.decodeTime = nextDecodeTimes.getOrDefault(track.id(), 0L);
    }

    void read(ByteBuffer trun) {
      int flags = trun.getInt();
      int count = trun.getInt();
      if ((flags & RUN_OFFSET) != 0) {
        position = (long) base + trun.getInt();
      } else if (position < 0) {
        throw BoxReader.undecodable("MP4 fragment that does not say where its data is");
      }
      int firstFlags = (flags & RUN_FIRST_FLAGS) != 0 ? trun.getInt() : defaults.flags();
      int entry = Integer.bitCount(flags & 0xf00) * 4;
      if (count < 0
          || (long) count * entry > trun.remaining()
          || entry == 0 && count > MAX_SAMPLES) {
        throw BoxReader.undecodable("MP4 fragment of " + (count & 0xffff_ffffL) + " samples");
      }
      boolean joined = isPcm();
      long start = position;
      long startTime = decodeTime;
      int startComposition = 0;
      for (int i = 0; i < count; i++) {
        long duration =
            (flags & RUN_DURATION) != 0 ? trun.getInt() & 0xffff_ffffL : defaults.duration();
        int size = (flags & RUN_SIZE) != 0 ? trun.getInt() : defaults.size();
        int sampleFlags =
            (flags & RUN_FLAGS) != 0 ? trun.getInt() : i == 0 ? firstFlags : defaults.flags();
        int composition = (flags & RUN_COMPOSITION) != 0 ? trun.getInt() : 0;
        use(size);
        startComposition = i == 0 ? composition : startComposition;
        if (!joined) {
          emit(decodeTime, composition, duration, sampleFlags, position - size, size);
        }
        decodeTime = Math.addExact(decodeTime, duration);
      }
      if (joined) {
        emit(
            startTime,
            startComposition,
            decodeTime - startTime,
            firstFlags,
            start,
            (int) (position - start));
      }
      dataEnd = (int) position;
    }

    private void use(int size) {
      bytesUsed += size & 0xffff_ffffL;
      if (position < 0 || size < 0 || position + size > payloadSize || bytesUsed > payloadSize) {
        throw BoxReader.undecodable(
            "MP4 sample of %d bytes at %d in %d bytes".formatted(size, position, payloadSize));
      }
      position += size;
    }

    private void emit(
        long decode, int composition, long duration, int flags, long offset, int size) {
      if (size == 0 || description.isEmpty()) {
        return;
      }
      long decodeMicros = track.micros(decode);
      add(
          new Sample(
              description.get(),
              decodeMicros,
              track.micros(Math.addExact(decode, composition)),
              track.micros(Math.addExact(decode, duration)) - decodeMicros,
              flags,
              (int) offset,
              size));
    }

    /** Elsewhere each sample of G.711 may be one of a single byte. */
    private boolean isPcm() {
      return description.orElse(null) instanceof AudioTrack audio
          && (audio.codec() == Codec.PCMA || audio.codec() == Codec.PCMU);
    }
  }
}
