package io.finalnvr.core.record;

import io.finalnvr.CameraException;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Import.ImportResult;
import io.finalnvr.ImportRequest;
import io.finalnvr.MediaException;
import io.finalnvr.RecorderState;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.mp4.RecordedStart;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads a file into footage. Runs once; cancelled from any thread. */
final class ImportJob implements RecordLoop.Listener {

  private static final long SLICE_MILLIS = 100;

  /** A file that gives nothing for so long, although it is asked, is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 12;

  /** Of a frame in a file that does not tell. */
  private static final Duration SHORTEST = Duration.ofMillis(2);

  private final ImportRequest request;
  private final Leases leases;
  private final Clocks clocks;
  private final MediaSource source;
  private final ImportFeed feed = new ImportFeed();
  private final LedgerDesk ledger;
  private final FootageWriter footage;
  private final RecordingWriter recordings;
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));
  private final ReentrantLock pausing = new ReentrantLock();
  private final Condition cancelling = pausing.newCondition();
  private long fileSize = 1;
  private long bytesRead;
  private long videoFrames;
  private long audioFrames;
  private long passedOver;
  private boolean passing;
  private boolean hasVideo;
  private Instant filledTo = Instant.EPOCH;
  private @Nullable Instant start;
  private Instant end = Instant.EPOCH;
  private volatile double progress;
  private volatile boolean cancelled;

  ImportJob(
      ImportRequest request,
      CameraFootage camera,
      MediaSource source,
      Leases leases,
      Clocks clocks) {
    this.request = request;
    this.source = source;
    this.leases = leases;
    this.clocks = clocks;
    this.ledger = new LedgerDesk(camera.ledger(), clocks);
    this.footage = new FootageWriter(camera.footage(), Runnable::run, this::onDurable, () -> {});
    this.recordings = new RecordingWriter(request.cameraId(), ledger, footage, clocks, this);
  }

  double progress() {
    return progress;
  }

  void cancel() {
    pausing.lock();
    try {
      cancelled = true;
      cancelling.signalAll();
    } finally {
      pausing.unlock();
    }
  }

  ImportResult run() throws InterruptedException {
    Instant begin = begin();
    Leases.Lease lease = leases.acquire(request.cameraId());
    try {
      open();
      if (filledTo.isAfter(begin) && !request.resume()) {
        throw tooEarly(begin);
      }
      passing = filledTo.isAfter(begin);
      MediaSession session = source.open(feed);
      try {
        copy(placer(begin), lease);
      } finally {
        feed.close();
        session.close();
      }
      progress = 1;
      Instant from = start == null ? begin : start;
      return new ImportResult(
          new TimeRange(from, end.isAfter(from) ? end : from),
          videoFrames,
          audioFrames,
          passedOver);
    } finally {
      recordings.giveUp(GapCause.STORE_UNAVAILABLE, "the import was given up", List.of());
      ledger.close();
      footage.closeLog();
      lease.release();
    }
  }

  /** What a file says of itself is said of its time 0. */
  private ImportPlacer placer(Instant begin) {
    return new ImportPlacer(
        begin,
        /* ofPresentation= */ request.start().isEmpty(),
        /* floor= */ passing ? Instant.EPOCH : filledTo);
  }

  private Instant begin() {
    Instant begin;
    try {
      fileSize = Math.max(1, Files.size(request.file()));
      Optional<Instant> told = request.start();
      begin =
          (told.isPresent() ? told : RecordedStart.of(request.file()))
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          request.file() + " does not say when it was recorded; give a start"));
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNDECODABLE, request.file() + " can't be read: " + e, e);
    }
    if (begin.isAfter(clocks.instant())) {
      throw new ConfigurationException(
          "%s would begin at %s, which is yet to come".formatted(request.file(), begin));
    }
    return begin;
  }

  private ConfigurationException tooEarly(Instant begin) {
    return new ConfigurationException(
        ("camera %s has footage up to %s, and %s begins at %s, before that: footage can only be"
                + " added behind what there is (an import that was cut off can be resumed)")
            .formatted(request.cameraId(), filledTo, request.file(), begin));
  }

  private void open() throws InterruptedException {
    ledger.open();
    recordings.opened(footage.open(), Unended.processEnded());
    ledger.enterWaiting();
    filledTo = recordings.filledTo();
  }

  private void copy(ImportPlacer placer, Leases.Lease lease) throws InterruptedException {
    long lastNanos = clocks.nanoTime();
    while (true) {
      Optional<ImportFeed.Item> item = feed.take(SLICE_MILLIS);
      if (item.isPresent()) {
        lastNanos = clocks.nanoTime();
      }
      if (item.orElse(null) instanceof ImportFeed.End over) {
        end(over.cause(), lease);
        return;
      }
      if (cancelled && (item.isEmpty() || beginsGroup(item.get()))) {
        stored(() -> recordings.end(GapCause.STOPPED, "the import was stopped"), lease);
        throw new CancellationException();
      }
      if (item.isPresent()) {
        take(item.get(), placer, lease);
      } else if (clocks.nanoTime() - lastNanos > PATIENCE.toNanos()) {
        throw new MediaException(
            MediaException.Reason.UNDECODABLE, request.file() + " gives no more frames");
      }
    }
  }

  private void end(CameraException cause, Leases.Lease lease) throws InterruptedException {
    String name = String.valueOf(request.file().getFileName());
    boolean whole = cause.reason() == CameraException.Reason.ENDED;
    String detail = whole ? name + " was imported" : name + " was imported in part";
    stored(() -> recordings.end(GapCause.STOPPED, detail), lease);
    if (!whole) {
      throw new MediaException(
          cause.reason() == CameraException.Reason.SETUP
              ? MediaException.Reason.SETUP
              : MediaException.Reason.UNDECODABLE,
          "%s can't be imported: %s".formatted(request.file(), cause.getMessage()),
          cause);
    }
    if (videoFrames + audioFrames + passedOver == 0) {
      throw new MediaException(
          MediaException.Reason.NO_FOOTAGE, request.file() + " holds nothing to import");
    }
  }

  private boolean beginsGroup(ImportFeed.Item item) {
    return item instanceof ImportFeed.Frame frame
        && frame.frame().keyFrame()
        && (frame.frame().track().kind() == TrackKind.VIDEO || !hasVideo);
  }

  private void take(ImportFeed.Item item, ImportPlacer placer, Leases.Lease lease)
      throws InterruptedException {
    if (item instanceof ImportFeed.Tracks tracks) {
      hasVideo = tracks.tracks().stream().anyMatch(t -> t.kind() == TrackKind.VIDEO);
      handOver(new QueueItem.Tracks(tracks.tracks()), lease);
      placer.begin(passing ? Instant.EPOCH : recordings.filledTo(), hasVideo);
    } else if (item instanceof ImportFeed.Frame read) {
      boolean there = !passing && placer.hidesBefore(read.frame(), filledTo);
      if (there && beginsGroup(item)) {
        passing = true;
        placer.lift();
      } else if (passing && beginsGroup(item) && isBehindWhatThereIs(read.frame(), placer)) {
        passing = false;
        placer.begin(filledTo, hasVideo);
      }
      EncodedFrame frame = placer.place(read.frame());
      bytesRead += frame.size();
      progress = Math.min(0.99, (double) bytesRead / fileSize);
      if (passing || there) {
        passedOver++;
        feed.settled(frame.size());
        return;
      }
      count(frame);
      handOver(new Received(frame, clocks.nanoTime()), lease);
    }
  }

  /** By its middle: times of files are rounded. */
  private boolean isBehindWhatThereIs(SourceFrame key, ImportPlacer placer) {
    Duration half = key.duration().orElse(SHORTEST).dividedBy(2);
    return placer.time(key).plus(half).isAfter(filledTo);
  }

  private void count(EncodedFrame frame) {
    switch (frame.track().kind()) {
      case VIDEO -> videoFrames++;
      case AUDIO -> audioFrames++;
      case DATA -> {}
    }
    start = start == null || frame.time().isBefore(start) ? frame.time() : start;
    end = frame.endTime().isAfter(end) ? frame.endTime() : end;
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  /** Hands something over; what the store interrupts goes on when the logs are open again. */
  private void handOver(QueueItem item, Leases.Lease lease) throws InterruptedException {
    boolean[] taken = new boolean[1];
    stored(
        () -> {
          if (!taken[0]) {
            taken[0] = true;
            recordings.take(item);
          }
        },
        lease);
  }

  /** Does something with the store, again where it fails. */
  private void stored(Step step, Leases.Lease lease) throws InterruptedException {
    boolean again = false;
    for (int attempt = 1; ; attempt++) {
      try {
        if (again) {
          lease.confirm();
          open();
          recordings.resume();
        }
        footage.check();
        step.run();
        return;
      } catch (StorageException e) {
        if (!e.retryable() || attempt == ATTEMPTS) {
          throw e;
        }
        again = true;
        pause(backoff.next().toNanos());
      }
    }
  }

  private void pause(long nanos) throws InterruptedException {
    pausing.lock();
    try {
      long end = clocks.nanoTime() + nanos;
      for (long left = nanos; left > 0 && !cancelled; left = end - clocks.nanoTime()) {
        clocks.await(cancelling, left);
      }
    } finally {
      pausing.unlock();
    }
  }

  @Override
  public void onDurable(Pending record) {
    record.frames().forEach(frame -> feed.settled(frame.frame().size()));
  }

  @Override
  public void onAbandoned(Received frame, GapCause cause) {
    feed.settled(frame.frame().size());
  }

  @Override
  public void onReady() {}

  @Override
  public void onFenced() {}

  @Override
  public void onState(RecorderState state, String reason) {}

  @Override
  public void onRecording() {}

  @Override
  public void onGap(Gap gap) {}
}
