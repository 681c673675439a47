package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.core.mp4.FragmentWriter;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.pravega.PravegaStoreProvider;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * An embedded node with footage as a recorder writes it, made at full speed; and an engine that
 * shows it. For one thread.
 */
final class BenchFootage implements AutoCloseable {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int ON_THE_WAY = 256;

  private final EmbeddedPravega node;
  private final Store store;
  private final Nvr nvr;

  private BenchFootage(EmbeddedPravega node, Store store) {
    this.node = node;
    this.store = store;
    this.nvr = Nvr.builder().store(store).mediaSource(new SyntheticCameras(1, 10_000)).build();
  }

  static BenchFootage start(Path data) {
    EmbeddedPravega node = EmbeddedPravega.start(data);
    try {
      Store store = new PravegaStoreProvider().open(StoreConfig.of(node.storeUri()));
      return new BenchFootage(node, store);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  Nvr nvr() {
    return nvr;
  }

  /** Another engine, which knows nothing of the footage yet. */
  Nvr fresh(InstantSource clock) {
    return Nvr.builder()
        .store(store)
        .clock(clock)
        .mediaSource(new SyntheticCameras(1, 10_000))
        .build();
  }

  /** The log in which a camera's recorder enters what happens to its footage. */
  FrameLog ledger(String camera) {
    return store.frameLog(camera + ".events");
  }

  URI uri() {
    return node.storeUri();
  }

  /** A camera without footage, and the log that its footage is to be in. */
  FrameLog add(String camera) {
    nvr.add(CameraConfig.of(camera, "synthetic:" + camera));
    return log(camera);
  }

  FrameLog log(String camera) {
    return store.frameLog(stream(camera));
  }

  /** How many bytes the log of a camera has. */
  long bytes(String camera) {
    return log(camera).tail();
  }

  /** The stream that a camera's footage is in. */
  static String stream(String camera) {
    return camera + ".main";
  }

  /** Makes footage of a camera; nothing of it is left to be made durable. */
  TimeRange make(String camera, Duration length, int framesPerSecond, long bitsPerSecond) {
    FrameLog log = add(camera);
    List<ByteBuffer> group = SyntheticCameras.group(framesPerSecond, bitsPerSecond);
    VideoTrack track = SyntheticCameras.TRACK;
    FragmentWriter fragments = new FragmentWriter(List.of(track), START);
    Duration period = Duration.ofSeconds(1).dividedBy(framesPerSecond);
    long count = length.toSeconds() * framesPerSecond;
    Queue<CompletableFuture<Long>> pending = new ArrayDeque<>();
    try (FrameLogWriter writer = log.openWriter()) {
      for (long n = 0; n < count; n++) {
        int inGroup = (int) (n % group.size());
        Instant time = START.plus(length.multipliedBy(n).dividedBy(count));
        EncodedFrame frame =
            new EncodedFrame(
                track,
                time,
                time,
                period,
                inGroup == 0,
                /* discontinuity= */ n == 0,
                /* decodeOnly= */ false,
                group.get(inGroup));
        ByteBuffer payload = fragments.payload(List.of(frame), inGroup == 0);
        pending.add(writer.append(time, inGroup == 0, n == 0, payload));
        if (pending.size() > ON_THE_WAY) {
          pending.remove().join();
        }
      }
      pending.forEach(CompletableFuture::join);
      writer.endRecording(START.plus(length)).join();
    }
    return new TimeRange(START, START.plus(length));
  }

  @Override
  public void close() {
    nvr.close();
    store.close();
    node.close();
  }
}
