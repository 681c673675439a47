package io.finalnvr.core.analyze;

import io.finalnvr.Event;
import io.finalnvr.StorageException;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.Detection;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.Backoff;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One analyser at one piece of footage: takes pictures from any thread, analyses them on its own
 * and makes the results durable. It never ends because of its analyser; it ends with the piece,
 * when it is stopped, or when its run is somebody else's.
 */
final class Lane implements AutoCloseable {

  /** A live lane that is further behind leaves nothing out: it is catching up. */
  private static final Duration LIVE = Duration.ofSeconds(10);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final AnalyzerGuard analyzer;
  private final Work work;
  private final Run run;
  private final Clocks clocks;
  private final Host host;
  private final Mailbox mailbox = new Mailbox();
  private final Stopper stopper;
  private final EventFold fold;
  private final Thread thread;
  private final Instant playFrom;
  private Batch batch = new Batch();
  private boolean restored;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean over;

  /** Who is told what a lane does, on its thread. */
  interface Host {
    /** A record is durable. */
    void onDurable(
        String analyzer, ResultRecord record, List<AnalyzedFrame> frames, List<Event> begun);

    /** Something fails and is tried again. */
    void onWaiting(String reason);

    /** It goes on. */
    void onRunning();

    /** The lane is over. */
    void onOver();
  }

  /** A lane that does not run yet. */
  Lane(AnalyzerGuard analyzer, Work work, Clocks clocks, Host host) {
    this.analyzer = analyzer;
    this.work = work;
    this.run = work.log().run();
    this.clocks = clocks;
    this.host = host;
    this.stopper = new Stopper(clocks);
    this.fold = new EventFold(run, analyzer.linger(), work.log().last());
    // At the picture analysed last: which pictures are picked does not depend on where it goes on.
    Instant begin = work.log().last().map(ResultRecord::until).orElse(work.from());
    this.playFrom = begin.minus(analyzer.warmUp());
    this.thread =
        new Thread(this::run, "nvr-analyzer-%s-%s".formatted(run.cameraId(), run.analyzer()));
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Which pictures it wants. */
  DecodeRequest request() {
    return analyzer.request();
  }

  boolean isOwn(Thread other) {
    return other == thread;
  }

  /** Where pictures have to begin. */
  Instant playFrom() {
    return playFrom;
  }

  Optional<Instant> until() {
    return work.until();
  }

  /** Puts a picture in; waits where none may be left out. */
  void put(DecodedFrame frame) throws InterruptedException {
    boolean newestWins =
        work.until().isEmpty() && !frame.time().isBefore(clocks.instant().minus(LIVE));
    mailbox.put(frame, newestWins);
  }

  void gap() {
    mailbox.gap();
  }

  void undecodable() {
    mailbox.undecodable();
  }

  void end() {
    mailbox.end();
  }

  boolean isOver() {
    return over;
  }

  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Leaves the rest for later; what is analysed becomes durable if the store takes it. */
  void stop() {
    mailbox.close();
    stopper.stop();
  }

  private void run() {
    try {
      Optional<Mailbox.Item> next = mailbox.take();
      while (next.isPresent()) {
        accept(next.get());
        next = mailbox.take();
      }
      if (mailbox.isClosed()) {
        flush(/* complete= */ false);
      } else {
        complete();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      mailbox.close();
      close();
      over = true;
      host.onOver();
    }
  }

  private void accept(Mailbox.Item item) throws InterruptedException {
    DecodedFrame frame = item.frame();
    Instant time = frame.time();
    if (work.until().filter(end -> !time.isBefore(end)).isPresent()) {
      return;
    }
    if (time.isBefore(work.from())) {
      if (!time.isBefore(playFrom)) {
        analyzer.warmUp(frame, item.afterGap());
      }
      return;
    }
    if (!restored) {
      restored = true;
      work.log().last().map(ResultRecord::state).ifPresent(analyzer::restore);
    }
    if (item.afterGap()) {
      batch.ended.addAll(fold.endAll());
      analyzer.gap();
    }
    Optional<List<Detection>> found = analyze(frame);
    if (found.isPresent()) {
      AnalyzedFrame result = new AnalyzedFrame(run.cameraId(), run.analyzer(), time, found.get());
      batch.analyzed(result, fold.take(time, found.get()));
    } else if (!mailbox.isClosed()) {
      batch.failed(time);
    }
    if (batch.isDue(work.until().isEmpty())) {
      flush(/* complete= */ false);
    }
  }

  /** Empty when it could not be analysed. */
  private Optional<List<Detection>> analyze(DecodedFrame frame) throws InterruptedException {
    int attempts = work.until().isEmpty() ? 1 : 3;
    for (int attempt = 1; attempt <= attempts && !mailbox.isClosed(); attempt++) {
      Optional<List<Detection>> found = analyzer.analyze(frame);
      if (found.isPresent()) {
        if (analyzer.hasRecovered()) {
          host.onRunning();
        }
        return found;
      }
      host.onWaiting(analyzer.lastFailure());
      stopper.pause(analyzer.pause());
    }
    return Optional.empty();
  }

  private void complete() throws InterruptedException {
    if (work.until().isEmpty()) {
      flush(/* complete= */ false);
      return;
    }
    batch.ended.addAll(fold.endAll());
    flush(/* complete= */ true);
  }

  private void flush(boolean complete) throws InterruptedException {
    Instant last = batch.last();
    if (last == null && !complete) {
      return;
    }
    Instant until = complete ? work.until().orElseThrow() : last;
    if (until == null) {
      return;
    }
    ResultRecord record =
        new ResultRecord(
            until,
            new ResultRecord.Counts(
                batch.frames.size(),
                mailbox.takeSkipped(),
                mailbox.takeUndecodable(),
                batch.failedCount()),
            batch.seen(),
            List.copyOf(batch.ended),
            fold.ongoing(),
            fold.next(),
            analyzer.state(),
            complete);
    append(record);
    Batch durable = batch;
    batch = new Batch();
    host.onDurable(run.analyzer(), record, durable.frames, durable.begun);
  }

  private void append(ResultRecord record) throws InterruptedException {
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    while (true) {
      try {
        work.log().append(record);
        if (backoff.failures() > 0) {
          host.onRunning();
        }
        return;
      } catch (StorageException e) {
        if (!e.retryable() || mailbox.isClosed()) {
          throw e;
        }
        host.onWaiting(e.getMessage());
        stopper.pause(backoff.next());
      }
    }
  }

  /** Waits for the thread, where it runs, and gives back what is held. */
  void join(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    if (thread.isAlive()) {
      thread.interrupt();
    }
  }

  /** Gives back what is held; the thread does so at its end. */
  @Override
  public void close() {
    analyzer.close();
    work.log().close();
  }
}
