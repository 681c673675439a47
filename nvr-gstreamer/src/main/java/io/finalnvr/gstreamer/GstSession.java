package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to connect, and what came of it.
 *
 * <p>Its own thread builds, watches and stops the pipeline; each stream has a thread that pulls.
 * The lock makes the calls of the handler come one at a time, and lets none begin after close.
 */
final class GstSession implements MediaSession {

  private static final Logger LOG = LoggerFactory.getLogger(GstSession.class);
  private static final Duration RUNNING_CALL = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofMillis(2500);
  private static final Duration HUNG_UP = Duration.ofSeconds(1);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);
  private static final Duration NOTHING_USABLE = Duration.ofMillis(300);

  private final CameraConfig camera;
  private final MediaHandler handler;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Delivery delivery;
  private final ToleratedTimes times;
  private final ClockJumps jumps = new ClockJumps();
  private final TrackAlignment alignment = new TrackAlignment();
  private final long openedNanos = System.nanoTime();
  private volatile boolean closed;
  private volatile boolean connected;
  private volatile boolean seesVideo;
  private volatile long heardNanos = openedNanos;
  private volatile @Nullable SessionPipeline current;
  private long beginNanos = Long.MAX_VALUE;
  private long endNanos;
  private @Nullable Long paceStart;
  private long lossReportedNanos = openedNanos - BETWEEN_REPORTS.toNanos();

  private GstSession(CameraConfig camera, Recipe recipe, MediaHandler handler) {
    this.camera = camera;
    this.handler = handler;
    this.times = new ToleratedTimes(camera.tolerances());
    this.delivery = new Delivery(handler, recipe.paced() ? Delivery.SILENT_AUDIO : Duration.ZERO);
    this.thread = new Thread(() -> run(recipe), "nvr-source-" + camera.id());
    thread.setDaemon(true);
  }

  static GstSession open(CameraConfig camera, Recipe recipe, MediaHandler handler) {
    GstSession session = new GstSession(camera, recipe, handler);
    session.thread.start();
    return session;
  }

  CameraConfig camera() {
    return camera;
  }

  String threadName() {
    return thread.getName();
  }

  boolean closed() {
    return closed;
  }

  boolean connected() {
    return connected;
  }

  private void run(Recipe first) {
    CameraException end = null;
    Optional<Recipe> recipe = Optional.of(first);
    while (recipe.isPresent() && !closed) {
      SessionPipeline pipeline = new SessionPipeline(this, recipe.get(), length());
      end = attempt(pipeline);
      recipe = end == null ? Optional.empty() : recipe.get().next(end, pipeline);
    }
    if (end != null) {
      end(end);
    }
  }

  /** How much was played before; the next pipeline's times begin there. */
  private long length() {
    lock.lock();
    try {
      return beginNanos == Long.MAX_VALUE ? 0 : endNanos - beginNanos;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable CameraException attempt(SessionPipeline pipeline) {
    current = pipeline;
    try {
      CameraException end = pipeline.play();
      if (end != null && end.reason() == CameraException.Reason.ENDED) {
        pipeline.drain();
      }
      return end;
    } catch (InterruptedException e) {
      return new CameraException(CameraException.Reason.LOST, "interrupted", e);
    } catch (RuntimeException | LinkageError e) {
      return new CameraException(
          CameraException.Reason.LOST, "camera " + camera.id() + ": " + e, e);
    } finally {
      current = null;
      pipeline.dispose();
    }
  }

  private void end(CameraException cause) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        handler.onEnd(cause);
      }
    } finally {
      lock.unlock();
    }
  }

  void expect(int id, TrackKind kind) {
    lock.lock();
    try {
      seesVideo |= kind == TrackKind.VIDEO;
      delivery.expect(id, kind);
    } finally {
      lock.unlock();
    }
  }

  /** A track that is there, though its first frame is not due yet. */
  void foresee(Track track) {
    lock.lock();
    try {
      delivery.foresee(track);
    } finally {
      lock.unlock();
    }
  }

  /** False where the frame does not go on with what was delivered before. */
  boolean deliver(SourceFrame received, long nowNanos, boolean live) {
    lock.lock();
    try {
      SourceFrame frame = live ? times.of(received, nowNanos) : received;
      if (live && jumps.before(frame, nowNanos)) {
        return false;
      }
      if (!closed) {
        beginNanos = Math.min(beginNanos, frame.ptsNanos());
        endNanos =
            Math.max(
                endNanos, frame.ptsNanos() + frame.duration().map(Duration::toNanos).orElse(0L));
        delivery.accept(alignment.align(frame), nowNanos);
        connected = delivery.connected();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A stream has sent something. Where there is video, only video shows that the camera lives. */
  void heard(TrackKind kind, long nowNanos) {
    if (kind == TrackKind.VIDEO || !seesVideo) {
      heardNanos = nowNanos;
    }
  }

  /** When, by {@link System#nanoTime}, a frame with this time is due. */
  long due(long mediaNanos) {
    lock.lock();
    try {
      if (paceStart == null) {
        paceStart = System.nanoTime() - mediaNanos;
      }
      return paceStart + mediaNanos;
    } finally {
      lock.unlock();
    }
  }

  /** What has taken too long, if anything. Called several times a second. */
  @Nullable CameraException overdue(Recipe recipe, SessionPipeline pipeline) {
    long now = System.nanoTime();
    tick(now);
    if (!connected) {
      if (pipeline.offers().nothingUsable() && now - openedNanos > NOTHING_USABLE.toNanos()) {
        return pipeline.nothingUsable();
      }
      return now - openedNanos > camera.connectTimeout().toNanos()
          ? recipe.timeout(pipeline)
          : null;
    }
    long silence = recipe.live() ? now - heardNanos : 0;
    if (pipeline.hungUp() && silence > HUNG_UP.toNanos()) {
      return recipe.end();
    }
    return silence > camera.silenceTimeout().toNanos()
        ? new CameraException(
            CameraException.Reason.SILENT,
            "camera %s has sent nothing for %s"
                .formatted(camera.id(), Texts.seconds(camera.silenceTimeout())))
        : null;
  }

  private void tick(long nowNanos) {
    lock.lock();
    try {
      if (!closed && !connected) {
        delivery.tick(nowNanos);
        connected = delivery.connected();
      }
    } finally {
      lock.unlock();
    }
  }

  void reportLoss(long frames) {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (now - lossReportedNanos >= BETWEEN_REPORTS.toNanos()) {
        lossReportedNanos = now;
        LOG.warn(
            "camera {}: packets were lost; {} frames of this session dropped so far",
            camera.id(),
            frames);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    SessionPipeline pipeline = current;
    if (pipeline != null) {
      pipeline.wake();
    }
    try {
      // A call that runs is waited for; none begins afterwards, because it would see the flag.
      if (lock.tryLock(RUNNING_CALL.toNanos(), TimeUnit.NANOSECONDS)) {
        lock.unlock();
      }
      if (thread != Thread.currentThread()) {
        thread.join(STOP.toMillis());
        if (thread.isAlive()) {
          LOG.warn("camera {}: GStreamer takes long to stop; it goes on by itself", camera.id());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
