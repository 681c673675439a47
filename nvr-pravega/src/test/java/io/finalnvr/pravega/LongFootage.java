package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Footage too long to be stored: what stands at an offset is worked out when it is read. Ten
 * records a second of 100 bytes each; key frames and their index records by the rules of the
 * format.
 */
final class LongFootage implements ByteStreams {

  static final String NAME = "long";

  private static final long BASE = 1_700_000_000L * 1_000_000_000L;
  private static final int RECORD = 100;
  private static final long TENTH = 100_000_000L;

  private final long records;
  private final int keyEvery;
  private final int indexEvery;
  private final int sessionEvery;
  private int reads;
  private int largest;

  /**
   * As long as is asked for.
   *
   * @param keyInterval between key frames, whole tenths of a second; at least 0.5 s
   * @param session how long until a discontinuity
   */
  LongFootage(Duration length, Duration keyInterval, Duration session) {
    this.records = length.toMillis() / 100;
    this.keyEvery = (int) (keyInterval.toMillis() / 100);
    // Between key frames that are far apart, any frame is indexed after more than 10 s.
    this.indexEvery = keyEvery <= 101 ? keyEvery : 101;
    this.sessionEvery = (int) (session.toMillis() / 100);
  }

  long records() {
    return records;
  }

  static java.time.Instant at(long record) {
    return TaiTime.STANDARD.toInstant(BASE + record * TENTH);
  }

  int reads() {
    return reads;
  }

  int largestRead() {
    return largest;
  }

  /** A record number for every slot: those of each key interval begin at its key frame. */
  private long record(long slot) {
    long perKey = (keyEvery + indexEvery - 1) / indexEvery;
    return slot / perKey * keyEvery + slot % perKey * indexEvery;
  }

  private long slots() {
    long perKey = (keyEvery + indexEvery - 1) / indexEvery;
    return records / keyEvery * perKey;
  }

  private int flags(long record) {
    return (record % keyEvery == 0 ? RecordHeader.RANDOM_ACCESS : 0)
        | (record % sessionEvery == 0 ? RecordHeader.DISCONTINUITY : 0);
  }

  private final ByteStream index =
      new Computed(IndexRecord.SIZE) {
        @Override
        long count() {
          return slots();
        }

        @Override
        ByteBuffer item(long slot) {
          long record = record(slot);
          int flags = flags(record);
          return new IndexRecord(
                  BASE + record * TENTH,
                  record * RECORD,
                  (flags & RecordHeader.RANDOM_ACCESS) != 0,
                  (flags & RecordHeader.DISCONTINUITY) != 0)
              .toBytes();
        }
      };

  private final ByteStream data =
      new Computed(RECORD) {
        @Override
        long count() {
          return records;
        }

        @Override
        ByteBuffer item(long record) {
          ByteBuffer bytes = ByteBuffer.allocate(RECORD);
          boolean indexed = record % keyEvery % indexEvery == 0;
          new RecordHeader(
                  RECORD - RecordHeader.SIZE,
                  flags(record) | (indexed ? RecordHeader.INDEXED : 0),
                  BASE + record * TENTH)
              .write(bytes);
          return bytes.rewind();
        }
      };

  private abstract class Computed implements ByteStream {
    private final int size;

    Computed(int size) {
      this.size = size;
    }

    abstract long count();

    abstract ByteBuffer item(long number);

    @Override
    public Extent extent() {
      return new Extent(0, count() * size);
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      reads++;
      largest = Math.max(largest, target.remaining());
      fill(offset, target);
    }

    private void fill(long offset, ByteBuffer target) {
      long at = offset;
      while (target.hasRemaining()) {
        ByteBuffer item = item(at / size).position((int) (at % size));
        item.limit(item.position() + Math.min(item.remaining(), target.remaining()));
        at += item.remaining();
        target.put(item);
      }
    }

    @Override
    public ByteFeed feed(long offset) {
      return new ByteFeed() {
        private long position = offset;

        @Override
        public boolean await(Duration timeout) {
          return position < count() * size;
        }

        @Override
        public int read(ByteBuffer target) {
          int length =
              (int) Math.min(Math.min(target.remaining(), 4096), count() * size - position);
          reads++;
          fill(position, target.slice(target.position(), length));
          target.position(target.position() + length);
          position += length;
          return length;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public ByteSink sink(long offset) {
      return new MemoryStreams().stream("nowhere").sink(0);
    }

    @Override
    public void truncateBefore(long offset) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public SortedSet<String> names() {
    return new TreeSet<>(java.util.List.of(NAME, NAME + LogStreams.INDEX_SUFFIX));
  }

  @Override
  public Optional<ByteStream> find(String name) {
    return name.equals(NAME) ? Optional.of(data) : Optional.of(index);
  }

  @Override
  public ByteStream create(String name, String tag) {
    return find(name).orElseThrow();
  }

  @Override
  public void forget(String name) {}

  @Override
  public void delete(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
