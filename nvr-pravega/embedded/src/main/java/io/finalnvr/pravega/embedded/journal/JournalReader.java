package io.finalnvr.pravega.embedded.journal;

import io.finalnvr.pravega.embedded.journal.JournalFormat.FileHeader;
import io.finalnvr.pravega.embedded.journal.JournalFormat.RecordHeader;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Goes through the records of one file, up to the first that is not whole. Not thread-safe. */
final class JournalReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 20;

  private final InputStream in;
  private final @Nullable FileHeader header;
  private long end;
  private long expected;

  JournalReader(Path file) throws IOException {
    in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    header = FileHeader.of(ByteBuffer.wrap(in.readNBytes(JournalFormat.FILE_HEADER_BYTES)));
    if (header != null) {
      end = JournalFormat.FILE_HEADER_BYTES;
      expected = header.firstSequence();
    }
  }

  /** Null where the file has none that is whole. */
  @Nullable FileHeader header() {
    return header;
  }

  /** The next record; null where no whole one of the right sequence follows. */
  @Nullable JournalRecord next() throws IOException {
    if (header == null) {
      return null;
    }
    byte[] first = in.readNBytes(JournalFormat.RECORD_HEADER_BYTES);
    RecordHeader next = RecordHeader.of(ByteBuffer.wrap(first));
    if (next == null || next.sequence() != expected) {
      return null;
    }
    byte[] payload = in.readNBytes(next.length());
    ByteBuffer whole = ByteBuffer.allocate(first.length + payload.length);
    whole.put(first).put(payload).flip();
    if (payload.length < next.length() || !JournalFormat.isWhole(whole)) {
      return null;
    }
    end += whole.limit();
    expected++;
    return new JournalRecord(next.sequence(), next.onDisk(), next.kind(), payload);
  }

  /** Where the last whole record ends; bytes from the beginning of the file. */
  long end() {
    return end;
  }

  /** The sequence that the next record must have. */
  long expected() {
    return expected;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
