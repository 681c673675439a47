package io.finalnvr.core.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds boxes of the outermost level of a file, and reads them. */
final class FileBoxes {

  private static final long LARGEST_INDEX = 256 << 20;

  private FileBoxes() {}

  /**
   * A box.
   *
   * @param start where it begins
   * @param body where its content begins
   * @param end the first byte behind it
   */
  record Span(int type, long start, long body, long end) {}

  /** The box that begins at an offset; null at the end of the file, and where none is whole. */
  static @Nullable Span at(FileChannel file, long offset) throws IOException {
    long size = file.size() - offset;
    if (size < 8) {
      return null;
    }
    ByteBuffer head = read(file, offset, (int) Math.min(16, size));
    long claimed = head.getInt(0) & 0xffff_ffffL;
    int headSize = 8;
    if (claimed == 1 && head.limit() == 16) {
      claimed = head.getLong(8);
      headSize = 16;
    } else if (claimed == 0) {
      claimed = size;
    }
    return claimed < headSize || claimed > size
        ? null
        : new Span(head.getInt(4), offset, offset + headSize, offset + claimed);
  }

  /** The content of the {@code moov}; empty where there is none of a usable size. */
  static Optional<ByteBuffer> moov(FileChannel file) throws IOException {
    Span box = at(file, 0);
    while (box != null && box.type() != BoxType.MOOV) {
      box = at(file, box.end());
    }
    return box == null || box.end() - box.body() > LARGEST_INDEX
        ? Optional.empty()
        : Optional.of(read(file, box.body(), (int) (box.end() - box.body())));
  }

  static ByteBuffer read(FileChannel file, long at, int size) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(size);
    while (data.hasRemaining()) {
      if (file.read(data, at + data.position()) < 0) {
        throw new IOException("it is cut short");
      }
    }
    return data.flip();
  }
}
