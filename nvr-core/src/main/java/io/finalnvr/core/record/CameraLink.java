package io.finalnvr.core.record;

import io.finalnvr.CameraException;
import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.Track;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a camera connected: one attempt after the other, each by a {@link MediaSource}, with
 * growing pauses; slowly where the camera refuses the credentials, so that it does not lock the
 * account. Has a thread of its own. Thread-safe.
 */
final class CameraLink implements AutoCloseable {

  /** Is told of the connection, one call at a time. */
  interface Listener {
    void onState(CameraState state, @Nullable CameraFailure failure);

    void onTracks(List<Track> tracks);

    void onFrame(SourceFrame frame);

    /** A session that had announced tracks is over. */
    void onSessionEnd(CameraException cause);
  }

  private static final Logger LOG = LoggerFactory.getLogger(CameraLink.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final String cameraId;
  private final Clocks clocks;
  private final Listener listener;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));
  private final Backoff slowBackoff = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5));
  private MediaSource source;
  private @Nullable Attempt attempt;
  private @Nullable Instant failingSince;
  private boolean closed;

  CameraLink(String cameraId, MediaSource source, Clocks clocks, Listener listener) {
    this.cameraId = cameraId;
    this.source = source;
    this.clocks = clocks;
    this.listener = listener;
    this.thread = new Thread(this::run, "nvr-camera-" + cameraId);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends the session and connects anew, at once, through another source. */
  void reconnect(MediaSource other) {
    lock.lock();
    try {
      source = other;
      backoff.succeeded();
      slowBackoff.succeeded();
      if (attempt != null) {
        attempt.end(
            new CameraException(
                CameraException.Reason.ENDED, "the configuration of the camera was changed"));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Disconnects; waits 10 s at most. No call of the listener begins afterwards. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isClosed()) {
        CameraException end = connectOnce();
        if (isClosed()) {
          break;
        }
        pauseAfter(end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listener.onState(CameraState.IDLE, null);
    }
  }

  private CameraException connectOnce() throws InterruptedException {
    listener.onState(CameraState.CONNECTING, null);
    Attempt current = new Attempt();
    MediaSource from;
    lock.lock();
    try {
      attempt = current;
      from = source;
    } finally {
      lock.unlock();
    }
    CameraException end;
    try {
      MediaSession session = from.open(current);
      try {
        end = current.awaitEnd();
      } finally {
        session.close();
      }
    } catch (CameraException e) {
      end = e;
    } catch (RuntimeException e) {
      LOG.warn("camera {}: the media source failed", cameraId, e);
      end = new CameraException(CameraException.Reason.LOST, "the media source failed: " + e, e);
    }
    if (current.announced) {
      listener.onSessionEnd(end);
    }
    return end;
  }

  private void pauseAfter(CameraException end) throws InterruptedException {
    lock.lock();
    try {
      attempt = null;
      Instant now = clocks.instant();
      failingSince = failingSince == null ? now : failingSince;
      boolean refused = end.reason() == CameraException.Reason.UNAUTHORIZED;
      Duration pause = (refused ? slowBackoff : backoff).next();
      listener.onState(
          CameraState.WAITING,
          new CameraFailure(
              end.reason(),
              end.getMessage(),
              failingSince,
              backoff.failures() + slowBackoff.failures(),
              now.plus(pause)));
      MediaSource before = source;
      long until = clocks.nanoTime() + pause.toNanos();
      while (!closed && source == before && until - clocks.nanoTime() > 0) {
        clocks.await(changed, until - clocks.nanoTime());
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** The handler of one attempt. */
  private final class Attempt implements MediaHandler {
    private volatile boolean announced;
    private volatile boolean over;
    private boolean streaming;
    private @Nullable CameraException end;

    @Override
    public void onTracks(List<Track> tracks) {
      if (!over) {
        announced = true;
        listener.onTracks(tracks);
      }
    }

    @Override
    public void onFrame(SourceFrame frame) {
      if (over) {
        return;
      }
      if (!streaming) {
        streaming = true;
        streams();
      }
      listener.onFrame(frame);
    }

    @Override
    public void onEnd(CameraException cause) {
      lock.lock();
      try {
        end(cause);
      } finally {
        lock.unlock();
      }
    }

    private void streams() {
      lock.lock();
      try {
        backoff.succeeded();
        slowBackoff.succeeded();
        failingSince = null;
      } finally {
        lock.unlock();
      }
      listener.onState(CameraState.STREAMING, null);
    }

    /** With the lock held. */
    private void end(CameraException cause) {
      if (end == null) {
        end = cause;
        over = true;
        changed.signalAll();
      }
    }

    CameraException awaitEnd() throws InterruptedException {
      lock.lock();
      try {
        while (end == null && !closed) {
          clocks.await(changed, Duration.ofSeconds(1).toNanos());
        }
        over = true;
        return end != null
            ? end
            : new CameraException(CameraException.Reason.ENDED, "recording was stopped");
      } finally {
        lock.unlock();
      }
    }
  }
}
