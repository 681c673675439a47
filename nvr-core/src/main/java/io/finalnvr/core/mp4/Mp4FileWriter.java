package io.finalnvr.core.mp4;

import io.finalnvr.MediaException;
import io.finalnvr.MediaException.Reason;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plain MP4 file from frames in the order of the log, without re-encoding. Not
 * thread-safe.
 *
 * <p>The file plays from the asked instant, or from the first picture or sound on; frames before
 * that are in the file only so that later ones can be decoded. Times are kept to the microsecond
 * (sound: to one sample), gaps are kept as time, and parameters may change on the way. The start is
 * in {@code creation_time} and, to the microsecond and in UTC, in the tag {@code date}. Tracks of
 * kind DATA are left out.
 *
 * <p>Bytes go to {@code <file>.part}, which {@link #finish} renames; whatever was at {@code file}
 * is replaced then. Memory: about 20 bytes for each frame. Calls block on the disk; they throw
 * {@link MediaException} with reason OUTPUT when it fails, and then only {@link #close} may follow.
 */
public final class Mp4FileWriter implements AutoCloseable {

  private static final int LARGE_SIZE_OFFSET = 8;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Path file;
  private final Path part;
  private final Optional<Instant> from;
  private final FileChannel channel;
  private final FileBoxWriter out;
  private final Map<Integer, TrackTable> tables = new LinkedHashMap<>();
  private long mdatStart;
  private @Nullable Instant origin;
  private boolean closed;

  /**
   * What is in a finished file.
   *
   * @param start of the presentation
   * @param end of the last frame
   * @param videoFrames frames of video, those before the start included
   * @param audioFrames frames of audio
   * @param bytes size of the file
   */
  public record Result(
      Instant start, Instant end, long videoFrames, long audioFrames, long bytes) {}

  private Mp4FileWriter(Path file, Path part, Optional<Instant> from, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.from = from.map(Micros::floor);
    this.channel = channel;
    this.out = new FileBoxWriter(channel);
  }

  /**
   * Opens a file whose presentation starts with the first frame.
   *
   * @throws MediaException OUTPUT when the file can't be written, or another writer is at it
   */
  public static Mp4FileWriter open(Path file) {
    return open(file, Optional.empty());
  }

  /**
   * Opens a file whose presentation starts at an instant, or with the first frame where that is
   * later.
   */
  public static Mp4FileWriter open(Path file, Instant from) {
    return open(file, Optional.of(from));
  }

  private static Mp4FileWriter open(Path file, Optional<Instant> from) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    FileChannel channel = null;
    try {
      channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      channel.truncate(0);
      Mp4FileWriter writer = new Mp4FileWriter(file, part, from, channel);
      writer.begin();
      return writer;
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
      throw new MediaException(Reason.OUTPUT, file + " is being written by another export", e);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new MediaException(Reason.OUTPUT, file + " can't be written: " + e, e);
    }
  }

  private void begin() {
    MovieBoxes.ftyp(out, "isom", "iso2", "avc1", "mp41");
    mdatStart = out.position();
    out.u32(/* the size stands behind the type */ 1);
    out.u32(BoxType.MDAT);
    out.u64(0);
  }

  /**
   * Appends a frame.
   *
   * @param frame per track in decode order; the first one of a video track a key frame
   */
  public void write(EncodedFrame frame) {
    if (closed) {
      throw new IllegalStateException(file + " is closed");
    }
    if (frame.track().kind() == TrackKind.DATA) {
      return;
    }
    Instant zero = origin == null ? Micros.floor(frame.decodeTime()) : origin;
    origin = zero;
    TrackTable table = tables.computeIfAbsent(frame.track().id(), id -> new TrackTable());
    ByteBuffer parameters = parameters(table, frame);
    try {
      table.add(
          frame,
          Micros.between(zero, frame.decodeTime()),
          Micros.between(zero, frame.time()),
          out.position(),
          parameters.remaining() + frame.size());
      out.bytes(parameters);
      out.bytes(frame.data());
    } catch (UncheckedIOException e) {
      throw failed(e);
    }
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

  /**
   * Completes the file and gives it its name. {@link #close} must still be called, and does
   * nothing.
   *
   * @throws MediaException NO_FOOTAGE when there is nothing to show; OUTPUT
   */
  public Result finish() {
    Instant zero = origin;
    List<TrackTable> shown =
        tables.values().stream().filter(table -> zero != null && isShown(table, zero)).toList();
    if (zero == null || shown.isEmpty()) {
      close();
      throw new MediaException(Reason.NO_FOOTAGE, "nothing to write to " + file);
    }
    long first = shown.stream().mapToLong(TrackTable::firstTime).min().orElseThrow();
    long start = from.map(asked -> Math.max(first, Micros.between(zero, asked))).orElse(first);
    long end = shown.stream().mapToLong(TrackTable::endTime).max().orElseThrow();
    Instant startTime = Micros.plus(zero, start);
    try {
      out.patch(mdatStart + LARGE_SIZE_OFFSET, out.position() - mdatStart);
      shown.forEach(TrackTable::finish);
      new MovieWriter(out, startTime, start).write(shown);
      out.flush();
      channel.force(true);
      long bytes = channel.size();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      closed = true;
      channel.close();
      return new Result(
          startTime,
          Micros.plus(zero, end),
          samples(shown, TrackKind.VIDEO),
          samples(shown, TrackKind.AUDIO),
          bytes);
    } catch (UncheckedIOException e) {
      throw failed(e);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Tracks that end before the asked instant have nothing to present. */
  private boolean isShown(TrackTable table, Instant zero) {
    return from.isEmpty() || table.endTime() > Micros.between(zero, from.get());
  }

  private static long samples(List<TrackTable> tables, TrackKind kind) {
    return tables.stream()
        .filter(table -> table.track().kind() == kind)
        .mapToLong(TrackTable::samples)
        .sum();
  }

  private MediaException failed(Exception e) {
    return new MediaException(Reason.OUTPUT, file + " can't be written: " + e, e);
  }

  /** Deletes the part file unless the file was finished. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw failed(e);
      } finally {
        closeQuietly(channel);
      }
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing more can be done about a file that is given up.
    }
  }
}
