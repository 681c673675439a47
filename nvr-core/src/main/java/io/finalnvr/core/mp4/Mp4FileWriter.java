package io.finalnvr.core.mp4;

import io.finalnvr.MediaException;
import io.finalnvr.MediaException.Reason;
import io.finalnvr.media.DataTrack;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plain MP4 file from frames in the order of the log, without re-encoding; its index
 * stands in front. Not thread-safe.
 *
 * <p>The file plays from the asked instant, or from the first picture or sound on, up to the asked
 * end; other frames are in the file only so that these can be decoded. Times are kept to the
 * microsecond (sound: to one sample), gaps are kept as time, and parameters may change on the way:
 * pictures of one codec stay in one track, another codec or other sound gets a track of its own.
 * The start is in {@code creation_time} and, to the microsecond and in UTC, in the tag {@code
 * date}. Tracks of kind DATA are left out, but for {@link SubtitleClock}'s.
 *
 * <p>Memory: about 20 bytes for each frame, and the first 4 MiB of them. Calls block on the disk;
 * they throw {@link MediaException} with reason OUTPUT when it fails, and then only {@link #close}
 * may follow.
 */
public final class Mp4FileWriter implements AutoCloseable {

  /** How much is kept before anything is written, to tell from it how large the index will be. */
  private static final int HEAD = 4 << 20;

  private static final int LARGEST_RESERVE = 1 << 30;
  private static final int FTYP_SIZE = 32;
  private static final int BOX = 8;
  private static final int MDAT_HEADER = 16;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Settings settings;
  private final PartFile file;
  private final TrackTables tables = new TrackTables();
  private List<ByteBuffer> head = new ArrayList<>();
  private long mediaSize;

  /** Bytes kept free for the index, once media was written; 0 before. */
  private long reserve;

  private @Nullable Instant origin;
  private boolean closed;

  /**
   * What is asked of a file.
   *
   * @param from where its presentation starts, or with the first frame where that is later; empty
   *     for the first frame
   * @param overwrite whether a file of that name is replaced
   * @param expectedBytes about how much will be written, where known
   * @param trackNames by id
   * @param title of the whole; empty for none
   */
  public record Settings(
      Optional<Instant> from,
      boolean overwrite,
      long expectedBytes,
      Map<Integer, String> trackNames,
      String title) {

    /** From the first frame to the last; replaces what is there. */
    public static final Settings DEFAULT = new Settings(Optional.empty(), true, 0, Map.of(), "");

    /** Rounds the instant to the resolution of files. */
    public Settings {
      from = from.map(Micros::floor);
      trackNames = Map.copyOf(trackNames);
    }
  }

  /**
   * What is in a finished file.
   *
   * @param start of the presentation
   * @param end of the presentation
   * @param videoFrames frames of video, those before the start included
   * @param audioFrames frames of audio
   * @param bytes size of the file
   */
  public record Result(
      Instant start, Instant end, long videoFrames, long audioFrames, long bytes) {}

  private Mp4FileWriter(Settings settings, PartFile file) {
    this.settings = settings;
    this.file = file;
  }

  /** Opens a file whose presentation starts with the first frame. */
  public static Mp4FileWriter open(Path file) {
    return open(file, Settings.DEFAULT);
  }

  /**
   * Opens a file.
   *
   * @throws MediaException OUTPUT when the file can't be written, exists and must not be replaced,
   *     or another writer is at it
   */
  public static Mp4FileWriter open(Path file, Settings settings) {
    return new Mp4FileWriter(settings, PartFile.open(file, settings.overwrite()));
  }

  /**
   * Appends a frame.
   *
   * @param frame per track in decode order; the first one of a video track a key frame
   */
  public void write(EncodedFrame frame) {
    if (closed) {
      throw new IllegalStateException(file.file() + " is closed");
    }
    if (frame.track() instanceof DataTrack data && !SubtitleClock.isSubtitle(data)) {
      return;
    }
    Instant zero = origin == null ? Micros.floor(frame.decodeTime()) : origin;
    origin = zero;
    TrackTable table = tables.of(frame.track());
    ByteBuffer parameters = parameters(table, frame);
    int size = parameters.remaining() + frame.size();
    table.add(
        frame,
        Micros.between(zero, frame.decodeTime()),
        Micros.between(zero, frame.time()),
        mediaSize,
        size);
    mediaSize += size;
    if (reserve > 0) {
      file.append(parameters);
      file.append(frame.data());
      return;
    }
    head.add(parameters);
    head.add(frame.data());
    if (mediaSize > HEAD) {
      begin();
    }
  }

  /** Pretends to have written frames that belong to no track. */
  void skip(long bytes) {
    if (reserve == 0) {
      begin();
    }
    file.skip(bytes);
    mediaSize += bytes;
  }

  /**
   * Once parameters have changed, key frames carry theirs in band too: many players look at the
   * first sample entry only.
   */
  private static ByteBuffer parameters(TrackTable table, EncodedFrame frame) {
    return frame.keyFrame() && table.changes(frame.track())
        ? InBandParameters.of(frame.track())
        : NONE;
  }

  /** Writes what was kept, behind room for the index. */
  private void begin() {
    double share = Math.max(1, (double) settings.expectedBytes() / Math.max(1, mediaSize));
    reserve = (long) Math.min(LARGEST_RESERVE, 1.1 * share * movieSize(tables.all()) + 4096);
    BoxWriter out = new BoxWriter();
    ftyp(out);
    free(out, reserve);
    file.append(ByteBuffer.wrap(out.toBytes()));
    file.skip(reserve - BOX);
    mdat(/* of a size yet unknown */ 0);
    writeHead();
  }

  private void writeHead() {
    head.forEach(file::append);
    head = List.of();
  }

  /** Completes a file whose presentation ends with its last frame. */
  public Result finish() {
    return finish(Optional.empty());
  }

  /**
   * Completes the file and gives it its name. {@link #close} must still be called, and does
   * nothing.
   *
   * @param until where the presentation ends, or with the last frame where that is earlier
   * @throws MediaException NO_FOOTAGE when there is nothing to show; OUTPUT
   */
  public Result finish(Optional<Instant> until) {
    Instant zero = origin == null ? Instant.EPOCH : origin;
    long from = settings.from().map(at -> Micros.between(zero, at)).orElse(Long.MIN_VALUE);
    long to = until.map(at -> Micros.between(zero, Micros.floor(at))).orElse(Long.MAX_VALUE);
    List<TrackTable> shown =
        tables.all().stream()
            .filter(t -> t.endTime() > from && t.firstTime() < to)
            .sorted(
                Comparator.comparing(Mp4FileWriter::isMedia)
                    .reversed()
                    .thenComparing(TrackTable::id))
            .toList();
    if (shown.stream().noneMatch(Mp4FileWriter::isMedia)) {
      close();
      throw new MediaException(Reason.NO_FOOTAGE, "nothing to write to " + file.file());
    }
    Presentation presented = presentation(zero, shown, from, to);
    for (TrackTable table : shown) {
      table.finish();
      table.clip(presented.start());
    }
    if (reserve == 0) {
      SpillingBoxWriter out = SpillingBoxWriter.into(file, 0);
      ftyp(out);
      long movieSize = movieSize(presented, shown);
      movie(out, presented, shown, FTYP_SIZE + movieSize + MDAT_HEADER);
      file.skip(out.position());
      mdat(MDAT_HEADER + mediaSize);
      writeHead();
    } else {
      fillReserve(presented, shown);
    }
    long bytes = file.commit();
    closed = true;
    return new Result(
        Micros.plus(zero, presented.start()),
        Micros.plus(zero, presented.end()),
        samples(shown, TrackKind.VIDEO),
        samples(shown, TrackKind.AUDIO),
        bytes);
  }

  private void fillReserve(Presentation presented, List<TrackTable> shown) {
    long movieSize = movieSize(presented, shown);
    if (movieSize != reserve && movieSize + BOX > reserve) {
      file.shift(FTYP_SIZE + reserve, movieSize - reserve);
      reserve = movieSize;
    }
    file.flush();
    long mdat = FTYP_SIZE + reserve;
    file.write(mdat, mdatHeader(MDAT_HEADER + mediaSize));
    SpillingBoxWriter out = SpillingBoxWriter.into(file, FTYP_SIZE);
    movie(out, presented, shown, mdat + MDAT_HEADER);
    if (movieSize < reserve) {
      BoxWriter rest = new BoxWriter();
      free(rest, reserve - movieSize);
      file.write(FTYP_SIZE + movieSize, ByteBuffer.wrap(rest.toBytes()));
    }
  }

  /** Subtitles are shown as long as there is something to see or hear. */
  private static Presentation presentation(
      Instant zero, List<TrackTable> shown, long from, long to) {
    List<TrackTable> media = shown.stream().filter(Mp4FileWriter::isMedia).toList();
    long first = media.stream().mapToLong(TrackTable::firstTime).min().orElse(0);
    long last = media.stream().mapToLong(TrackTable::endTime).max().orElse(0);
    long start = Math.max(first, from);
    return new Presentation(Micros.plus(zero, start), start, Math.max(start, Math.min(last, to)));
  }

  private static boolean isMedia(TrackTable table) {
    return table.track().kind() != TrackKind.DATA;
  }

  private static long samples(List<TrackTable> tables, TrackKind kind) {
    return tables.stream()
        .filter(table -> table.track().kind() == kind)
        .mapToLong(TrackTable::samples)
        .sum();
  }

  private long movieSize(List<TrackTable> some) {
    return movieSize(presentation(Instant.EPOCH, some, Long.MIN_VALUE, Long.MAX_VALUE), some);
  }

  private long movieSize(Presentation presented, List<TrackTable> shown) {
    SpillingBoxWriter counting = SpillingBoxWriter.counting();
    movie(counting, presented, shown, 0);
    return counting.position();
  }

  private void movie(
      SpillingBoxWriter out, Presentation presented, List<TrackTable> shown, long media) {
    new MovieWriter(out, presented, media, settings.title(), settings.trackNames()).write(shown);
    out.flush();
  }

  private void mdat(long size) {
    file.append(mdatHeader(size));
  }

  private static void ftyp(BoxWriter out) {
    MovieBoxes.ftyp(out, "isom", "iso2", "avc1", "mp41");
  }

  private static void free(BoxWriter out, long size) {
    out.u32(size);
    out.u32(BoxType.FREE);
  }

  private static ByteBuffer mdatHeader(long size) {
    return ByteBuffer.allocate(MDAT_HEADER)
        .putInt(/* the size stands behind the type */ 1)
        .putInt(BoxType.MDAT)
        .putLong(size)
        .flip();
  }

  /** Deletes the part file unless the file was finished. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      head = List.of();
      file.close();
    }
  }
}
