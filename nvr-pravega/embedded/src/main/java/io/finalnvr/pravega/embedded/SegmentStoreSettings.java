package io.finalnvr.pravega.embedded;

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

  private SegmentStoreSettings() {}

  static ServiceBuilderConfig of(DataDirectory directory, NodeOptions options) {
    return ServiceBuilderConfig.builder()
        .include(
            ServiceConfig.builder()
                // Asked for by the class, and of no use here.
                .with(ServiceConfig.CONTAINER_COUNT, directory.state().containers())
                .with(ServiceConfig.CACHE_POLICY_MAX_SIZE, options.cacheBytes())
                .with(ServiceConfig.CACHE_POLICY_MAX_TIME, 60))
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
}
