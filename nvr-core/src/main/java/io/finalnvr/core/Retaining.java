package io.finalnvr.core;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraStream;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.core.retain.CameraRetention;
import io.finalnvr.core.retain.RetentionWorker;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What is removed of an engine's cameras, asked for and every 30 s. Thread-safe. */
final class Retaining implements AutoCloseable {

  /** Of one hold in one pass of retention, so that other cameras have their turn. */
  private static final long MOST_COPIED = 256 << 20;

  private final Clocks clocks;
  private final BiFunction<String, CameraStream, CameraRetention> retentions;
  private final EventRetention events;
  private final RetentionWorker worker;

  /**
   * Starts to apply policies.
   *
   * @param catalogue how cameras are configured now
   * @param retentions makes the retention of a stream of a camera
   * @param events the retention of events
   */
  Retaining(
      Clocks clocks,
      Supplier<? extends Map<String, CameraConfig>> catalogue,
      BiFunction<String, CameraStream, CameraRetention> retentions,
      EventRetention events) {
    this.clocks = clocks;
    this.events = events;
    this.retentions = retentions;
    this.worker = RetentionWorker.start(() -> all(catalogue.get()), clocks);
  }

  private SortedMap<String, Runnable> all(Map<String, CameraConfig> cameras) {
    SortedMap<String, Runnable> all = new TreeMap<>();
    cameras.forEach(
        (id, config) -> {
          for (CameraStream stream : Recording.streamsOf(config)) {
            RetentionPolicy policy = config.forStream(stream).retention();
            if (!(policy instanceof RetentionPolicy.KeepForever)) {
              all.put(LogNames.stream(id, stream), () -> apply(id, stream, policy, MOST_COPIED));
            }
          }
        });
    all.putAll(events.all(cameras.keySet()));
    return all;
  }

  RetentionPlan explain(String cameraId, CameraStream stream, RetentionPolicy policy) {
    return retentions.apply(cameraId, stream).plan(policy, clocks.instant());
  }

  RetentionPlan apply(String cameraId, CameraStream stream, RetentionPolicy policy) {
    return apply(cameraId, stream, policy, Long.MAX_VALUE);
  }

  private RetentionPlan apply(
      String cameraId, CameraStream stream, RetentionPolicy policy, long mostBytes) {
    return retentions.apply(cameraId, stream).apply(policy, clocks.instant(), mostBytes);
  }

  @Override
  public void close() {
    worker.close();
  }
}
