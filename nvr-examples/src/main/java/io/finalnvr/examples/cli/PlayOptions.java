package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.GapMode;
import io.finalnvr.Playback;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to play, and how. */
final class PlayOptions {

  @Option(
      names = "--from",
      paramLabel = "<instant>",
      description = "Where to begin: " + InstantParser.FORMS + ". Default: live.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "<instant>",
      description = "Where to end, exclusive. Default: follow the camera until stopped.")
  @Nullable String to;

  @Option(
      names = "--seek",
      paramLabel = "<mode>",
      description =
          "How the start is found: exact, or the previous, next or closest key frame."
              + " Default: exact in a window, else previous.")
  @Nullable String seek;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "<factor>",
      description =
          "How fast: 0.1 to 64, below zero for backwards, max for as fast as it goes. From 8 on key"
              + " frames only. Default: 1.")
  String speed;

  @Option(names = "--reverse", description = "Play backwards; a range from its end.")
  boolean reverse;

  @Option(names = "--loop", description = "Play the range from --from to --to over and over.")
  boolean loop;

  @Option(
      names = "--gaps",
      defaultValue = "skip",
      paramLabel = "<mode>",
      description = "Where footage is missing: skip, or wait as long as it is. Default: skip.")
  String gaps;

  Playback playback(Instant now, Shell shell, SeekMode otherwise) {
    Playback playback =
        from == null ? Playback.live() : Playback.from(Arguments.instant(from, now, shell.zone()));
    if (to != null) {
      playback = playback.until(Arguments.instant(to, now, shell.zone()));
    }
    Speed asked = Arguments.speed(speed);
    playback =
        playback
            .mode(seek == null ? otherwise : mode(seek))
            .speed(reverse && !asked.isReverse() ? asked.reversed() : asked)
            .gaps(gapMode(gaps));
    return loop ? playback.looped() : playback;
  }

  static SeekMode mode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "exact" -> SeekMode.EXACT;
      case "previous" -> SeekMode.PREVIOUS_KEY;
      case "next" -> SeekMode.NEXT_KEY;
      case "closest" -> SeekMode.CLOSEST_KEY;
      default ->
          throw new ConfigurationException(
              "'" + text + "' is no way to seek; write exact, previous, next or closest");
    };
  }

  static GapMode gapMode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "skip" -> GapMode.SKIP;
      case "wait" -> GapMode.WAIT;
      default ->
          throw new ConfigurationException(
              "'" + text + "': gaps are skipped (skip) or waited for (wait)");
    };
  }
}
