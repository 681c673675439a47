package io.finalnvr.examples.demo;

import io.finalnvr.Recorder;
import io.finalnvr.examples.console.Console;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What is going on, in one line. */
final class StatusLine {

  private static final Duration PLAIN_PERIOD = Duration.ofSeconds(5);

  private final Console console;
  private final FrameLedger ledger;
  private final List<Recorder> recorders;
  private final long begin = System.nanoTime();
  private long shown = begin;

  StatusLine(Console console, FrameLedger ledger, List<Recorder> recorders) {
    this.console = console;
    this.ledger = ledger;
    this.recorders = recorders;
  }

  void show() {
    long now = System.nanoTime();
    if (console.isTerminal() || now - shown >= PLAIN_PERIOD.toNanos()) {
      shown = now;
      console.status(line(now));
    }
  }

  private String line(long now) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%3d s", (now - begin) / 1_000_000_000));
    for (Recorder recorder : recorders) {
      line.append(" | ")
          .append(recorder.cameraId())
          .append(' ')
          .append(recorder.state().toString().toLowerCase(Locale.ROOT).replace('_', ' '))
          .append(' ')
          .append(recorder.statistics().framesDurable());
    }
    Tally tally = ledger.tally();
    return line.append(
            String.format(
                Locale.ROOT,
                " | durable in %.1f ms, live in %.1f ms",
                tally.durableMillis().p50(),
                tally.deliveredMillis().p50()))
        .toString();
  }
}
