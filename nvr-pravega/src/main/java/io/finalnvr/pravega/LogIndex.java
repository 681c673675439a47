package io.finalnvr.pravega;

import io.finalnvr.pravega.ByteStream.Extent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The index of a log as it was at one moment. Reads blocks of 4 KiB where it is asked, and keeps
 * the last ones: a search costs about 6 reads, and log2(entries / 204) + 8 at most. Not
 * thread-safe.
 */
final class LogIndex implements IndexSearch.Slots {

  /** A search for a key frame passes over this many other entries: a day's worth and more. */
  static final int MAX_SKIPPED = 10_000;

  private static final int SLOTS_PER_BLOCK = 204;
  private static final int SLOTS_PER_MEBIBYTE = (1 << 20) / IndexRecord.SIZE;
  private static final int MAX_BLOCKS = 4;

  private final ByteStream stream;
  private final long first;
  private final long end;
  private final List<Block> blocks = new ArrayList<>();

  private record Block(long firstSlot, ByteBuffer bytes) {}

  private LogIndex(ByteStream stream, long first, long end) {
    this.stream = stream;
    this.first = first;
    this.end = end;
  }

  /** Asks the stream for its extent. */
  static LogIndex of(ByteStream stream) {
    Extent extent = stream.extent();
    long first = Math.floorDiv(extent.head() + IndexRecord.SIZE - 1, (long) IndexRecord.SIZE);
    return new LogIndex(stream, first, Math.max(first, extent.tail() / IndexRecord.SIZE));
  }

  @Override
  public long first() {
    return first;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public Optional<IndexRecord> get(long slot) throws CutOffException {
    return IndexRecord.read(bytes(slot));
  }

  /** The 20 bytes of a slot, whatever they are. */
  ByteBuffer bytes(long slot) throws CutOffException {
    Block block = block(slot);
    int at = Math.toIntExact(slot - block.firstSlot) * IndexRecord.SIZE;
    return block.bytes.slice(at, IndexRecord.SIZE);
  }

  private Block block(long slot) throws CutOffException {
    long blockStart = slot - Math.floorMod(slot, SLOTS_PER_BLOCK);
    long from = Math.max(blockStart, first);
    for (Block block : blocks) {
      if (block.firstSlot == from) {
        return block;
      }
    }
    long until = Math.min(blockStart + SLOTS_PER_BLOCK, end);
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(until - from) * IndexRecord.SIZE);
    stream.read(from * IndexRecord.SIZE, bytes);
    Block block = new Block(from, bytes.flip());
    if (blocks.size() == MAX_BLOCKS) {
      blocks.remove(0);
    }
    blocks.add(block);
    return block;
  }

  /** Gives records in order from a slot on; many at a time where many are wanted. */
  void forEach(long slot, int limit, Consumer<IndexRecord> records) throws CutOffException {
    int left = limit;
    for (long at = slot; at < end && left > 0; ) {
      int slots = (int) Math.min(Math.min(left, end - at), SLOTS_PER_MEBIBYTE);
      ByteBuffer bytes = ByteBuffer.allocate(slots * IndexRecord.SIZE);
      stream.read(at * IndexRecord.SIZE, bytes);
      bytes.flip();
      for (int i = 0; i < slots; i++) {
        Optional<IndexRecord> record =
            IndexRecord.read(bytes.slice(i * IndexRecord.SIZE, IndexRecord.SIZE));
        if (record.isPresent()) {
          records.accept(record.get());
          left--;
        }
      }
      at += slots;
    }
  }

  /** The oldest record. */
  Optional<IndexRecord> firstRecord() throws CutOffException {
    return next(first, record -> true);
  }

  /** The newest record. */
  Optional<IndexRecord> lastRecord() throws CutOffException {
    return previous(end - 1, record -> true);
  }

  /** The newest slot not after a timestamp; before the first where there is none. */
  long slotAtOrBefore(long taiNanos) throws CutOffException {
    return IndexSearch.lastAtMost(this, IndexRecord::taiNanos, taiNanos);
  }

  /** The oldest slot not before a timestamp; the end where there is none. */
  long slotAtOrAfter(long taiNanos) throws CutOffException {
    return IndexSearch.lastAtMost(this, IndexRecord::taiNanos, taiNanos - 1) + 1;
  }

  /** The oldest record whose position is after this one, and not after the end of the data. */
  Optional<IndexRecord> firstAfterPosition(long position, long tail) throws CutOffException {
    // Asked again, because in a damaged index positions are in no order.
    return next(
        slotAfterPosition(position),
        record -> record.position() > position && record.position() <= tail);
  }

  /** The oldest slot whose position is after this one; the end where there is none. */
  long slotAfterPosition(long position) throws CutOffException {
    return IndexSearch.lastAtMost(this, IndexRecord::position, position) + 1;
  }

  /** The newest record whose position is not after this one. */
  Optional<IndexRecord> lastAtPosition(long position) throws CutOffException {
    return previous(slotAfterPosition(position) - 1, record -> true);
  }

  /** The first wanted record from a slot on. */
  Optional<IndexRecord> next(long slot, Predicate<IndexRecord> wanted) throws CutOffException {
    for (long at = slot; at < Math.min(end, slot + MAX_SKIPPED); at++) {
      Optional<IndexRecord> record = get(at).filter(wanted);
      if (record.isPresent()) {
        return record;
      }
    }
    return Optional.empty();
  }

  /** The last wanted record up to a slot. */
  Optional<IndexRecord> previous(long slot, Predicate<IndexRecord> wanted) throws CutOffException {
    for (long at = slot; at >= Math.max(first, slot - MAX_SKIPPED); at--) {
      Optional<IndexRecord> record = get(at).filter(wanted);
      if (record.isPresent()) {
        return record;
      }
    }
    return Optional.empty();
  }
}
