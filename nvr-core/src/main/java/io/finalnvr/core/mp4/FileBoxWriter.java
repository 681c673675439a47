package io.finalnvr.core.mp4;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes boxes of any size to a file. Failures come as {@link UncheckedIOException}. */
final class FileBoxWriter extends BoxWriter {

  private static final int BUFFER = 256 * 1024;

  private final FileChannel channel;
  private long flushed;

  FileBoxWriter(FileChannel channel) {
    super(BUFFER);
    this.channel = channel;
  }

  @Override
  long position() {
    return flushed + size;
  }

  @Override
  void room(int count) {
    if (bytes.length - size < count) {
      flush();
    }
  }

  @Override
  void patch(long position, int value) {
    if (position >= flushed) {
      ByteBuffer.wrap(bytes).putInt((int) (position - flushed), value);
    } else {
      flush();
      write(ByteBuffer.allocate(4).putInt(value).flip(), position);
    }
  }

  void patch(long position, long value) {
    patch(position, (int) (value >> 32));
    patch(position + 4, (int) value);
  }

  void flush() {
    write(ByteBuffer.wrap(bytes, 0, size), flushed);
    flushed += size;
    size = 0;
  }

  private void write(ByteBuffer data, long position) {
    try {
      long at = position;
      while (data.hasRemaining()) {
        at += channel.write(data, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
