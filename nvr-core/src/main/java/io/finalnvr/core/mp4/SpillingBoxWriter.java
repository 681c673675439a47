package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes boxes of any size into a file, or only counts their bytes. */
final class SpillingBoxWriter extends BoxWriter {

  private static final int BUFFER = 256 * 1024;

  private final @Nullable PartFile file;
  private long flushed;

  private SpillingBoxWriter(@Nullable PartFile file, long position) {
    super(BUFFER);
    this.file = file;
    this.flushed = position;
  }

  static SpillingBoxWriter into(PartFile file, long position) {
    return new SpillingBoxWriter(file, position);
  }

  static SpillingBoxWriter counting() {
    return new SpillingBoxWriter(null, 0);
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
    } else if (file != null) {
      file.write(position, ByteBuffer.allocate(4).putInt(value).flip());
    }
  }

  void flush() {
    if (file != null) {
      file.write(flushed, ByteBuffer.wrap(bytes, 0, size));
    }
    flushed += size;
    size = 0;
  }
}
