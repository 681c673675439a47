package io.finalnvr.examples.bench;

import io.finalnvr.Export;
import io.finalnvr.ExportRequest;
import io.finalnvr.ExportRequest.Form;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.VirtualFile;
import io.finalnvr.examples.console.Console;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Exports footage into files, and reads it as a virtual file; beside it, in turns, Pravega's own
 * client copies the same bytes.
 *
 * @param length of the footage
 * @param warmUp how long it runs before it is measured
 * @param rounds of which the median is told
 */
public record ExportBench(
    Duration length, int framesPerSecond, long bitsPerSecond, Duration warmUp, int rounds) {

  private static final String CAMERA = "bench";
  private static final String LONG = "long";
  private static final int BLOCK = 1 << 20;
  private static final Duration RECORD_TIMEOUT = Duration.ofSeconds(10);
  private static final int FIRST_BYTES = 64 << 10;

  /** To open a file takes as many reads where pictures are small. */
  private static final long SMALL = 100_000;

  private static final int TIMES_LONGER = 6;

  private static final String READ = "plain reader, into memory";
  private static final String COPY = "plain reader, into a file";
  private static final String RECORDS = "records of the log";
  private static final String PLAIN = "export, plain";
  private static final String FRAGMENTED = "export, fragmented";
  private static final String VIRTUAL = "virtual file";
  private static final String FIRST = "first 64 KiB of it";
  private static final String FIRST_OF_LONG =
      "first 64 KiB of %d times as much".formatted(TIMES_LONGER);

  /**
   * Runs it.
   *
   * @param work an empty folder for the store and the files
   */
  public Report run(Path work, Console console) throws Exception {
    Machine machine = Machine.here();
    Files.createDirectories(work);
    try (BenchFootage footage = BenchFootage.start(work.resolve("store"))) {
      console.status("making %d s of footage".formatted(length.toSeconds()));
      TimeRange range = footage.make(CAMERA, length, framesPerSecond, bitsPerSecond);
      TimeRange all = footage.make(LONG, length.multipliedBy(TIMES_LONGER), framesPerSecond, SMALL);
      long bytes = footage.bytes(CAMERA);
      Rounds times = new Rounds();
      try (PlainReader plain = new PlainReader(footage.uri(), BenchFootage.stream(CAMERA))) {
        Nvr nvr = footage.nvr();
        ExportRequest request = ExportRequest.of(CAMERA, range);
        times
            .add(READ, () -> plain.read(bytes))
            .add(COPY, () -> plain.copy(bytes, work.resolve("copy")))
            .add(RECORDS, () -> records(footage.log(CAMERA), bytes))
            .add(PLAIN, () -> export(nvr, request, work.resolve("plain.mp4")))
            .add(
                FRAGMENTED,
                () -> export(nvr, request.as(Form.FRAGMENTED), work.resolve("fragmented.mp4")))
            .add(VIRTUAL, () -> read(nvr, request, Long.MAX_VALUE))
            .add(FIRST, () -> read(nvr, request, FIRST_BYTES))
            .add(FIRST_OF_LONG, () -> read(nvr, ExportRequest.of(LONG, all), FIRST_BYTES));
        console.status("warming up for %d s, then measuring".formatted(warmUp.toSeconds()));
        times.run(warmUp, rounds);
      }
      return report(machine, bytes, times);
    }
  }

  private void export(Nvr nvr, ExportRequest request, Path file) throws Exception {
    try (Export export = nvr.export(request, file)) {
      long frames = export.result().get().videoFrames();
      if (frames != length.toSeconds() * framesPerSecond) {
        throw new IllegalStateException("%d frames were exported".formatted(frames));
      }
    }
    Files.delete(file);
  }

  private static void records(FrameLog log, long bytes) {
    try (FrameLogReader reader = log.openReader(0)) {
      while (reader.position() < bytes) {
        reader.read(RECORD_TIMEOUT);
      }
    }
  }

  private static void read(Nvr nvr, ExportRequest request, long most) {
    try (VirtualFile file = nvr.openExport(request.as(Form.FRAGMENTED))) {
      ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, most));
      long end = Math.min(file.length(), most);
      for (long at = 0; at < end; ) {
        at += file.read(at, block.clear());
      }
    }
  }

  private Report report(Machine machine, long bytes, Rounds times) {
    Report report =
        new Report(
            "export: %d s of 1920x1080, %d frames/s, %.1f Mbit/s, %d MB; median of %d"
                .formatted(
                    length.toSeconds(),
                    framesPerSecond,
                    bitsPerSecond / 1e6,
                    bytes / 1_000_000,
                    rounds),
            machine);
    report.value("bytes", bytes).value("seconds", length.toSeconds()).value("rounds", rounds);
    report.row("", "MB/s", "x real time", "x plain reader");
    line(report, times, bytes, READ, READ, "plainRead");
    line(report, times, bytes, COPY, COPY, "plainCopy");
    line(report, times, bytes, RECORDS, READ, "records");
    line(report, times, bytes, PLAIN, COPY, "exportPlain");
    line(report, times, bytes, FRAGMENTED, COPY, "exportFragmented");
    line(report, times, bytes, VIRTUAL, READ, "virtualFile");
    report.row("virtual file, milliseconds to", FIRST, FIRST_OF_LONG);
    report.row("", millis(times.seconds(FIRST)), millis(times.seconds(FIRST_OF_LONG)));
    return report
        .value("firstBytesMillis", round(times.seconds(FIRST) * 1e3))
        .value("firstBytesOfLongerMillis", round(times.seconds(FIRST_OF_LONG) * 1e3));
  }

  private void line(
      Report report, Rounds times, long bytes, String what, String yardstick, String name) {
    double seconds = times.seconds(what);
    double speed = bytes / 1e6 / seconds;
    double ratio = times.seconds(yardstick) / seconds;
    report.row(
        what,
        String.format(Locale.ROOT, "%.0f", speed),
        String.format(Locale.ROOT, "%.0f", length.toSeconds() / seconds),
        String.format(Locale.ROOT, "%.2f", ratio));
    report
        .value(name + "MegabytesPerSecond", round(speed))
        .value(name + "TimesRealTime", round(length.toSeconds() / seconds))
        .value(name + "Ratio", round(ratio));
  }

  private static String millis(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds * 1e3);
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
