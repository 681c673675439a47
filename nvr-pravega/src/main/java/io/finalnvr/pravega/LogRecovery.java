package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.ByteStream.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the next writer has to know of what the last one left: walks from the newest index record to
 * the end of the data. Changes nothing.
 *
 * @param position where the next record goes
 * @param lastTaiNanos up to when the log is filled; 0 for an empty log
 * @param lastIndexTaiNanos timestamp of the newest index record, the missing ones included; 0 where
 *     there is none
 * @param missing index records that the last writer did not come to write
 * @param torn whether the data ends with something that is not a whole record
 * @param indexEnd where the index ends
 * @param indexPadding bytes that are missing from the last slot of the index
 */
record LogRecovery(
    long position,
    long lastTaiNanos,
    long lastIndexTaiNanos,
    List<IndexRecord> missing,
    boolean torn,
    long indexEnd,
    int indexPadding) {

  private static final int ATTEMPTS = 5;

  static LogRecovery of(LogStreams log) {
    for (int attempt = 1; ; attempt++) {
      try {
        return walk(log);
      } catch (CutOffException e) {
        if (attempt == ATTEMPTS) {
          throw new StorageException(Reason.UNAVAILABLE, "the log is being truncated", e);
        }
      }
    }
  }

  private static LogRecovery walk(LogStreams log) throws CutOffException {
    Extent indexExtent = log.index().extent();
    Optional<IndexRecord> last = LogIndex.of(log.index()).lastRecord();
    Extent data = log.data().extent();
    long from = last.map(IndexRecord::position).orElse(0L);
    RecordWalk walk =
        new RecordWalk(log.data(), Math.min(Math.max(from, data.head()), data.tail()), data.tail());
    long lastIndex = last.map(IndexRecord::taiNanos).orElse(0L);
    long lastTime = lastIndex;
    boolean discontinuity = false;
    List<IndexRecord> missing = new ArrayList<>();
    while (true) {
      long position = walk.position();
      Optional<RecordHeader> header = walk.next();
      if (header.isEmpty()) {
        break;
      }
      RecordHeader record = header.get();
      lastTime = Math.max(lastTime, record.taiNanos());
      if (position == from && record.taiNanos() == lastIndex) {
        continue; // The record of the newest index record.
      }
      discontinuity |= record.discontinuity();
      if (belongsInIndex(record, lastIndex)) {
        lastIndex = record.taiNanos();
        missing.add(new IndexRecord(lastIndex, position, record.randomAccess(), discontinuity));
        discontinuity = false;
      }
    }
    int over = (int) (indexExtent.tail() % IndexRecord.SIZE);
    return new LogRecovery(
        data.tail(),
        lastTime,
        lastIndex,
        List.copyOf(missing),
        !walk.isAtEnd(),
        indexExtent.tail(),
        over == 0 ? 0 : IndexRecord.SIZE - over);
  }

  private static boolean belongsInIndex(RecordHeader record, long lastIndex) {
    return record.taiNanos() > lastIndex
        && (record.indexed()
            || IndexRule.indexes(lastIndex, record.taiNanos(), record.randomAccess()));
  }
}
