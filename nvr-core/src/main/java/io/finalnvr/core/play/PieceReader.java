package io.finalnvr.core.play;

import io.finalnvr.MediaException;
import io.finalnvr.StorageException;
import io.finalnvr.core.mp4.FragmentRewriter;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Reads one piece of a log as the bytes of a file, forwards. For one thread, but for close. */
final class PieceReader implements AutoCloseable {

  private static final Duration SLICE = Duration.ofMillis(100);
  private static final int PATIENCE = 100;
  private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

  /** How far it reads on rather than being opened anew. */
  private static final long NEAR = 1 << 20;

  private final FrameLog footage;
  private final FragmentedLayout.Piece piece;
  private final Set<Long> withoutPicture;
  private final FrameLogReader reader;
  private final BooleanSupplier cancelled;

  /** Position in the log up to which there are bytes. */
  private long reached;

  /** Those right before, where they are kept. */
  private ByteBuffer bytes = NO_ROOM;

  private boolean aligned = true;

  private PieceReader(
      FrameLog footage,
      FragmentedLayout.Piece piece,
      Set<Long> withoutPicture,
      long start,
      BooleanSupplier cancelled) {
    this.footage = footage;
    this.piece = piece;
    this.withoutPicture = withoutPicture;
    this.reached = start;
    this.cancelled = cancelled;
    this.reader = new ReadAhead(footage.openReader(start));
  }

  /**
   * Opens a reader from which the bytes at an offset can be read.
   *
   * @param withoutPicture positions of records whose picture does not belong to the file
   */
  static PieceReader open(
      FrameLog footage,
      FragmentedLayout.Piece piece,
      Set<Long> withoutPicture,
      long offset,
      BooleanSupplier cancelled) {
    long position = piece.from() + (offset - piece.offset());
    int found = Arrays.binarySearch(piece.starts(), position);
    long start = piece.starts()[found >= 0 ? found : -found - 2];
    return new PieceReader(footage, piece, withoutPicture, start, cancelled);
  }

  /** Whether an offset is best read with this reader. */
  boolean reaches(long offset) {
    long begin = offsetOf(reached) - bytes.limit();
    return offset >= begin
        && offset < piece.offset() + piece.size()
        && offset - offsetOf(reached) < NEAR;
  }

  /** Puts the bytes from an offset on, at least one: a whole record where it fits. */
  void read(long offset, ByteBuffer into) {
    while (offset > offsetOf(reached)) {
      advance(NO_ROOM);
    }
    int before = into.position();
    while (offset == offsetOf(reached)) {
      advance(into);
    }
    if (into.position() == before) {
      int skipped = (int) (offset - (offsetOf(reached) - bytes.limit()));
      int length = Math.min(into.remaining(), bytes.limit() - skipped);
      into.put(bytes.slice(skipped, length));
    }
  }

  private long offsetOf(long position) {
    return piece.offset() + (position - piece.from());
  }

  /** Takes the next record: in place where there is room for it, else it is kept. */
  private void advance(ByteBuffer into) {
    LogItem item = next();
    if (item instanceof StoredFrame record && record.position() < piece.to()) {
      int size = Math.toIntExact(Math.min(reader.position(), piece.to()) - reached);
      aligned |= record.randomAccess();
      boolean fits = into.remaining() >= size;
      ByteBuffer out = fits ? into.slice(into.position(), size) : ByteBuffer.allocate(size);
      if (aligned) {
        boolean withPicture = !withoutPicture.contains(record.position());
        piece.rewriter().rewrite(record.payload(), out, offsetOf(reached), withPicture);
      } else {
        FragmentRewriter.nothing(out);
      }
      bytes = fits ? NO_ROOM : out;
      into.position(into.position() + (fits ? size : 0));
      reached += size;
      return;
    }
    if (item instanceof LogBreak gone) {
      if (gone.cause() == LogBreak.Cause.TRUNCATED) {
        throw new MediaException(
            MediaException.Reason.NO_FOOTAGE,
            footage.name() + ": retention has removed what is to be exported");
      }
      aligned = false;
      if (gone.to() < piece.to()) {
        return; // What was passed over becomes part of the next record's stretch.
      }
    }
    int rest = Math.toIntExact(piece.to() - reached);
    bytes = ByteBuffer.allocate(rest);
    FragmentRewriter.nothing(bytes);
    reached += rest;
  }

  private LogItem next() {
    for (int idle = 0; idle < PATIENCE; idle++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      Optional<LogItem> item = reader.read(SLICE);
      if (item.isPresent()) {
        return item.get();
      }
    }
    throw new StorageException(
        StorageException.Reason.UNAVAILABLE,
        "%s: nothing came from position %d within 10 s".formatted(footage.name(), reached));
  }

  @Override
  public void close() {
    reader.close();
  }
}
