package io.finalnvr.pravega.embedded;

import io.finalnvr.ConfigurationException;
import java.time.Duration;

/**
 * What can be chosen about a node. Nothing of it is kept in the data directory, so it may change
 * from one start to the next.
 *
 * @param cacheBytes direct memory for data on its way to long-term storage and for the newest
 *     footage; at least 32 MiB. Too little slows writers down: plan for 10 s of what all cameras
 *     deliver
 * @param startTimeout how long {@link EmbeddedPravega#start} may take at most
 */
public record NodeOptions(long cacheBytes, Duration startTimeout) {

  private static final long MIB = 1 << 20;
  private static final long MIN_CACHE = 32 * MIB;
  private static final long MAX_DEFAULT_CACHE = 256 * MIB;

  /** Checks the arguments. */
  public NodeOptions {
    if (cacheBytes < MIN_CACHE) {
      throw new ConfigurationException(
          "a cache of " + cacheBytes + " bytes is too small; give at least " + MIN_CACHE);
    }
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new ConfigurationException("the start timeout must be positive: " + startTimeout);
    }
  }

  /**
   * A cache of 256 MiB or a quarter of the JVM's direct memory, whichever is less, and a minute to
   * start.
   */
  public static NodeOptions defaults() {
    long quarter = DirectMemory.maxBytes() / 4;
    return new NodeOptions(
        Math.max(MIN_CACHE, Math.min(MAX_DEFAULT_CACHE, quarter)), Duration.ofMinutes(1));
  }

  /** These options with another cache size. */
  public NodeOptions withCacheBytes(long bytes) {
    return new NodeOptions(bytes, startTimeout);
  }

  /** These options with another start timeout. */
  public NodeOptions withStartTimeout(Duration timeout) {
    return new NodeOptions(cacheBytes, timeout);
  }

  /** Refuses a cache that the JVM can't hold beside the network buffers. */
  void checkFits(long maxDirectBytes) {
    if (cacheBytes > maxDirectBytes / 4 * 3) {
      throw new ConfigurationException(
          "a cache of %d MiB does not fit the JVM's %d MiB of direct memory; make it smaller or start Java with -XX:MaxDirectMemorySize=%dm"
              .formatted(cacheBytes / MIB, maxDirectBytes / MIB, cacheBytes / MIB * 2));
    }
  }
}
