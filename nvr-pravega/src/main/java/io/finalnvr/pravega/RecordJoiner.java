package io.finalnvr.pravega;

import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes frames of records: puts the pieces of a split payload together again. */
final class RecordJoiner {

  private final List<ByteBuffer> pieces = new ArrayList<>();
  private RecordHeader head = new RecordHeader(0, 0, 0);
  private long start;
  private long end;
  private int joined;
  private final Supplier<Instant> timeBefore;
  private @Nullable Instant lastTime;

  /**
   * Begins without pieces.
   *
   * @param timeBefore time of records without timestamp that come first; asked where there are any
   */
  RecordJoiner(Supplier<Instant> timeBefore) {
    this.timeBefore = timeBefore;
  }

  /** Whether a frame was begun whose other pieces are still to come. */
  boolean isOpen() {
    return !pieces.isEmpty();
  }

  /** Where the frame that was begun starts. */
  long start() {
    return start;
  }

  /** Timestamp of the frame that was begun. */
  long taiNanos() {
    return head.taiNanos();
  }

  /** Takes the next record; gives what is complete now, nothing to two items. */
  List<LogItem> add(long position, RecordHeader header, ByteBuffer payload) {
    List<LogItem> items = new ArrayList<>(1);
    boolean continues =
        isOpen() && header.flags() == 0 && header.taiNanos() == head.taiNanos() && position == end;
    if (isOpen() && !continues) {
      // A session that was cut off in the middle of a frame, or a single record of that length.
      items.add(header.discontinuity() ? damaged() : finish());
    }
    if (!continues) {
      head = header;
      start = position;
    }
    pieces.add(payload);
    joined += payload.remaining();
    end = position + header.recordLength();
    if (joined > RecordSplitter.MAX_PAYLOAD) {
      items.add(damaged());
    } else if (header.payloadLength() < RecordHeader.MAX_PAYLOAD) {
      items.add(finish());
    }
    return items;
  }

  /** Gives up the pieces, because what follows them can't be read. */
  Optional<LogBreak> abandon() {
    return isOpen() ? Optional.of(damaged()) : Optional.empty();
  }

  /** Takes what there is for a whole frame, because the recording ends here in good order. */
  Optional<LogItem> complete() {
    return isOpen() ? Optional.of(finish()) : Optional.empty();
  }

  private StoredFrame finish() {
    ByteBuffer payload = pieces.get(0);
    if (pieces.size() > 1) {
      payload = ByteBuffer.allocate(joined);
      pieces.forEach(payload::put);
      payload.flip();
    }
    clear();
    Instant time = lastTime;
    if (head.taiNanos() != 0) {
      time = TaiTime.STANDARD.toInstant(head.taiNanos());
    } else if (time == null) {
      time = timeBefore.get();
    }
    lastTime = time;
    return new StoredFrame(start, time, head.randomAccess(), head.discontinuity(), payload);
  }

  private LogBreak damaged() {
    clear();
    return new LogBreak(start, end, LogBreak.Cause.DAMAGED);
  }

  private void clear() {
    pieces.clear();
    joined = 0;
  }
}
