package io.finalnvr.examples.cli;

import io.finalnvr.examples.console.Stop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --seconds}: when a command that runs until stopped ends by itself. */
final class SecondsOption {

  @Option(
      names = "--seconds",
      paramLabel = "<n>",
      description = "End after so many seconds. Default: run until stopped.")
  @Nullable Long seconds;

  /** Waits until stopped or until the time is over, and calls {@code tick} meanwhile. */
  void await(Stop stop, Duration period, Runnable tick) {
    long begin = System.nanoTime();
    while (true) {
      tick.run();
      long pause = period.toNanos();
      if (seconds != null) {
        long left = Duration.ofSeconds(seconds).toNanos() - (System.nanoTime() - begin);
        if (left <= 0) {
          return;
        }
        pause = Math.min(pause, left);
      }
      if (stop.await(Duration.ofNanos(pause))) {
        return;
      }
    }
  }
}
