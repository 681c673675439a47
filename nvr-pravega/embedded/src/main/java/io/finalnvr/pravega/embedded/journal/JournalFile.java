package io.finalnvr.pravega.embedded.journal;

import io.finalnvr.pravega.embedded.journal.JournalFormat.FileHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that a journal writes to at present. Not thread-safe. */
final class JournalFile implements Closeable {

  static final String SUFFIX = ".journal";

  private final Path path;
  private final FileChannel channel;
  private long size;
  private long synced;

  private JournalFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Begins one; it is on disk when this returns. */
  static JournalFile create(Path directory, int number, FileHeader header) throws IOException {
    Path path = directory.resolve("%010d-%06d%s".formatted(header.epoch(), number, SUFFIX));
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    JournalFile file = new JournalFile(path, channel);
    try {
      file.write(header.toBytes());
      file.sync();
      syncDirectory(directory);
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Makes what was created in or removed from a folder last. */
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  boolean hasRecords() {
    return size > JournalFormat.FILE_HEADER_BYTES;
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      size += channel.write(bytes, size);
    }
  }

  /** Returns when all that was written is on disk. */
  void sync() throws IOException {
    channel.force(false);
    synced = size;
  }

  /** Takes back what was written since the last sync. */
  void cutBack() throws IOException {
    channel.truncate(synced);
    size = synced;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
