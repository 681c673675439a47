package io.finalnvr.pravega.embedded.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a journal's files, all numbers big-endian.
 *
 * <pre>
 * file    header, records
 * header  8 "NVRJRNL" and the version, 1 | 4 journal's id | 8 epoch | 8 sequence of its first record
 *         | 4 CRC-32C of all before
 * record  4 CRC-32C of all that follows in the record | 4 length of the payload | 8 sequence
 *         | 8 the greatest sequence that was on disk when this one was written, -1 for none
 *         | 4 kind | payload
 * kinds   1 what was appended | 2 a truncation: payload 8, the sequence up to which, itself
 *         included, nothing is needed any more
 * </pre>
 *
 * <p>Behind the last record of a file may be anything but a record that goes on from it.
 *
 * <p>Sequences go up by one from record to record, and from file to file. What a record says of the
 * ones on disk before it tells a write that a crash cut off from damage to what was acknowledged.
 */
final class JournalFormat {

  static final int FILE_HEADER_BYTES = 32;
  static final int RECORD_HEADER_BYTES = 28;

  /** Where in a record its sequence is. */
  static final int SEQUENCE_AT = 8;

  /** The longest payload. */
  static final int MAX_PAYLOAD_BYTES = 1 << 20;

  static final int APPEND = 1;
  static final int TRUNCATION = 2;

  private static final long MAGIC = 0x4e56524a_524e4c01L;

  /** What the beginning of a file says of it. */
  record FileHeader(int journal, long epoch, long firstSequence) {

    ByteBuffer toBytes() {
      ByteBuffer bytes = ByteBuffer.allocate(FILE_HEADER_BYTES);
      bytes.putLong(MAGIC).putInt(journal).putLong(epoch).putLong(firstSequence);
      bytes.putInt(crc(bytes.duplicate().flip()));
      return bytes.flip();
    }

    /** Null where the bytes are no header. */
    static @Nullable FileHeader of(ByteBuffer bytes) {
      if (bytes.remaining() < FILE_HEADER_BYTES) {
        return null;
      }
      ByteBuffer checked = bytes.duplicate().limit(bytes.position() + FILE_HEADER_BYTES - 4);
      if (crc(checked) != bytes.getInt(bytes.position() + FILE_HEADER_BYTES - 4)
          || bytes.getLong() != MAGIC) {
        return null;
      }
      return new FileHeader(bytes.getInt(), bytes.getLong(), bytes.getLong());
    }
  }

  /** A record's header. */
  record RecordHeader(int crc, int length, long sequence, long onDisk, int kind) {

    /** Null where less is left, or what is there can't be one. */
    static @Nullable RecordHeader of(ByteBuffer bytes) {
      if (bytes.remaining() < RECORD_HEADER_BYTES) {
        return null;
      }
      RecordHeader header =
          new RecordHeader(
              bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getLong(), bytes.getInt());
      boolean possible =
          header.length >= 0
              && header.length <= MAX_PAYLOAD_BYTES
              && header.sequence >= 0
              && header.onDisk < header.sequence
              && (header.kind == APPEND || header.kind == TRUNCATION);
      return possible ? header : null;
    }
  }

  private JournalFormat() {}

  /** Where a record begins; its payload is to be written next. */
  static int beginRecord(ByteBuffer target, int length, long sequence, long onDisk, int kind) {
    int begin = target.position();
    target.putInt(0).putInt(length).putLong(sequence).putLong(onDisk).putInt(kind);
    return begin;
  }

  /** Enters the checksum, after the payload was written. */
  static void endRecord(ByteBuffer target, int begin) {
    ByteBuffer checked = target.duplicate().limit(target.position()).position(begin + 4);
    target.putInt(begin, crc(checked));
  }

  /** Whether a record, header and payload, is whole; the buffer has nothing else. */
  static boolean isWhole(ByteBuffer record) {
    return record.getInt(record.position())
        == crc(record.duplicate().position(record.position() + 4));
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
