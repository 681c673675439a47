package io.finalnvr.core.record;

import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The way of a frame through a recorder's queue, without another thread that waits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameQueueBenchmark {

  private static final int SIZE = 17_000;

  private final FrameQueue queue =
      new FrameQueue(1 << 20, new SharedBudget(1 << 24), Clocks.system(InstantSource.system()));
  private final Received frame =
      new Received(
          new EncodedFrame(
              new VideoTrack(1, Codec.MJPEG, 640, 360, ByteBuffer.allocate(0)),
              Instant.EPOCH,
              Instant.EPOCH,
              Duration.ofMillis(33),
              /* keyFrame= */ true,
              /* discontinuity= */ false,
              /* decodeOnly= */ false,
              ByteBuffer.allocate(SIZE)),
          0);

  /** A frame is put in, taken out, and durable. */
  @Benchmark
  public Optional<QueueItem> offerTakeSettle() throws InterruptedException {
    queue.offer(frame);
    Optional<QueueItem> taken = queue.poll();
    queue.settled(SIZE);
    return taken;
  }
}
