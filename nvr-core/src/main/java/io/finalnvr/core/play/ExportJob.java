package io.finalnvr.core.play;

import io.finalnvr.Export.ExportResult;
import io.finalnvr.ExportRequest;
import io.finalnvr.TimeRange;
import io.finalnvr.core.mp4.Mp4FileWriter;
import io.finalnvr.core.mp4.SubtitleClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Copies the frames of a range from logs into a plain file. Runs once; cancelled by its attempts.
 */
final class ExportJob implements ExportWork {

  /** Above the ids of cameras' tracks. */
  private static final int SUBTITLES = 1000;

  private final ExportRequest request;
  private final List<CameraLog> cameras;
  private final Path file;
  private final List<ExportSource> sources = new ArrayList<>();
  private final Attempts attempts;
  private final boolean exact;
  private final ExportTracks tracks;
  private final FileTime time;
  private final Optional<SubtitleClock> subtitles;
  private long bytes;
  private int gaps;
  private volatile double progress;

  ExportJob(ExportRequest request, List<CameraLog> cameras, Path file, Attempts attempts) {
    this.request = request;
    this.cameras = cameras;
    this.file = file;
    this.attempts = attempts;
    this.exact = request.start() == ExportRequest.Start.EXACT;
    this.tracks = new ExportTracks(request.cameraIds());
    this.time = new FileTime(request.gaps() == ExportRequest.Gaps.CLOSE);
    this.subtitles = request.subtitles().map(zone -> new SubtitleClock(SUBTITLES, zone));
    for (CameraLog camera : cameras) {
      sources.add(
          new ExportSource(
              sources.size(),
              camera.footage(),
              request.range(),
              camera.footage().tail(),
              exact,
              attempts));
    }
  }

  @Override
  public double progress() {
    return progress;
  }

  @Override
  public ExportResult run() throws InterruptedException {
    try {
      for (ExportSource source : sources) {
        source.open();
        bytes += source.bytes();
        announce(source);
      }
      if (earliest() == null) {
        throw MissingFootage.in(cameras, request.range());
      }
      try (Mp4FileWriter out = Mp4FileWriter.open(file, settings())) {
        return copy(out);
      }
    } finally {
      sources.forEach(ExportSource::close);
    }
  }

  /** So that the tracks are numbered in the order of the cameras. */
  private void announce(ExportSource source) {
    FootageRecord first = source.record();
    if (first != null) {
      first.tracks().forEach(track -> tracks.of(source.camera(), track));
    }
  }

  private Mp4FileWriter.Settings settings() {
    return new Mp4FileWriter.Settings(
        exact ? Optional.of(request.range().start()) : Optional.empty(),
        request.overwrite(),
        bytes,
        tracks.names(),
        String.join(", ", request.cameraIds()));
  }

  private ExportResult copy(Mp4FileWriter out) throws InterruptedException {
    for (ExportSource next = earliest(); next != null; next = earliest()) {
      FootageRecord record = next.record();
      if (record != null) {
        copy(next, record, out);
      }
      next.advance();
      progress = Math.min(0.99, (double) done() / Math.max(1, bytes));
    }
    if (attempts.isCancelled()) {
      throw new CancellationException();
    }
    Mp4FileWriter.Result done = out.finish(Optional.of(request.range().end().plus(time.shift())));
    progress = 1;
    Instant end = done.end().minus(time.shift());
    return new ExportResult(
        file,
        new TimeRange(done.start(), end.isBefore(done.start()) ? done.start() : end),
        done.videoFrames(),
        done.audioFrames(),
        done.bytes(),
        gaps);
  }

  private void copy(ExportSource source, FootageRecord record, Mp4FileWriter out) {
    if (source.isAfterGap(record)) {
      gaps++;
    }
    Duration before = time.shift();
    time.take(record);
    Instant from = exact ? laterOf(record.start(), request.range().start()) : record.start();
    subtitles.ifPresent(
        clock -> clock.take(from, record.end(), time.shift(), before).forEach(out::write));
    source
        .frames(record)
        .forEach(frame -> out.write(tracks.place(source.camera(), frame, time.shift())));
  }

  private static Instant laterOf(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private @Nullable ExportSource earliest() {
    ExportSource earliest = null;
    Instant first = Instant.MAX;
    for (ExportSource source : sources) {
      FootageRecord record = source.record();
      if (record != null && (earliest == null || record.time().isBefore(first))) {
        earliest = source;
        first = record.time();
      }
    }
    return earliest;
  }

  private long done() {
    return sources.stream().mapToLong(ExportSource::bytesDone).sum();
  }
}
