package io.finalnvr.examples.bench;

import io.finalnvr.examples.console.Console;
import io.finalnvr.pravega.PravegaStoreProvider;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Starts a node of its own process on a directory with footage, after a clean stop and after it was
 * killed while it took frames, in turns: how long until it serves, and what it takes while nobody
 * uses it. Counts receipts that a kill made untrue.
 *
 * @param footage how much there is
 * @param framesPerSecond of it
 * @param bitsPerSecond of it
 * @param idle how long it is watched while nobody uses it
 * @param writing how long it takes frames before it is killed
 * @param rounds how often each is measured
 */
public record NodeBench(
    Duration footage,
    int framesPerSecond,
    long bitsPerSecond,
    Duration idle,
    Duration writing,
    int rounds) {

  private static final int CAMERAS = 4;

  /**
   * Runs it.
   *
   * @param work an empty folder for the store
   */
  public Report run(Path work, Console console) throws Exception {
    Machine machine = Machine.here();
    console.status("making footage");
    try (BenchFootage made = BenchFootage.start(work)) {
      made.make("camera", footage, framesPerSecond, bitsPerSecond);
    }
    Results results = new Results();
    for (int round = 0; round < rounds; round++) {
      console.status("round %d of %d".formatted(round + 1, rounds));
      String log = "killed" + round;
      Queue<Long> receipts;
      try (NodeRun node = NodeRun.start(work)) {
        results.clean.add(seconds(node.startTime()));
        results.idle.add(idleCpu(node));
        receipts = writeUntilKilled(node, log);
      }
      try (NodeRun node = NodeRun.start(work)) {
        results.killed.add(seconds(node.startTime()));
        long tail = tail(node, log);
        results.receipts += receipts.size();
        results.lost += receipts.stream().filter(position -> position >= tail).count();
        results.stop.add(seconds(node.stop()));
      }
    }
    return report(machine, results);
  }

  private static final class Results {
    private final List<Double> clean = new ArrayList<>();
    private final List<Double> killed = new ArrayList<>();
    private final List<Double> stop = new ArrayList<>();
    private final List<Double> idle = new ArrayList<>();
    private long receipts;
    private long lost;
  }

  /** CPU seconds a second, after as long a rest. */
  private double idleCpu(NodeRun node) throws InterruptedException {
    Thread.sleep(idle.toMillis());
    Duration before = node.cpu();
    Thread.sleep(idle.toMillis());
    return (double) node.cpu().minus(before).toNanos() / idle.toNanos();
  }

  /** Kills the node while it takes frames as of four cameras; tells the positions with receipts. */
  private Queue<Long> writeUntilKilled(NodeRun node, String log) throws Exception {
    List<ByteBuffer> group = SyntheticCameras.group(framesPerSecond, bitsPerSecond);
    Queue<Long> receipts = new ConcurrentLinkedQueue<>();
    long period = Duration.ofSeconds(1).dividedBy(CAMERAS * (long) framesPerSecond).toNanos();
    Instant time = Instant.parse("2026-03-01T00:00:00Z");
    try (Store store = store(node)) {
      // Not closed: what was on its way when the node was killed is waited for then.
      FrameLogWriter writer = store.frameLog(log).openWriter();
      long begin = System.nanoTime();
      for (long n = 0; n * period < writing.toNanos(); n++) {
        TimeUnit.NANOSECONDS.sleep(begin + n * period - System.nanoTime());
        ByteBuffer payload = group.get((int) (n % group.size())).duplicate();
        writer
            .append(time.plusNanos(n * period), n == 0, n == 0, payload)
            .thenAccept(receipts::add);
      }
      node.kill();
    }
    return receipts;
  }

  private static long tail(NodeRun node, String log) {
    try (Store store = store(node)) {
      return store.frameLog(log).tail();
    }
  }

  private static Store store(NodeRun node) {
    return new PravegaStoreProvider().open(StoreConfig.of(node.store()));
  }

  private Report report(Machine machine, Results r) {
    return new Report(
            "node: %d s of footage, killed %d times".formatted(footage.toSeconds(), rounds),
            machine)
        .row("seconds", "median", "least", "most")
        .row(row("start after a clean stop", r.clean))
        .row(row("start after kill -9", r.killed))
        .row(row("stop", r.stop))
        .row(row("CPU s a second, idle", r.idle))
        .row("receipts, untrue after kill -9", Long.toString(r.receipts), Long.toString(r.lost))
        .value("startAfterStopSeconds", r.clean)
        .value("startAfterKillSeconds", r.killed)
        .value("stopSeconds", r.stop)
        .value("idleCores", r.idle)
        .value("receipts", r.receipts)
        .value("receiptsLost", r.lost);
  }

  private static String[] row(String name, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new String[] {
      name,
      text(sorted.get(sorted.size() / 2)),
      text(sorted.get(0)),
      text(sorted.get(sorted.size() - 1))
    };
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
