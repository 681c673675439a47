package io.finalnvr.core.mp4;

import io.finalnvr.media.EncodedFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Fragments of one picture of 17 KB, that of a camera with 4 Mbit/s and 30 frames/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FragmentBenchmark {

  private static final int SIZE = 17_000;

  private final EncodedFrame frame =
      TestFrames.frame(
          TestFrames.VIDEO, 0, 0, /* keyFrame= */ true, TestFrames.bytes(new Random(1), SIZE));
  private final FragmentWriter writer =
      new FragmentWriter(List.of(TestFrames.VIDEO, TestFrames.AUDIO), TestFrames.START);
  private final ByteBuffer withHeader = writer.payload(List.of(frame), true);
  private final ByteBuffer withoutHeader = writer.payload(List.of(frame), false);
  private final PayloadReader reader = new PayloadReader();

  /** Reads the header that the others need. */
  public FragmentBenchmark() {
    readKeyFrame();
  }

  /** A frame between key frames becomes a payload. */
  @Benchmark
  public ByteBuffer write() {
    return writer.payload(List.of(frame), false);
  }

  /** A payload between key frames becomes a frame. */
  @Benchmark
  public List<EncodedFrame> read() {
    return reader.read(TestFrames.START, false, false, withoutHeader);
  }

  /** A payload with the header of a key frame becomes a frame. */
  @Benchmark
  public final List<EncodedFrame> readKeyFrame() {
    return reader.read(TestFrames.START, true, false, withHeader);
  }
}
