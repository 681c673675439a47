package io.finalnvr.examples.demo;

import io.finalnvr.Export;
import io.finalnvr.Export.ExportResult;
import io.finalnvr.ExportRequest;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.Recording;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.examples.console.Console;
import io.finalnvr.media.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The files that a demonstration leaves.
 *
 * @param export the last minute of the session, or what there is
 * @param picture of an instant in the middle
 */
record Keepsakes(Optional<ExportResult> export, Optional<TakenPicture> picture) {

  /** A picture in a file. */
  record TakenPicture(Path file, Instant time) {}

  private static final Duration LENGTH = Duration.ofMinutes(1);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static Keepsakes of(
      Nvr nvr, String camera, Instant begin, Instant middle, Path folder, Console console)
      throws InterruptedException {
    String name = camera + "-" + NAME.format(begin);
    Instant at = pictureInstant(nvr.timeline(camera), begin, middle);
    return new Keepsakes(
        export(nvr, camera, begin, folder.resolve(name + ".mp4"), console),
        picture(nvr, camera, at, folder.resolve(name + ".jpg"), console));
  }

  /** The instant that was wished for; where that is in a gap, the middle of the longest footage. */
  static Instant pictureInstant(Timeline timeline, Instant begin, Instant wished) {
    if (timeline.recordingAt(wished).isPresent()) {
      return wished;
    }
    return timeline.recordings().stream()
        .map(Recording::range)
        .filter(range -> range.start().isAfter(begin))
        .max(Comparator.comparing(TimeRange::duration))
        .map(range -> range.start().plus(range.duration().dividedBy(2)))
        .orElse(wished);
  }

  private static Optional<ExportResult> export(
      Nvr nvr, String camera, Instant begin, Path file, Console console)
      throws InterruptedException {
    Instant end =
        nvr.timeline(camera)
            .range()
            .map(TimeRange::end)
            .filter(begin::isBefore)
            .orElse(begin)
            .plusMillis(1);
    Instant start = end.minus(LENGTH).isAfter(begin) ? end.minus(LENGTH) : begin;
    ExportRequest request = ExportRequest.of(camera, new TimeRange(start, end)).overwriting();
    try (Export export = nvr.export(request, file)) {
      return Optional.of(export.result().get(2, TimeUnit.MINUTES));
    } catch (ExecutionException | CancellationException | TimeoutException | NvrException e) {
      console.say("%s: no export: %s".formatted(camera, e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<TakenPicture> picture(
      Nvr nvr, String camera, Instant at, Path file, Console console) {
    try {
      Picture picture = nvr.snapshot(camera, SnapshotRequest.at(at));
      byte[] bytes = new byte[picture.data().remaining()];
      picture.data().get(bytes);
      Files.write(file, bytes);
      return Optional.of(new TakenPicture(file, picture.time()));
    } catch (IOException | NvrException e) {
      console.say("%s: no picture: %s".formatted(camera, e.getMessage()));
      return Optional.empty();
    }
  }
}
