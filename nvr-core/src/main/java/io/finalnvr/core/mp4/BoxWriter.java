package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds ISO/IEC 14496-12 boxes in memory; sizes are filled in when a box ends. */
class BoxWriter {

  byte[] bytes;
  int size;

  BoxWriter() {
    this(1024);
  }

  BoxWriter(int capacity) {
    bytes = new byte[capacity];
  }

  final void box(String type, Runnable body) {
    box(BoxType.of(type), body);
  }

  final void box(int type, Runnable body) {
    long start = position();
    u32(0);
    u32(type);
    body.run();
    patch(start, Math.toIntExact(position() - start));
  }

  final void fullBox(String type, int version, int flags, Runnable body) {
    box(
        type,
        () -> {
          u32((long) version << 24 | flags);
          body.run();
        });
  }

  final void u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  final void u16(int value) {
    u8(value >> 8);
    u8(value);
  }

  final void u32(long value) {
    u16((int) (value >> 16));
    u16((int) value);
  }

  final void u64(long value) {
    u32(value >> 32);
    u32(value);
  }

  final void zeros(int count) {
    for (int i = 0; i < count; i++) {
      u8(0);
    }
  }

  final void ascii(String text) {
    bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  final void bytes(ByteBuffer data) {
    while (data.hasRemaining()) {
      room(data.remaining());
      int length = Math.min(data.remaining(), bytes.length - size);
      data.get(bytes, size, length);
      size += length;
    }
  }

  /** Bytes written so far. */
  long position() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Makes room for at least one byte, for {@code count} of them where it can. */
  void room(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), bytes.length * 2));
    }
  }

  void patch(long position, int value) {
    ByteBuffer.wrap(bytes).putInt((int) position, value);
  }
}
