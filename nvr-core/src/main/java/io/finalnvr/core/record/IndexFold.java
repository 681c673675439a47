package io.finalnvr.core.record;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.StorageException;
import io.finalnvr.Timeline;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a timeline of footage without a ledger: a recording ends before an index entry with
 * discontinuity, at the entry that closes it where there is one, else with its last record, for
 * which the data before the discontinuity is read.
 *
 * <p>Where the discontinuities are, only the index itself tells, so all of it is read: 20 bytes an
 * entry. What was read is not read again. Not thread-safe.
 */
final class IndexFold {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_FRAME = Duration.ofSeconds(1);
  private static final Duration USUAL_FRAME = Duration.ofMillis(40);
  private static final Duration RECENT = Duration.ofSeconds(10);
  private static final int FIRST_BATCH = 256;
  private static final int LARGEST_BATCH = 100_000;

  private final FrameLog footage;
  private final List<Recording> recordings;
  private final List<Gap> gaps;
  private @Nullable IndexEntry last;
  private @Nullable Instant start;
  private @Nullable Instant newest;
  private @Nullable Instant shown;
  private Duration frame = USUAL_FRAME;
  private @Nullable Instant end;
  private boolean begunInData;
  private GapCause cause = GapCause.UNKNOWN;
  private String detail = "";

  /** Of a log of which nothing is known. */
  IndexFold(FrameLog footage) {
    this.footage = footage;
    this.recordings = new ArrayList<>();
    this.gaps = new ArrayList<>();
  }

  private IndexFold(IndexFold other) {
    footage = other.footage;
    recordings = new ArrayList<>(other.recordings);
    gaps = new ArrayList<>(other.gaps);
    last = other.last;
    start = other.start;
    newest = other.newest;
    shown = other.shown;
    frame = other.frame;
    end = other.end;
    begunInData = other.begunInData;
    cause = other.cause;
    detail = other.detail;
  }

  /**
   * Recordings and gaps of a part of a log.
   *
   * @param from where to begin, {@link Instant#MIN} for the start
   * @param until entries after it are left out, {@link Instant#MAX} for the end
   */
  static Timeline timeline(
      String cameraId, FrameLog footage, Instant from, Instant until, Instant now) {
    IndexFold fold = new IndexFold(footage);
    Instant start = footage.keyAtOrBefore(from).map(IndexEntry::time).orElse(Instant.MIN);
    return fold.readIndex(start, until)
        ? fold.upToTheTail(cameraId, now)
        : fold.finish(cameraId, now);
  }

  /** The newest entry that was read. */
  Optional<IndexEntry> last() {
    return Optional.ofNullable(last);
  }

  /** Reads the entries that are new. */
  void advance() {
    readIndex(last == null ? Instant.MIN : last.time().plusNanos(1), Instant.MAX);
  }

  /** Recordings and gaps with what the index does not hold yet. Leaves this as it is. */
  Timeline upToTheTail(String cameraId, Instant now) {
    IndexFold whole = new IndexFold(this);
    if (whole.last != null) {
      whole.readData(whole.last, footage.tail());
    }
    return whole.finish(cameraId, now);
  }

  /** Whether the end of the index was reached. */
  private boolean readIndex(Instant from, Instant until) {
    Instant at = from;
    for (int size = FIRST_BATCH; ; size = Math.min(4 * size, LARGEST_BATCH)) {
      List<IndexEntry> batch = footage.entries(at, size);
      for (IndexEntry entry : batch) {
        take(entry, last);
        last = entry;
        if (entry.time().isAfter(until)) {
          return false;
        }
      }
      if (batch.size() < size) {
        return true;
      }
      at = batch.get(batch.size() - 1).time().plusNanos(1);
    }
  }

  private void take(IndexEntry entry, @Nullable IndexEntry before) {
    if (before != null && (entry.discontinuity() || closes(before))) {
      readData(before, entry.position());
    }
    if (entry.discontinuity() && !begunInData) {
      endAtNewest(GapCause.UNKNOWN, "");
    }
    begunInData = false;
    if (start == null) {
      begin(entry.time());
    } else {
      newest = entry.time();
    }
  }

  private static boolean closes(IndexEntry entry) {
    return !entry.randomAccess() && !entry.discontinuity();
  }

  /** From an entry to where the next recording, or nothing more, is in the index. */
  private void readData(IndexEntry from, long until) {
    if (closes(from) && isEnd(from, until)) {
      return;
    }
    ShownTimes pictures = new ShownTimes();
    try (FrameLogReader reader = footage.openReader(from.position())) {
      while (reader.position() < until) {
        item(
            reader
                .read(PATIENCE)
                .orElseThrow(
                    () ->
                        new StorageException(
                            StorageException.Reason.UNAVAILABLE,
                            "%s: nothing came from position %d within %d s"
                                .formatted(
                                    footage.name(), reader.position(), PATIENCE.toSeconds()))),
            from,
            pictures);
      }
    }
  }

  private boolean isEnd(IndexEntry entry, long until) {
    if (entry.position() == until) {
      close(entry.time());
      return true;
    }
    return false;
  }

  private void item(LogItem item, IndexEntry from, ShownTimes pictures) {
    if (item instanceof LogBreak passed) {
      pictures.interrupt();
      if (passed.cause() == LogBreak.Cause.TRUNCATED) {
        endAtNewest(GapCause.RETENTION, "removed by retention");
      } else {
        endAtNewest(GapCause.DAMAGED, "damaged bytes were passed over");
      }
      return;
    }
    StoredFrame record = (StoredFrame) item;
    Optional<Instant> picture = pictures.latest(record);
    if (record.position() == from.position() && record.time().equals(from.time())) {
      picture.ifPresent(this::show);
      return;
    }
    if (record.position() == from.position() && closes(from)) {
      close(from.time());
    }
    if (record.discontinuity()) {
      endAtNewest(GapCause.UNKNOWN, "");
    }
    if (start == null) {
      begin(record.time());
      begunInData = true;
    } else if (newest != null && record.time().isAfter(newest)) {
      Duration passed = Duration.between(newest, record.time());
      frame = passed.compareTo(LONGEST_FRAME) <= 0 ? passed : frame;
      newest = record.time();
    }
    picture.ifPresent(this::show);
  }

  private void show(Instant picture) {
    shown = shown == null || picture.isAfter(shown) ? picture : shown;
  }

  /** Of the newest record, or of a picture that is shown after it. */
  private static Instant later(Instant newest, @Nullable Instant shown) {
    return shown != null && shown.isAfter(newest) ? shown : newest;
  }

  private void begin(Instant time) {
    if (end != null && !recordings.isEmpty()) {
      if (time.isAfter(end)) {
        gaps.add(Gap.of(end, time, cause, detail));
      } else {
        // Nothing is missing: the recording goes on.
        start = recordings.remove(recordings.size() - 1).start();
      }
    }
    start = start == null ? time : start;
    newest = time.isAfter(start) ? time : start;
    end = null;
  }

  private void close(Instant time) {
    end(time, GapCause.STOPPED, "");
  }

  private void endAtNewest(GapCause why, String more) {
    if (newest != null) {
      end(later(newest, shown).plus(frame), why, more);
    }
  }

  private void end(Instant time, GapCause why, String more) {
    if (start == null) {
      return;
    }
    recordings.add(new Recording(start, time, /* live= */ false));
    start = null;
    newest = null;
    shown = null;
    end = time;
    cause = why;
    detail = more;
  }

  private Timeline finish(String cameraId, Instant now) {
    if (start != null && newest != null) {
      boolean live = newest.isAfter(now.minus(RECENT)) && !newest.isAfter(now.plus(RECENT));
      recordings.add(new Recording(start, live ? newest : later(newest, shown).plus(frame), live));
    }
    return new Timeline(cameraId, recordings, gaps);
  }
}
