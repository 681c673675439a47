package io.finalnvr;

/** Where a player goes on when the asked instant is not that of a key frame. */
public enum SeekMode {
  /**
   * At the frame that is shown at the instant. The frames needed to decode it come first, marked
   * {@link io.finalnvr.media.EncodedFrame#decodeOnly()}.
   */
  EXACT,
  /** At the key frame at or before the instant. */
  PREVIOUS_KEY,
  /** At the key frame at or after the instant. */
  NEXT_KEY,
  /** At the key frame nearest to the instant; of two equally near ones the earlier. */
  CLOSEST_KEY
}
