package io.finalnvr.pravega.embedded;

import io.pravega.segmentstore.server.CacheManager;
import io.pravega.segmentstore.server.CachePolicy;
import java.util.concurrent.ScheduledExecutorService;

/** The segment store's cache, which can be looked at and trimmed at any time, not once a second. */
final class NodeCache extends CacheManager {

  private final long maxBytes;

  NodeCache(CachePolicy policy, ScheduledExecutorService loop) {
    super(policy, loop);
    this.maxBytes = policy.getMaxSize();
  }

  long maxBytes() {
    return maxBytes;
  }

  long usedBytes() {
    return getCacheStorage().getState().getUsedBytes();
  }

  /** Removes what long-term storage has, the oldest first, where there is more than is aimed at. */
  void trim() {
    runOneIteration();
  }
}
