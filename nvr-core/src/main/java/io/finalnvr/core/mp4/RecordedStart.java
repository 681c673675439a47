package io.finalnvr.core.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out when an MP4 file was recorded. Reads headers of boxes and little else. */
public final class RecordedStart {

  private static final int LONGEST_TEXT = 100;
  private static final int META_HEAD = 4;

  /** Of a clock that was never set. */
  private static final Instant IMPLAUSIBLE = Instant.parse("1990-01-01T00:00:00Z");

  private final FileChannel file;

  private RecordedStart(FileChannel file) {
    this.file = file;
  }

  /**
   * The instant of the first frame: from the tag ©day where it is exact, else the creation time.
   *
   * @return empty where the file does not say, or is no MP4
   */
  public static Optional<Instant> of(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      RecordedStart reader = new RecordedStart(file);
      Span moov = reader.find(new Span(0, file.size()), BoxType.of("moov"));
      if (moov == null) {
        return Optional.empty();
      }
      return reader.day(moov).or(() -> reader.created(moov));
    } catch (UncheckedRead e) {
      throw e.cause;
    }
  }

  /** From an offset to another one. */
  private record Span(long from, long to) {}

  private Optional<Instant> day(Span moov) {
    Span udta = find(moov, BoxType.of("udta"));
    Span meta = find(udta, BoxType.of("meta"));
    Span inMeta = meta == null ? null : new Span(meta.from() + META_HEAD, meta.to());
    Span day = find(find(inMeta, MovieMetadata.ILST), MovieMetadata.DAY);
    Span data = find(day, BoxType.of("data"));
    if (data == null || data.to() - data.from() > LONGEST_TEXT || data.to() - data.from() < 8) {
      return Optional.empty();
    }
    ByteBuffer text = read(data.from() + 8, (int) (data.to() - data.from() - 8));
    try {
      return Optional.of(Instant.parse(StandardCharsets.UTF_8.decode(text).toString()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Optional<Instant> created(Span moov) {
    Span mvhd = find(moov, BoxType.of("mvhd"));
    if (mvhd == null) {
      return Optional.empty();
    }
    ByteBuffer head = read(mvhd.from(), 12);
    long seconds = head.get(0) == 1 ? head.getLong(4) : head.getInt(4) & 0xffff_ffffL;
    Instant created = MovieBoxes.instant(seconds);
    return Optional.of(created).filter(IMPLAUSIBLE::isBefore);
  }

  /** The body of the first box of a type. */
  private @Nullable Span find(@Nullable Span in, int type) {
    if (in == null) {
      return null;
    }
    long at = in.from();
    while (at + 8 <= in.to()) {
      ByteBuffer head = read(at, (int) Math.min(16, in.to() - at));
      long size = head.getInt(0) & 0xffff_ffffL;
      long body = at + 8;
      if (size == 1 && head.limit() == 16) {
        size = head.getLong(8);
        body = at + 16;
      } else if (size == 0) {
        size = in.to() - at;
      }
      if (size < body - at || size > in.to() - at) {
        return null;
      }
      if (head.getInt(4) == type) {
        return new Span(body, at + size);
      }
      at += size;
    }
    return null;
  }

  private ByteBuffer read(long at, int size) {
    ByteBuffer data = ByteBuffer.allocate(size);
    try {
      while (data.hasRemaining() && file.read(data, at + data.position()) >= 0) {
        // Until it is all there.
      }
    } catch (IOException e) {
      throw new UncheckedRead(e);
    }
    return data.clear();
  }

  private static final class UncheckedRead extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException cause;

    UncheckedRead(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
