package io.finalnvr.examples.bench;

import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Console;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays footage as fast as it goes, with one player and with many at the same time.
 *
 * @param length of the footage
 * @param warmUp how long it runs before it is measured
 * @param rounds of which the median is told
 */
public record ReplayBench(
    Duration length,
    int framesPerSecond,
    long bitsPerSecond,
    int players,
    Duration warmUp,
    int rounds) {

  private static final String CAMERA = "bench";
  private static final long LONGEST_SECONDS = 600;

  /**
   * Runs it.
   *
   * @param work an empty folder for the store
   */
  public Report run(Path work, Console console) throws Exception {
    Machine machine = Machine.here();
    try (BenchFootage footage = BenchFootage.start(work)) {
      console.status("making %d s of footage".formatted(length.toSeconds()));
      TimeRange range = footage.make(CAMERA, length, framesPerSecond, bitsPerSecond);
      Rounds times = new Rounds();
      times.add("1", () -> play(footage.nvr(), range, 1));
      times.add("all", () -> play(footage.nvr(), range, players));
      console.status("warming up for %d s, then measuring".formatted(warmUp.toSeconds()));
      times.run(warmUp, rounds);
      return report(machine, footage.bytes(CAMERA), times);
    }
  }

  private void play(Nvr nvr, TimeRange range, int count) throws Exception {
    CountDownLatch ended = new CountDownLatch(count);
    AtomicLong frames = new AtomicLong();
    FrameSink sink =
        new FrameSink() {
          @Override
          public void onFrame(EncodedFrame frame) {
            frames.incrementAndGet();
          }

          @Override
          public void onEnd() {
            ended.countDown();
          }
        };
    List<Player> open = new ArrayList<>();
    try {
      Playback all = Playback.from(range.start()).until(range.end()).speed(Speed.UNPACED);
      for (int i = 0; i < count; i++) {
        open.add(nvr.play(CAMERA, all, sink));
      }
      if (!ended.await(LONGEST_SECONDS, TimeUnit.SECONDS) || frames.get() != count * frames()) {
        throw new IllegalStateException(
            "%d players were given %d frames".formatted(count, frames.get()));
      }
    } finally {
      open.forEach(Player::close);
    }
  }

  private long frames() {
    return length.toSeconds() * framesPerSecond;
  }

  private Report report(Machine machine, long bytes, Rounds times) {
    Report report =
        new Report(
            "replay: %d s of 1920x1080, %d frames/s, %.1f Mbit/s, at full speed; median of %d"
                .formatted(length.toSeconds(), framesPerSecond, bitsPerSecond / 1e6, rounds),
            machine);
    report.row("players", "frames/s", "MB/s", "x real time each");
    report.value("bytes", bytes).value("frames", frames()).value("players", players);
    line(report, times.seconds("1"), 1, bytes, "one");
    line(report, times.seconds("all"), players, bytes, "all");
    return report;
  }

  private void line(Report report, double seconds, int count, long bytes, String name) {
    double frames = count * frames() / seconds;
    double speed = count * bytes / 1e6 / seconds;
    report
        .row(
            Integer.toString(count),
            String.format(Locale.ROOT, "%.0f", frames),
            String.format(Locale.ROOT, "%.0f", speed),
            String.format(Locale.ROOT, "%.0f", length.toSeconds() / seconds))
        .value(name + "FramesPerSecond", Math.round(frames))
        .value(name + "MegabytesPerSecond", Math.round(speed * 100) / 100.0);
  }
}
