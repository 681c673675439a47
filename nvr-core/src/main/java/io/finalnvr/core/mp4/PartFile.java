package io.finalnvr.core.mp4;

import io.finalnvr.MediaException;
import io.finalnvr.MediaException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets its name only when it is complete and on the disk. Until then it is {@code
 * <name>.part}, locked by its writer; one that is not locked was left behind by a process that was
 * killed, and is written over by the next. Not thread-safe.
 *
 * <p>Every failure of the disk is a {@link MediaException} with reason OUTPUT that names the file.
 */
public final class PartFile implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  private final Path file;
  private final Path part;
  private final boolean overwrite;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long flushed;
  private boolean closed;

  private PartFile(Path file, Path part, boolean overwrite, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.overwrite = overwrite;
    this.channel = channel;
  }

  /**
   * Opens a part file, empty.
   *
   * @param overwrite whether what has the name by then is replaced
   */
  public static PartFile open(Path file, boolean overwrite) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    FileChannel channel = null;
    try {
      if (!overwrite && Files.exists(file)) {
        throw exists(file, null);
      }
      channel =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      if (channel.size() > 0) {
        channel.truncate(0);
      }
      return new PartFile(file, part, overwrite, channel);
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
      throw new MediaException(Reason.OUTPUT, file + " is being written by another export", e);
    } catch (IOException e) {
      closeQuietly(channel);
      throw failed(file, e);
    }
  }

  FileChannel channel() {
    return channel;
  }

  Path file() {
    return file;
  }

  /** Bytes appended so far. */
  public long size() {
    return flushed + buffer.position();
  }

  /** Appends the rest of a buffer, which is not changed. */
  public void append(ByteBuffer data) {
    ByteBuffer rest = data.duplicate();
    if (rest.isDirect() && rest.remaining() >= BUFFER) {
      int length = rest.remaining();
      flush();
      write(flushed, rest);
      flushed += length;
    }
    while (rest.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int length = Math.min(rest.remaining(), buffer.remaining());
      buffer.put(rest.slice(rest.position(), length));
      rest.position(rest.position() + length);
    }
  }

  /** Leaves a hole, as far as the file system knows such a thing. */
  void skip(long bytes) {
    flush();
    flushed += bytes;
  }

  void flush() {
    write(flushed, buffer.flip());
    flushed += buffer.limit();
    buffer.clear();
  }

  /** Writes over what is there, or behind it. */
  void write(long position, ByteBuffer data) {
    try {
      long at = position;
      while (data.hasRemaining()) {
        at += channel.write(data, at);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Moves everything from a position on towards the end. */
  void shift(long from, long distance) {
    flush();
    ByteBuffer block = ByteBuffer.allocateDirect(8 * BUFFER);
    try {
      for (long end = flushed; end > from; ) {
        long start = Math.max(from, end - block.capacity());
        block.clear().limit((int) (end - start));
        while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
          // Until the block is there.
        }
        write(start + distance, block.flip());
        end = start;
      }
    } catch (IOException e) {
      throw failed(e);
    }
    flushed += distance;
  }

  /**
   * Completes the file and gives it its name.
   *
   * @return its size
   */
  public long commit() {
    flush();
    try {
      channel.force(true);
      long bytes = channel.size();
      if (overwrite) {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        nameAnew();
      }
      closed = true;
      channel.close();
      forceFolder();
      return bytes;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** A link can't replace anything, unlike a move. */
  private void nameAnew() throws IOException {
    try {
      Files.createLink(file, part);
      Files.delete(part);
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (UnsupportedOperationException | IOException e) {
      if (Files.exists(file)) {
        throw exists(file, e);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void forceFolder() {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      // Not every system opens folders; the file itself is on the disk.
    }
  }

  private static MediaException exists(Path file, @Nullable Exception cause) {
    return new MediaException(Reason.OUTPUT, file + " exists, and is not to be overwritten", cause);
  }

  MediaException failed(IOException e) {
    return failed(file, e);
  }

  private static MediaException failed(Path file, IOException e) {
    String text = String.valueOf(e.getMessage());
    boolean full = text.toLowerCase(Locale.ROOT).contains("no space left");
    return new MediaException(
        Reason.OUTPUT,
        full ? file + " can't be written: the disk is full" : file + " can't be written: " + e,
        e);
  }

  /** Deletes the part file unless it was completed. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw failed(e);
      } finally {
        closeQuietly(channel);
      }
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing more can be done about a file that is given up.
    }
  }
}
