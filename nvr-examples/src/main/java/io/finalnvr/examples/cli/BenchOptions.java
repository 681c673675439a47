package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.bench.CameraSupply;
import io.finalnvr.examples.bench.Report;
import io.finalnvr.examples.console.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all benches ask for: where they may write, and how they tell. */
final class BenchOptions {

  /** A bench that is about to run. */
  @FunctionalInterface
  interface Bench {
    /** Runs it, with an empty folder for its store. */
    Report run(Path work) throws Exception;
  }

  @Option(
      names = "--data",
      paramLabel = "<dir>",
      description =
          "Folder on the disk to measure; the bench makes a folder of its own there, and removes it."
              + " Default: the system's folder for temporary files.")
  @Nullable Path data;

  @Option(
      names = "--charts",
      defaultValue = "nvr-bench",
      paramLabel = "<dir>",
      description = "Where charts are written. Default: the folder ${DEFAULT-VALUE} here.")
  Path charts;

  @Mixin JsonOption json;

  int run(Shell shell, Bench bench) throws Exception {
    Path work =
        data == null
            ? Files.createTempDirectory("nvr-bench")
            : Files.createTempDirectory(Files.createDirectories(data), "nvr-bench");
    try {
      Report report = bench.run(work);
      if (json.enabled) {
        shell.console().print(Json.write(report.json()));
      } else {
        report.lines().forEach(shell.console()::print);
      }
      return shell.stop().isRequested() ? Cli.STOPPED : Cli.OK;
    } finally {
      delete(work);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't remove " + folder, e);
    }
  }

  private static void requireFramesPerSecond(int framesPerSecond) {
    if (framesPerSecond < 1 || framesPerSecond > 240) {
      throw new ConfigurationException("--fps %d; 1 to 240".formatted(framesPerSecond));
    }
  }

  private static long bits(String bitrate) {
    String text = bitrate.toLowerCase(Locale.ROOT);
    long unit = text.endsWith("m") ? 1_000_000 : text.endsWith("k") ? 1_000 : 1;
    try {
      String number = unit == 1 ? text : text.substring(0, text.length() - 1);
      long bits = Math.round(Double.parseDouble(number) * unit);
      if (bits >= 10_000 && bits <= 200_000_000) {
        return bits;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new ConfigurationException(
        "--bitrate %s; write for example 800k or 4M, 10k to 200M".formatted(bitrate));
  }

  /** Footage that a bench makes, and how often it is measured. */
  static final class Footage {

    private static final int MOST_MINUTES = 24 * 60;

    @Option(
        names = "--minutes",
        defaultValue = "4",
        paramLabel = "<n>",
        description = "How much footage. Default: ${DEFAULT-VALUE}.")
    double minutes;

    @Option(
        names = "--fps",
        defaultValue = "30",
        paramLabel = "<n>",
        description = "Its frames per second. Default: ${DEFAULT-VALUE}.")
    int framesPerSecond;

    @Option(
        names = "--bitrate",
        defaultValue = "4M",
        paramLabel = "<bit/s>",
        description = "Its bit rate, for example 800k or 4M. Default: ${DEFAULT-VALUE}.")
    String bitrate;

    @Mixin Repeated repeated;

    Duration length() {
      long seconds = Math.round(minutes * 60);
      if (seconds < 1 || minutes > MOST_MINUTES) {
        throw new ConfigurationException(
            "--minutes %s; 0.1 to %d".formatted(minutes, MOST_MINUTES));
      }
      return Duration.ofSeconds(seconds);
    }

    int framesPerSecond() {
      requireFramesPerSecond(framesPerSecond);
      return framesPerSecond;
    }

    long bitsPerSecond() {
      return bits(bitrate);
    }
  }

  /** Lengths of footage that a bench compares. */
  static final class Days {

    private static final int MOST_DAYS = 3_650;

    @Option(
        names = "--days",
        split = ",",
        defaultValue = "1,30",
        paramLabel = "<n>",
        description =
            "Lengths of the footage; the last is compared with the first. 365 days take some"
                + " minutes to be made. Default: ${DEFAULT-VALUE}.")
    List<Integer> days;

    List<Integer> days() {
      if (days.stream().anyMatch(n -> n < 1 || n > MOST_DAYS)) {
        throw new ConfigurationException("--days %s; each 1 to %d".formatted(days, MOST_DAYS));
      }
      return days;
    }
  }

  /** How often a bench measures. */
  static final class Repeated {

    @Option(
        names = "--rounds",
        defaultValue = "15",
        paramLabel = "<n>",
        description =
            "How often each is measured, in turns; the median is told. Default: ${DEFAULT-VALUE}.")
    int rounds;

    @Option(
        names = "--warm-up",
        defaultValue = "30",
        paramLabel = "<seconds>",
        description =
            "How long it runs, at least once, before that: Java compiles what is used often."
                + " Default: ${DEFAULT-VALUE}.")
    int warmUp;

    Duration warmUp() {
      return Duration.ofSeconds(Math.max(0, warmUp));
    }

    int rounds() {
      if (rounds < 1) {
        throw new ConfigurationException("--rounds %d; 1 or more".formatted(rounds));
      }
      return rounds;
    }
  }

  /** The cameras of a bench. */
  static final class Cameras {

    /** Where they come from. */
    enum Source {
      SYNTHETIC,
      RTSP
    }

    @Option(
        names = "--source",
        defaultValue = "SYNTHETIC",
        description =
            "SYNTHETIC: frames of noise, to measure recorder and store; RTSP: a pre-encoded clip,"
                + " served by another process. Default: ${DEFAULT-VALUE}.")
    Source source;

    @Option(
        names = "--fps",
        defaultValue = "30",
        paramLabel = "<n>",
        description = "Frames per second of each camera. Default: ${DEFAULT-VALUE}.")
    int framesPerSecond;

    @Option(
        names = "--bitrate",
        defaultValue = "4M",
        paramLabel = "<bit/s>",
        description = "Bit rate of each camera, for example 800k or 4M. Default: ${DEFAULT-VALUE}.")
    String bitrate;

    long bitsPerSecond() {
      return bits(bitrate);
    }

    CameraSupply supply(Path work) throws Exception {
      requireFramesPerSecond(framesPerSecond);
      return switch (source) {
        case SYNTHETIC -> CameraSupply.synthetic(framesPerSecond, bitsPerSecond());
        case RTSP -> CameraSupply.rtsp(framesPerSecond, bitsPerSecond(), work);
      };
    }
  }
}
