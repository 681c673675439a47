package io.finalnvr.pravega.embedded.journal;

import io.finalnvr.pravega.embedded.journal.JournalFormat.FileHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file that a journal writes to at present. Behind its records it may hold others, of old. Not
 * thread-safe.
 */
final class JournalFile implements Closeable {

  static final String SUFFIX = ".journal";

  private final Path path;
  private final FileChannel channel;
  private final long preallocated;
  private long size;
  private long synced;

  private JournalFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.preallocated = channel.size();
    this.channel = channel;
  }

  /** Begins one, in place of a spare file where there is one; it is on disk when this returns. */
  static JournalFile create(Path directory, int number, FileHeader header, @Nullable Path spare)
      throws IOException {
    Path path = directory.resolve("%010d-%06d%s".formatted(header.epoch(), number, SUFFIX));
    FileChannel channel =
        spare == null
            ? FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
            : FileChannel.open(spare, StandardOpenOption.WRITE);
    JournalFile file = new JournalFile(path, channel);
    try {
      file.write(header.toBytes());
      file.sync();
      if (spare != null) {
        Files.move(spare, path);
      }
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

  /** How much goes in before it has to grow; 0 for one that was not a spare file. */
  long preallocated() {
    return preallocated;
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

  /** Ends it with its last record. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (channel.isOpen()) {
        channel.truncate(size);
      }
    }
  }

  /** Ends it and leaves its length, so that it can be used again. */
  void closeFull() throws IOException {
    channel.close();
  }
}
