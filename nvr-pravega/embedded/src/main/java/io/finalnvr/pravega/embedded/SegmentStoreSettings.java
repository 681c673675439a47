package io.finalnvr.pravega.embedded;

import io.pravega.segmentstore.server.logs.DurableLogConfig;
import io.pravega.segmentstore.server.store.ServiceBuilderConfig;
import io.pravega.segmentstore.server.store.ServiceConfig;
import io.pravega.segmentstore.server.writer.WriterConfig;
import io.pravega.storage.filesystem.FileSystemStorageConfig;

/** What is set of the segment store's parts; all else is as Pravega has it. */
final class SegmentStoreSettings {

  /** Streams that grow at the same time, at the most. */
  private static final int STREAMS = 128;

  private static final int LEAST_FLUSH = 256 << 10;
  private static final int MOST_FLUSH = 4 << 20;

  /** Less than what {@link CacheGate} lets in, so that it seldom has to shut. */
  private static final int CACHE_TARGET_PERCENT = 70;

  private SegmentStoreSettings() {}

  static ServiceBuilderConfig of(DataDirectory directory, NodeOptions options) {
    return ServiceBuilderConfig.builder()
        .include(
            ServiceConfig.builder()
                // Asked for by the class, and of no use here.
                .with(ServiceConfig.CONTAINER_COUNT, directory.state().containers())
                .with(ServiceConfig.CACHE_POLICY_MAX_SIZE, options.cacheBytes())
                .with(ServiceConfig.CACHE_POLICY_TARGET_UTILIZATION, CACHE_TARGET_PERCENT)
                .with(ServiceConfig.CACHE_POLICY_MAX_TIME, 60))
        .include(
            DurableLogConfig.builder()
                .with(DurableLogConfig.CHECKPOINT_MIN_COMMIT_COUNT, 1)
                .with(
                    DurableLogConfig.CHECKPOINT_TOTAL_COMMIT_LENGTH,
                    checkpointBytes(options.cacheBytes())))
        .include(
            WriterConfig.builder()
                .with(WriterConfig.FLUSH_THRESHOLD_BYTES, flushBytes(options.cacheBytes())))
        .include(
            FileSystemStorageConfig.builder()
                .with(FileSystemStorageConfig.ROOT, directory.longTermStorage().toString()))
        .build();
  }

  /**
   * How much of a stream comes together before it goes to long-term storage. It stays in the cache
   * till then, and while that is full, appends wait: half of it must hold so much of all streams.
   */
  static int flushBytes(long cacheBytes) {
    return (int) Math.max(LEAST_FLUSH, Math.min(MOST_FLUSH, cacheBytes / 2 / STREAMS));
  }

  /**
   * How much goes to the journal until it says again what long-term storage has. A start reads the
   * journal into the cache, and can only then remove from it what it need not hold.
   */
  static long checkpointBytes(long cacheBytes) {
    return cacheBytes / 16;
  }
}
