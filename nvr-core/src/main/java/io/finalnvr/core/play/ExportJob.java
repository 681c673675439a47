package io.finalnvr.core.play;

import io.finalnvr.Export.ExportResult;
import io.finalnvr.MediaException;
import io.finalnvr.SeekMode;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.mp4.Mp4FileWriter;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Copies the frames of a range from a log into a file. Runs once; cancelled from any thread. */
final class ExportJob {

  /** With pauses up to 5 s, about a minute without any progress. */
  private static final int ATTEMPTS = 16;

  /** Sound may stand that much behind the pictures that it belongs to. */
  private static final Duration SOUND_BEHIND = Duration.ofMillis(500);

  private final String cameraId;
  private final FrameLog footage;
  private final TimeRange range;
  private final Path file;
  private final long tail;
  private final Clocks clocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition cancelling = lock.newCondition();
  private final BooleanSupplier abandoned;
  private volatile boolean cancelled;
  private volatile double progress;

  ExportJob(
      String cameraId,
      FrameLog footage,
      TimeRange range,
      Path file,
      long tail,
      Clocks clocks,
      BooleanSupplier abandoned) {
    this.cameraId = cameraId;
    this.footage = footage;
    this.range = range;
    this.file = file;
    this.tail = tail;
    this.clocks = clocks;
    this.abandoned = abandoned;
  }

  double progress() {
    return progress;
  }

  void cancel() {
    lock.lock();
    try {
      cancelled = true;
      cancelling.signalAll();
    } finally {
      lock.unlock();
    }
  }

  ExportResult run() throws InterruptedException {
    Locator locator = new Locator(footage, this::isCancelled);
    Located where = retried(() -> locator.locate(range.start(), SeekMode.PREVIOUS_KEY));
    if (where instanceof Located.AfterNewest || where instanceof Located.Nothing) {
      throw nothing();
    }
    long stop =
        retried(() -> footage.keyAtOrAfter(range.end()).map(IndexEntry::position).orElse(tail));
    try (FootageReader reader = retried(() -> FootageReader.open(footage, where))) {
      return copy(reader, Math.min(stop, tail));
    }
  }

  private ExportResult copy(FootageReader reader, long stop) throws InterruptedException {
    long from = reader.position();
    RangeFilter filter = new RangeFilter(range.end());
    GapWatch watch = new GapWatch(GapFinder.NONE);
    int gaps = 0;
    Optional<FootageRecord> record = next(reader);
    if (record.isEmpty() || !record.get().start().isBefore(range.end())) {
      throw nothing();
    }
    try (Mp4FileWriter out = Mp4FileWriter.open(file)) {
      for (; record.isPresent() && !isBehind(record.get()); record = next(reader)) {
        if (watch.take(record.get()).isPresent() && record.get().start().isBefore(range.end())) {
          gaps++;
        }
        filter.take(record.get()).forEach(out::write);
        progress = Math.min(0.99, (double) (reader.position() - from) / Math.max(1, stop - from));
      }
      if (isCancelled()) {
        throw new CancellationException();
      }
      Mp4FileWriter.Result done = out.finish();
      progress = 1;
      return new ExportResult(
          file,
          new TimeRange(done.start(), done.end()),
          done.videoFrames(),
          done.audioFrames(),
          done.bytes(),
          gaps);
    }
  }

  private Optional<FootageRecord> next(FootageReader reader) throws InterruptedException {
    return retried(
        () -> {
          try {
            return reader.readBefore(tail, this::isCancelled);
          } catch (StorageException e) {
            reader.invalidate();
            throw e;
          }
        });
  }

  /** Whether neither the record nor one after it belongs to the range. */
  private boolean isBehind(FootageRecord record) {
    boolean sound = record.tracks().stream().anyMatch(track -> track.kind() == TrackKind.AUDIO);
    return record.isPast(sound ? range.end().plus(SOUND_BEHIND) : range.end());
  }

  private <T> T retried(Supplier<T> call) throws InterruptedException {
    RetryPause pause = new RetryPause();
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (StorageException e) {
        if (!e.retryable() || attempt == ATTEMPTS) {
          throw e;
        }
        await(pause.nextNanos());
      }
    }
  }

  private void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long deadline = clocks.nanoTime() + nanos;
      for (long left = nanos; left > 0 && !isCancelled(); left = deadline - clocks.nanoTime()) {
        clocks.await(cancelling, left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isCancelled() {
    return cancelled || abandoned.getAsBoolean();
  }

  private MediaException nothing() {
    return MissingFootage.in(
        cameraId, "from %s to %s".formatted(range.start(), range.end()), footage);
  }
}
