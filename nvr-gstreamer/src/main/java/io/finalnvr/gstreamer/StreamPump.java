package io.finalnvr.gstreamer;

import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.util.Optional;

/** Pulls one stream out of its appsink, on a thread of its own. */
final class StreamPump {

  private static final Duration PULL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final SessionPipeline owner;
  private final int id;
  private final TrackKind kind;
  private final AppSinkReader reader;
  private final FrameMaker frames;
  private final Thread thread;
  private long lossReported;

  StreamPump(
      SessionPipeline owner,
      int id,
      TrackKind kind,
      boolean live,
      MediaElement sink,
      String threadName) {
    this.owner = owner;
    this.id = id;
    this.kind = kind;
    this.reader = live ? new AppSinkReader(sink) : AppSinkReader.ofFile(sink);
    this.frames = new FrameMaker(id, live);
    this.thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
  }

  /** Begins to pull; the sink must be started. */
  void start() {
    thread.start();
  }

  /** Waits for the thread; true when it is gone, and everything it held is released. */
  boolean join(Duration timeout) throws InterruptedException {
    if (thread == Thread.currentThread()) {
      return false;
    }
    thread.join(timeout.toMillis());
    if (thread.isAlive()) {
      return false;
    }
    reader.close();
    return true;
  }

  private void run() {
    try {
      while (!owner.stopping()) {
        MediaSample sample = reader.pull(PULL);
        if (sample != null) {
          pass(sample);
        } else if (reader.atEnd()) {
          owner.ended(id);
          if (owner.draining()) {
            return;
          }
          owner.awaitStop(PAUSE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      owner.fail(e);
    }
  }

  private void pass(MediaSample sample) throws InterruptedException {
    long now = System.nanoTime();
    Optional<SourceFrame> frame = frames.frame(sample, owner.offsetNanos());
    if (frame.isPresent()) {
      owner.pace(frame.get());
      if (!owner.stopping()) {
        owner.deliver(frame.get(), now);
      }
    }
    owner.heard(kind, now);
    if (frames.lost() > lossReported) {
      owner.reportLoss(frames.lost());
      lossReported = frames.lost();
    }
  }
}
