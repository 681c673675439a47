package io.finalnvr.pravega;

import io.finalnvr.pravega.MemoryStreams.MemoryStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A random instant in the index of some days with an entry every 2 s, which is in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IndexSearchBenchmark {

  private static final long STEP = 2_000_000_000L;
  private static final int ENTRIES_A_DAY = 43_200;

  /** Length of the footage. */
  @Param({"1", "30"})
  public int days;

  private final Random random = new Random(1);
  private final MemoryStream stream = new MemoryStreams().stream("log-index");

  /** Writes the index. */
  @Setup
  public void write() {
    for (long i = 0; i < (long) days * ENTRIES_A_DAY; i++) {
      stream.inject(new IndexRecord((i + 1) * STEP, i * 1_000_000, true, false).toBytes());
    }
  }

  /** Nothing is known of the index before. */
  @Benchmark
  public long search() throws CutOffException {
    long slot = random.nextInt(days * ENTRIES_A_DAY);
    return LogIndex.of(stream).slotAtOrBefore((slot + 1) * STEP + STEP / 2);
  }
}
