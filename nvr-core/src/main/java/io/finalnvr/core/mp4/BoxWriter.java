package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds small ISO/IEC 14496-12 boxes in memory; sizes are filled in when a box ends. */
final class BoxWriter {

  private byte[] bytes = new byte[1024];
  private int size;

  void box(String type, Runnable body) {
    int start = size;
    u32(0);
    ascii(type);
    body.run();
    ByteBuffer.wrap(bytes).putInt(start, size - start);
  }

  void fullBox(String type, int version, int flags, Runnable body) {
    box(
        type,
        () -> {
          u32((long) version << 24 | flags);
          body.run();
        });
  }

  void u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void u16(int value) {
    u8(value >> 8);
    u8(value);
  }

  void u32(long value) {
    u16((int) (value >> 16));
    u16((int) value);
  }

  void u64(long value) {
    u32(value >> 32);
    u32(value);
  }

  void zeros(int count) {
    room(count);
    size += count;
  }

  void ascii(String text) {
    bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  void bytes(ByteBuffer data) {
    int length = data.remaining();
    room(length);
    data.get(bytes, size, length);
    size += length;
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), bytes.length * 2));
    }
  }
}
