package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.finalnvr.Breach;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.StoredFrame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads, verifies and goes on writing logs of the corpus with random changes in data and index.
 * What is wrong with one can be had again by its seed.
 */
class LogFuzzTest {

  private static final int MUTATIONS = 30;
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Per item read: one record of the greatest length, and what is read ahead. */
  private static final long BYTES_PER_ITEM = RecordHeader.MAX_RECORD + (2L << 20);

  private final MemoryStreams streams = new MemoryStreams();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final PravegaStore store =
      new PravegaStore("memory", streams, name -> new MemoryTable(), threads, threads::shutdown);

  @AfterEach
  void close() {
    store.close();
  }

  static Stream<Path> corpus() throws IOException, URISyntaxException {
    Path directory = Path.of(LogFuzzTest.class.getResource("/corpus/log").toURI());
    return Files.list(directory).filter(file -> file.toString().endsWith(".data")).sorted();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void damage_isPassedOver(Path file) throws Exception {
    byte[] data = Files.readAllBytes(file);
    byte[] index = Files.readAllBytes(Path.of(file.toString().replaceFirst("\\.data$", ".index")));
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      // The first one as it stands; of the others every second one with a good index.
      byte[] changedData = seed == 0 ? data : mutate(data, random, seed % 2 == 0);
      byte[] changedIndex = seed % 2 == 1 || seed == 0 ? index : mutate(index, random, true);
      try {
        boolean findsLast = seed % 2 == 1 && !file.toString().contains("garbage");
        check("log" + seed, changedData, changedIndex, findsLast);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("%s, seed %d".formatted(file.getFileName(), seed), e);
      }
    }
  }

  private void check(String name, byte[] data, byte[] index, boolean findsLast) throws Exception {
    streams.stream(name).inject(ByteBuffer.wrap(data));
    streams.stream(name + "-index").inject(ByteBuffer.wrap(index));
    FrameLog log = store.frameLog(name);
    List<Breach> breaches = new ArrayList<>();
    log.verify(Instant.MIN, Instant.MAX, breaches::add);
    log.verify(Instant.parse("2020-02-03T04:05:10Z"), LATER, breaches::add);
    log.entries(Instant.EPOCH, 1000);
    log.keyAtOrBefore(LATER);
    log.keyAtOrAfter(Instant.EPOCH);
    try (FrameLogWriter writer = log.openWriter()) {
      writer
          .append(LATER, true, false, Bytes.filled(50, 3))
          .get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalArgumentException e) {
      return; // A change put the last record into the far future.
    }
    assertThat(endsWithLater(log) || !findsLast).as("the record written last is read").isTrue();
  }

  private static boolean endsWithLater(FrameLog log) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long position = 0;
    boolean found = false;
    try (FrameLogReader reader = log.openReader(0)) {
      while (reader.position() < log.tail()) {
        assertThat(reader.position()).isGreaterThanOrEqualTo(position);
        position = reader.position();
        long before = threads.getCurrentThreadAllocatedBytes();
        var item = reader.read(SOON).orElseThrow();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(BYTES_PER_ITEM);
        found = item instanceof StoredFrame frame && frame.time().equals(LATER);
      }
    }
    return found;
  }

  private static byte[] mutate(byte[] good, Random random, boolean cuts) {
    byte[] bad = good.clone();
    for (int i = random.nextInt(4); i > 0 && bad.length > 0; i--) {
      int at = random.nextInt(bad.length);
      switch (random.nextInt(cuts ? 5 : 4)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) random.nextInt();
        case 2 -> bad[at] = (byte) 0xff;
        case 4 -> bad = Arrays.copyOf(bad, at);
        default -> {
          byte[] noise = new byte[Math.min(bad.length - at, 1 + random.nextInt(60))];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, bad, at, noise.length);
        }
      }
    }
    return bad;
  }
}
