package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The frame around a payload of 17 KB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

  private static final long TIME = 1_764_000_000_000_000_000L;

  private final ByteBuffer payload = ByteBuffer.allocate(17_000);
  private final ByteBuffer record = RecordSplitter.records(TIME, 0, payload).get(0);

  /** A payload becomes a record. */
  @Benchmark
  public List<ByteBuffer> frame() {
    return RecordSplitter.records(TIME, RecordHeader.RANDOM_ACCESS, payload);
  }

  /** The header of a record is read. */
  @Benchmark
  public Optional<RecordHeader> readHeader() {
    return RecordHeader.read(record.duplicate());
  }
}
