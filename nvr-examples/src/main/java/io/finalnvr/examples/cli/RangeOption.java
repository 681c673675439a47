package io.finalnvr.examples.cli;

import io.finalnvr.TimeRange;
import java.time.Instant;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: a range of footage. */
final class RangeOption {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "<instant>",
      description = "Where it begins: " + InstantParser.FORMS + ".")
  String from;

  @Option(
      names = "--to",
      defaultValue = "now",
      paramLabel = "<instant>",
      description = "Where it ends, exclusive. Default: now.")
  String to;

  /** The range; both ends count from the same now. */
  TimeRange range(Shell shell) {
    Instant now = shell.clock().instant();
    return new TimeRange(
        Arguments.instant(from, now, shell.zone()), Arguments.instant(to, now, shell.zone()));
  }
}
