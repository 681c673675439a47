package io.finalnvr.core.record;

import io.finalnvr.MediaException;
import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Up to when footage goes: by the newest index entry, and by the records from the newest key frame
 * on, whose frames may be shown for a while after the time of their record. What was looked at is
 * not read again.
 */
final class NewestTime {

  /**
   * Up to when footage goes.
   *
   * @param record time of the newest record, or the end of the recording where it was closed
   * @param end when the frame ends that ends last
   */
  record Newest(Instant record, Instant end) {}

  private final FrameLog footage;
  private @Nullable IndexEntry last;
  private Instant newest = Instant.MIN;
  private Instant end = Instant.MIN;
  private PayloadReader payloads = new PayloadReader();
  private boolean decodable;
  private long position = -1;

  NewestTime(FrameLog footage) {
    this.footage = footage;
  }

  /** As it is now; empty where there is no footage. Blocks on I/O. */
  synchronized Optional<Newest> find() {
    Optional<IndexEntry> lastNow = footage.last();
    if (lastNow.isEmpty()) {
      // The index follows the data: of a new recording nothing may be in it yet.
      forget();
      position = footage.head();
    } else if (!lastNow.get().equals(last)) {
      begin(lastNow.get());
    }
    position = LogWalk.toTail(footage, position, this::take);
    return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(new Newest(newest, end));
  }

  private void forget() {
    last = null;
    position = -1;
    newest = Instant.MIN;
    end = Instant.MIN;
    decodable = false;
    payloads = new PayloadReader();
  }

  /** There is an index entry that is new. */
  private void begin(IndexEntry entry) {
    if (last != null && entry.time().isBefore(last.time())) {
      // Another log by now.
      forget();
    }
    last = entry;
    reached(entry.time(), entry.time());
    if (entry.position() < position) {
      return;
    }
    long from =
        entry.randomAccess() || entry.position() == footage.tail()
            ? entry.position()
            : footage.keyAtOrBefore(entry.time()).map(IndexEntry::position).orElse(0L);
    if (from > position) {
      position = from;
      decodable = false;
      payloads = new PayloadReader();
    }
  }

  private void take(LogItem item) {
    if (!(item instanceof StoredFrame record)) {
      decodable = false;
      return;
    }
    reached(record.time(), record.time());
    decodable |= record.randomAccess();
    if (!decodable) {
      return;
    }
    try {
      payloads
          .read(record.time(), record.randomAccess(), record.discontinuity(), record.payload())
          .forEach(frame -> reached(record.time(), RecordBuilder.endOf(frame)));
    } catch (MediaException e) {
      // Players pass over it, too.
      decodable = false;
    }
  }

  private void reached(Instant time, Instant frameEnd) {
    newest = time.isAfter(newest) ? time : newest;
    end = frameEnd.isAfter(end) ? frameEnd : end;
  }
}
