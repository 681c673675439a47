package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;

/** What the engine wants to know of an AudioSpecificConfig, ISO/IEC 14496-3, 1.6.2.1. */
final class AacConfig {

  private static final int[] RATES = {
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
  };
  private static final int EXPLICIT_RATE = 15;
  private static final int ESCAPED_TYPE = 31;

  private AacConfig() {}

  /** Samples per second; 0 for a reserved value. */
  static int sampleRate(ByteBuffer config) {
    BitReader bits = new BitReader(config);
    if (bits.u(5) == ESCAPED_TYPE) {
      bits.u(6);
    }
    int index = bits.u(4);
    if (index == EXPLICIT_RATE) {
      return bits.u(24);
    }
    return index < RATES.length ? RATES[index] : 0;
  }
}
