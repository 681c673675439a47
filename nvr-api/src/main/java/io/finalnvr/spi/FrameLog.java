package io.finalnvr.spi;

import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An append-only, time-indexed log of timed opaque payloads.
 *
 * <p>A position is a byte offset; the first record ever written has position 0, and positions are
 * never used again. Timestamps have a resolution of one nanosecond. The index holds an entry for a
 * random-access record when at least 0.5 s passed since the entry before, and for any record when
 * more than 10 s passed; the timestamps in it strictly increase. An entry becomes visible only
 * after its record is durable.
 *
 * <p>Methods other than {@link #openWriter()} never create anything; a log that does not exist
 * behaves like an empty one.
 */
public interface FrameLog {

  /** The name. */
  String name();

  /** Whether a writer was ever opened and the log was not deleted since. */
  boolean exists();

  /**
   * Opens the log for writing, creating it where needed. At most one writer may be open; whoever
   * opens one makes sure of that by a lease. Compares the index with the data first: what a crashed
   * writer left behind is made good, so that every record before {@link FrameLogWriter#position()}
   * can be found and read.
   */
  FrameLogWriter openWriter();

  /**
   * Opens a reader at a position that came from this log: of an index entry, {@link #head()},
   * {@link #tail()}, or {@link StoredFrame#position()}. A position before the head starts at the
   * head, after a {@link LogBreak}. In a log that does not exist the reader waits for it.
   */
  FrameLogReader openReader(long position);

  /** Position of the oldest record that retention left; 0 for an empty log. */
  long head();

  /** Position after the newest durable record; 0 for an empty log. */
  long tail();

  /** The oldest index entry. */
  Optional<IndexEntry> first();

  /** The newest index entry. */
  Optional<IndexEntry> last();

  /** The newest entry not after the instant from which decoding can start. O(log n) reads. */
  Optional<IndexEntry> keyAtOrBefore(Instant instant);

  /** The oldest entry not before the instant from which decoding can start. O(log n) reads. */
  Optional<IndexEntry> keyAtOrAfter(Instant instant);

  /** The newest entry not after the instant, of whatever kind. O(log n) reads. */
  Optional<IndexEntry> entryAtOrBefore(Instant instant);

  /** The oldest entry whose position is not before the position. O(log n) reads. */
  Optional<IndexEntry> entryAtOrAfter(long position);

  /**
   * Entries in order, from the first one not before {@code from}.
   *
   * @param limit how many at the most
   */
  List<IndexEntry> entries(Instant from, int limit);

  /**
   * Removes the oldest records: everything before the newest index entry not after the cutoff.
   * Index first, then data. Does nothing where no entry is that old.
   *
   * @return the new head
   */
  long truncateBefore(Instant cutoff);

  /**
   * Walks data and index and tells of everything that breaks a rule of their form. Changes nothing,
   * and does not wait for the writer: what is appended meanwhile is left out. A log that does not
   * exist has no breaches. Takes as long as reading all headers does.
   *
   * @param from begins at the newest index entry not after it, {@link Instant#MIN} for the start
   * @param until ends at the oldest index entry not before it, {@link Instant#MAX} for the end
   * @throws io.finalnvr.StorageException when the store fails
   */
  VerifyResult verify(Instant from, Instant until, VerifyListener listener);

  /** Deletes the log with all it holds. Does nothing where it does not exist. */
  void delete();
}
