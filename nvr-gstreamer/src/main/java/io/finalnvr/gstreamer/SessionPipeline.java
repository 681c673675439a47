package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.media.Codec;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipeline of a session, from its first element to its disposal.
 *
 * <p>It is started and stopped by the session's own thread only, never from a callback of
 * GStreamer.
 */
final class SessionPipeline {

  private static final Logger LOG = LoggerFactory.getLogger(SessionPipeline.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration QUIET_STREAM = Duration.ofSeconds(2);
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final GstSession session;
  private final Recipe recipe;
  private final long offsetNanos;
  private final MediaPipeline pipeline = new MediaPipeline();
  private final List<StreamPump> pumps = new CopyOnWriteArrayList<>();
  private final Interleave interleave = new Interleave(QUIET_STREAM);
  private final StreamOffers offers = new StreamOffers();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable CameraException> failure = new AtomicReference<>();
  private volatile boolean draining;
  private boolean hungUp;

  SessionPipeline(GstSession session, Recipe recipe, long offsetNanos) {
    this.session = session;
    this.recipe = recipe;
    this.offsetNanos = offsetNanos;
  }

  CameraConfig camera() {
    return session.camera();
  }

  StreamOffers offers() {
    return offers;
  }

  CameraException nothingUsable() {
    return new CameraException(
        CameraException.Reason.UNSUPPORTED,
        "camera %s offers no stream that can be recorded, only %s"
            .formatted(camera().id(), offers));
  }

  boolean connected() {
    return session.connected();
  }

  /** Adds elements, each linked to the next. */
  void add(List<MediaElement> chain) {
    pipeline.add(chain);
  }

  /** Connects a handler of a signal and keeps it. */
  void connect(MediaElement element, String signal, Callback handler) {
    pipeline.connect(element, signal, handler);
  }

  /** A stream that frames are to come from; all are said before the first frame of any. */
  void expect(int id, TrackKind kind) {
    session.expect(id, kind);
    interleave.expect(id);
  }

  /**
   * Brings a stream to the handler.
   *
   * @param source whose pad it is
   * @param padName of the pad that the stream comes out of
   * @param chain of new elements that end in the form that {@link Codec} states
   */
  void attach(int id, Codec codec, MediaElement source, String padName, List<MediaElement> chain) {
    List<MediaElement> all = new ArrayList<>(chain);
    // Not async: sound would wait for the first key frame, and its arrival would not be known.
    MediaElement sink =
        (recipe.live() ? MediaElement.sink() : MediaElement.sinkOfAll()).set("async", false);
    all.add(sink);
    add(all);
    String thread = session.threadName() + "-" + codec.kind().name().toLowerCase(Locale.ROOT);
    StreamPump pump = new StreamPump(this, id, codec.kind(), recipe.live(), sink, thread);
    pumps.add(pump);
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).start();
    }
    pump.start();
    if (!source.linkPad(padName, all.get(0))) {
      throw new IllegalStateException("the " + codec + " stream can't be linked");
    }
  }

  /** Takes a stream that nobody wants. */
  void discard(MediaElement source, String padName) {
    MediaElement sink = MediaElement.make("fakesink").set("sync", false).set("async", false);
    add(List.of(sink));
    sink.start();
    source.linkPad(padName, sink);
  }

  /** Ends this pipeline; the first failure counts. For any thread. */
  void fail(Throwable cause) {
    CameraException reason =
        cause instanceof CameraException known
            ? known
            : new CameraException(
                CameraException.Reason.LOST, "camera " + camera().id() + ": " + cause, cause);
    failure.compareAndSet(null, reason);
    wake();
  }

  /** Makes {@link #play} look around at once. For any thread. */
  void wake() {
    interleave.close();
    pipeline.wake();
  }

  /** Plays until the end, and returns why it ended; null when the session was closed. */
  @Nullable CameraException play() {
    try {
      recipe.build(this);
      pipeline.play();
      return watch();
    } catch (CameraException e) {
      return e;
    }
  }

  private @Nullable CameraException watch() {
    while (true) {
      NativeMessage message = pipeline.poll(POLL);
      if (session.closed()) {
        return null;
      }
      CameraException failed = failure.get();
      if (failed == null) {
        failed = message == null ? null : read(message);
      }
      if (failed == null) {
        failed = session.overdue(recipe, this);
      }
      if (failed != null) {
        return failed;
      }
    }
  }

  /** Whether the other side closed the connection; over UDP, media may go on to come. */
  boolean hungUp() {
    return hungUp;
  }

  private @Nullable CameraException read(NativeMessage message) {
    return switch (message.type()) {
      case ERROR -> recipe.failure(message, this);
      case END_OF_STREAM -> recipe.end();
      case WARNING -> {
        LOG.debug("camera {}: {} {}", camera().id(), message.domain(), message.code());
        hungUp |= BusErrors.isHangUp(message);
        yield null;
      }
    };
  }

  /** Lets the pumps hand over what was received, for sources that end. */
  void drain() throws InterruptedException {
    draining = true;
    for (StreamPump pump : pumps) {
      while (!session.closed() && !pump.join(POLL)) {
        LOG.trace("draining");
      }
    }
  }

  /** Stops everything and gives it back. Only for the thread that called {@link #play}. */
  void dispose() {
    stopped.countDown();
    interleave.close();
    pipeline.stop();
    boolean clean = true;
    try {
      for (StreamPump pump : pumps) {
        clean &= pump.join(JOIN);
      }
    } catch (InterruptedException e) {
      clean = false;
      Thread.currentThread().interrupt();
    }
    if (clean) {
      pipeline.dispose();
    } else {
      // Leaking is better than pulling memory away from under a thread.
      LOG.warn("camera {}: a handler call does not return; its pipeline is left", camera().id());
    }
  }

  boolean stopping() {
    return stopped.getCount() == 0 || session.closed();
  }

  boolean draining() {
    return draining;
  }

  void awaitStop(Duration atMost) throws InterruptedException {
    stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  long offsetNanos() {
    return offsetNanos;
  }

  /** Waits until a frame of a source that is not live is due. */
  void pace(SourceFrame frame) throws InterruptedException {
    if (recipe.live()) {
      return;
    }
    if (!recipe.paced()) {
      session.foresee(frame.track());
      interleave.awaitTurn(frame.track().id(), frame.dtsNanos().orElse(frame.ptsNanos()));
      return;
    }
    long due = session.due(frame.dtsNanos().orElse(frame.ptsNanos()));
    for (long wait = due - System.nanoTime();
        wait > 0 && !stopping();
        wait = due - System.nanoTime()) {
      awaitStop(Duration.ofNanos(Math.min(wait, POLL.toNanos())));
    }
  }

  /** A stream has come to its end, as far as its sink knows. */
  void ended(int id) {
    interleave.end(id);
  }

  void deliver(SourceFrame frame, long nowNanos) {
    if (failure.get() == null && !session.deliver(frame, nowNanos, recipe.live())) {
      fail(
          new CameraException(
              CameraException.Reason.LOST,
              "camera %s: the camera's clock jumped; connecting anew".formatted(camera().id())));
    }
  }

  void heard(TrackKind kind, long nowNanos) {
    session.heard(kind, nowNanos);
  }

  void reportLoss(long frames) {
    session.reportLoss(frames);
  }
}
