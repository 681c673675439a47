package io.finalnvr.testkit;

import io.finalnvr.CameraException;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a camera that is not there. What the test pushes reaches the handler on the
 * test's thread, before the method returns; after the end of the session it goes nowhere. Whether
 * the order of calls is right is the test's business. Thread-safe: pushes wait for each other.
 */
public final class FakeSession implements MediaSession {

  private static final int DEFAULT_FRAME_SIZE = 64;

  private final MediaHandler handler;
  private final ReentrantLock calls = new ReentrantLock();
  private volatile boolean closed;
  private boolean ended;
  private List<Track> tracks = List.of();
  private long videoMillis;
  private int frameSize = DEFAULT_FRAME_SIZE;
  private boolean discontinuity;
  private @Nullable Instant clockAtPtsZero;

  FakeSession(MediaHandler handler) {
    this.handler = handler;
  }

  /** Announces tracks. The first video and the first audio track are those that frames are of. */
  public FakeSession tracks(Track... announced) {
    return push(
        () -> {
          tracks = List.of(announced);
          handler.onTracks(tracks);
        });
  }

  /** Pushes a key frame of the video track. */
  public FakeSession keyFrame(long ptsMillis) {
    return push(() -> video(ptsMillis, /* keyFrame= */ true));
  }

  /** Pushes video frames that are no key frames, at even distances after the last video frame. */
  public FakeSession frames(int count, long intervalMillis) {
    return push(
        () -> {
          for (int i = 0; i < count && !closed; i++) {
            video(videoMillis + intervalMillis, /* keyFrame= */ false);
          }
        });
  }

  /** Pushes a frame of the audio track. */
  public FakeSession audio(long ptsMillis) {
    return push(() -> deliver(track(AudioTrack.class), ptsMillis, /* keyFrame= */ true));
  }

  /** Pushes a frame as it is. */
  public FakeSession frame(SourceFrame frame) {
    return push(() -> handler.onFrame(frame));
  }

  /** How large the frames from now on are. Default: 64 bytes. */
  public FakeSession frameSize(int bytes) {
    return push(() -> frameSize = bytes);
  }

  /** Frames from now on carry the camera's time, which is this at a presentation time of 0. */
  public FakeSession cameraClock(Instant atPtsZero) {
    return push(() -> clockAtPtsZero = atPtsZero);
  }

  /** Marks the next frame as one before which something is missing. */
  public FakeSession discontinuity() {
    return push(() -> discontinuity = true);
  }

  /** Ends the session for a reason. */
  public FakeSession fail(CameraException.Reason reason) {
    return push(
        () -> {
          ended = true;
          handler.onEnd(new CameraException(reason, "asked for: " + reason));
        });
  }

  /** Whether {@link #close()} was called. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Ends the session.
   *
   * @throws IllegalStateException on a thread that calls the handler, or when a call of the handler
   *     does not return within 5 s
   */
  @Override
  public void close() {
    if (calls.isHeldByCurrentThread()) {
      throw new IllegalStateException("close() on the thread that calls the handler");
    }
    closed = true;
    try {
      if (!calls.tryLock(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a call of the handler has not returned for 5 s");
      }
      calls.unlock();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void runInBackground(List<Consumer<FakeSession>> steps) {
    Thread thread =
        new Thread(
            () -> {
              for (Consumer<FakeSession> step : steps) {
                step.accept(this);
              }
            },
            "fake-camera");
    thread.setDaemon(true);
    thread.start();
  }

  private FakeSession push(Runnable call) {
    calls.lock();
    try {
      if (!closed && !ended) {
        call.run();
      }
      return this;
    } finally {
      calls.unlock();
    }
  }

  private void video(long ptsMillis, boolean keyFrame) {
    videoMillis = ptsMillis;
    deliver(track(VideoTrack.class), ptsMillis, keyFrame);
  }

  private void deliver(Track track, long ptsMillis, boolean keyFrame) {
    long ptsNanos = Duration.ofMillis(ptsMillis).toNanos();
    boolean marked = discontinuity;
    discontinuity = false;
    handler.onFrame(
        new SourceFrame(
            track,
            ptsNanos,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.ofNullable(clockAtPtsZero).map(clock -> clock.plusNanos(ptsNanos)),
            keyFrame,
            marked,
            FakeFrames.data(track, ptsNanos, keyFrame, frameSize)));
  }

  private Track track(Class<? extends Track> kind) {
    return tracks.stream()
        .filter(kind::isInstance)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + kind.getSimpleName() + " announced"));
  }
}
