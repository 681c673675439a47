package io.finalnvr.core.record;

/**
 * How a bound on the frames of all streams is shared. Pure.
 *
 * <p>Half of the bound is divided evenly: up to its share, a stream is never refused because of
 * others, but for those who took more before it was there. The other half is for whoever needs it
 * first, be it a stream of many bits or one whose part of the store stands still while the rest
 * goes on. A stream that holds nothing may hold one frame whatever others hold, so each begins
 * again with a key frame as soon as its own frames are durable.
 *
 * @param bound bytes of all streams
 * @param streams how many there are, at least one
 */
record FairShare(long bound, int streams) {

  /** What each stream may hold whatever others hold. */
  long each() {
    return bound / 2 / streams;
  }

  /** How much of what a stream holds is beyond its share. */
  long beyond(long held) {
    return Math.max(0, held - each());
  }

  /**
   * Whether a stream may hold so much.
   *
   * @param held what it holds now
   * @param wanted what it would hold, more than now
   * @param all what all streams hold, this one included
   * @param allBeyond how much of that is beyond the shares of those who hold it
   */
  boolean admits(long held, long wanted, long all, long allBeyond) {
    if (held == 0) {
      return true;
    }
    boolean bounded = all - held + wanted <= bound;
    boolean shared = allBeyond - beyond(held) + beyond(wanted) <= common();
    return bounded && (wanted <= each() || shared);
  }

  /**
   * Whether a stream that had to drop frames may begin again: where half of what it may count on is
   * free, so that it does not end with the next frame.
   */
  boolean mayBeginAgain(long held, long allBeyond) {
    return held <= each() / 2 || allBeyond <= common() / 2;
  }

  private long common() {
    return bound - each() * streams;
  }
}
