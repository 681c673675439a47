package io.finalnvr.core.mp4;

/** The flags of a sample in a fragment, ISO/IEC 14496-12, 8.8.3.1. */
final class SampleFlags {

  private static final int DEPENDS_ON_NONE = 2 << 24;
  private static final int DEPENDS_ON_OTHERS = 1 << 24;
  private static final int NON_SYNC = 1 << 16;

  /**
   * Something is missing before the sample. The standard has no flag for it; this is the lowest bit
   * of the degradation priority, which is free for private meaning and which players ignore.
   */
  private static final int DISCONTINUITY = 1;

  private SampleFlags() {}

  static int of(boolean keyFrame, boolean discontinuity) {
    return (keyFrame ? DEPENDS_ON_NONE : DEPENDS_ON_OTHERS | NON_SYNC)
        | (discontinuity ? DISCONTINUITY : 0);
  }

  static boolean keyFrame(int flags) {
    return (flags & NON_SYNC) == 0;
  }

  static boolean discontinuity(int flags) {
    return (flags & 0xffff) == DISCONTINUITY;
  }
}
