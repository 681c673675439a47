package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;

/** Reads bits, most significant first; past the end {@link IndexOutOfBoundsException}. */
final class BitReader {

  private final ByteBuffer data;
  private long position;

  /** Over {@code data} from its position to its limit. */
  BitReader(ByteBuffer data) {
    this.data = data.slice();
  }

  boolean flag() {
    return u(1) == 1;
  }

  /** An unsigned number of up to 31 bits. */
  int u(int bits) {
    int value = 0;
    for (int i = 0; i < bits; i++) {
      int octet = data.get((int) (position >> 3));
      value = value << 1 | octet >> (7 - (position & 7)) & 1;
      position++;
    }
    return value;
  }

  /** An unsigned number of 32 bits. */
  long u32() {
    return (long) u(16) << 16 | u(16);
  }

  /** An unsigned Exp-Golomb number, ITU-T H.264, 9.1; at most 2^31 - 2. */
  int ue() {
    int zeros = 0;
    while (!flag()) {
      if (++zeros > 30) {
        throw new IllegalArgumentException("Exp-Golomb number of more than 61 bits");
      }
    }
    return (1 << zeros) - 1 + u(zeros);
  }

  /** A signed Exp-Golomb number. */
  int se() {
    int number = ue();
    return (number & 1) == 0 ? -(number >> 1) : (number >> 1) + 1;
  }

  void skip(int bits) {
    position += bits;
  }
}
