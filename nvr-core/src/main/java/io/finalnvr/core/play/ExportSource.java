package io.finalnvr.core.play;

import io.finalnvr.SeekMode;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of one camera that an export takes, in order. For one thread. */
final class ExportSource implements AutoCloseable {

  /** Sound may stand that much behind the pictures that it belongs to. */
  static final Duration SOUND_BEHIND = Duration.ofMillis(500);

  private final int camera;
  private final FrameLog footage;
  private final TimeRange range;
  private final long tail;
  private final Attempts attempts;
  private final RangeFilter filter;
  private final GapWatch gaps = new GapWatch(GapFinder.NONE);
  private @Nullable FootageReader reader;
  private @Nullable FootageRecord record;
  private long from;
  private long stop;

  /**
   * For a camera with this number; begins to read nothing yet.
   *
   * @param tail of the log; what comes after is not taken
   */
  ExportSource(
      int camera, FrameLog footage, TimeRange range, long tail, boolean exact, Attempts attempts) {
    this.camera = camera;
    this.footage = footage;
    this.range = range;
    this.tail = tail;
    this.attempts = attempts;
    this.filter = new RangeFilter(range, exact);
  }

  /** Goes to the first record; there is none where the range holds nothing. */
  void open() throws InterruptedException {
    Locator locator = new Locator(footage, attempts::isCancelled);
    Located where = attempts.retried(() -> locator.locate(range.start(), SeekMode.PREVIOUS_KEY));
    if (where instanceof Located.AfterNewest || where instanceof Located.Nothing) {
      return;
    }
    long end =
        attempts.retried(
            () -> footage.keyAtOrAfter(range.end()).map(IndexEntry::position).orElse(tail));
    reader = attempts.retried(() -> FootageReader.openAhead(footage, where));
    from = reader.position();
    stop = Math.max(from, Math.min(end, tail));
    advance();
    if (record != null && !record.start().isBefore(range.end())) {
      record = null;
    }
  }

  int camera() {
    return camera;
  }

  /** The record reached; null at the end. */
  @Nullable FootageRecord record() {
    return record;
  }

  void advance() throws InterruptedException {
    FootageReader open = reader;
    record = open == null ? null : next(open).filter(r -> !isBehind(r, range)).orElse(null);
  }

  private Optional<FootageRecord> next(FootageReader open) throws InterruptedException {
    return attempts.retried(
        () -> {
          try {
            return open.readBefore(tail, attempts::isCancelled);
          } catch (StorageException e) {
            open.invalidate();
            throw e;
          }
        });
  }

  /** Whether neither the record nor one after it belongs to the range. */
  static boolean isBehind(FootageRecord next, TimeRange range) {
    boolean sound = next.tracks().stream().anyMatch(track -> track.kind() == TrackKind.AUDIO);
    return next.isPast(sound ? range.end().plus(SOUND_BEHIND) : range.end());
  }

  /** The frames of a record that belong to the range. */
  List<EncodedFrame> frames(FootageRecord of) {
    return filter.take(of);
  }

  /** Whether a gap inside of the range comes before a record. */
  boolean isAfterGap(FootageRecord of) {
    return gaps.take(of).isPresent() && of.start().isBefore(range.end());
  }

  /** About how many bytes there are to be read. */
  long bytes() {
    return stop - from;
  }

  long bytesDone() {
    FootageReader open = reader;
    return open == null ? 0 : Math.min(bytes(), open.position() - from);
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
