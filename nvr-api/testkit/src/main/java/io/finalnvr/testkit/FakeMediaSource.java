package io.finalnvr.testkit;

import io.finalnvr.CameraException;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera that does what a test says. Each attempt to connect takes the next attempt of the
 * script, and carries it out at once on a thread of its own; after the last one, and in a source
 * without a script, a session does nothing until the test tells it to. Nothing ever sleeps.
 *
 * <pre>{@code
 * FakeMediaSource camera =
 *     FakeMediaSource.script()
 *         .fail(Reason.UNREACHABLE)
 *         .thenConnect().tracks(FakeFrames.video()).keyFrame(0).frames(29, 33)
 *         .build();
 * ...
 * camera.awaitSession();                        // the one that failed
 * FakeSession session = camera.awaitSession();  // the one that is connected
 * session.keyFrame(1000).frames(5, 33).fail(Reason.LOST);
 * }</pre>
 *
 * Thread-safe.
 */
public final class FakeMediaSource implements MediaSource {

  private final List<FakeScript.Attempt> attempts;
  private final AtomicInteger opened = new AtomicInteger();
  private final BlockingQueue<FakeSession> sessions = new LinkedBlockingQueue<>();

  FakeMediaSource(List<FakeScript.Attempt> attempts) {
    this.attempts = List.copyOf(attempts);
  }

  /** A source whose sessions do nothing but what they are told. */
  public static FakeMediaSource manual() {
    return new FakeMediaSource(List.of());
  }

  /** A script; it begins with the first attempt. */
  public static FakeScript script() {
    return new FakeScript();
  }

  @Override
  public MediaSession open(MediaHandler handler) {
    int number = opened.getAndIncrement();
    FakeSession session = new FakeSession(handler);
    FakeScript.Attempt attempt =
        number < attempts.size() ? attempts.get(number) : FakeScript.Attempt.NOTHING;
    if (attempt.setupFailure().isPresent()) {
      throw new CameraException(CameraException.Reason.SETUP, attempt.setupFailure().get());
    }
    sessions.add(session);
    if (!attempt.steps().isEmpty()) {
      session.runInBackground(attempt.steps());
    }
    return session;
  }

  /** How many attempts to connect there were. */
  public int attempts() {
    return opened.get();
  }

  /**
   * The oldest session that this method has not given yet; waits until there is one. Attempts that
   * failed have a session too, those that failed with SETUP have not.
   *
   * @throws AssertionError when nobody connects within 30 s
   */
  public FakeSession awaitSession() {
    try {
      FakeSession session = sessions.poll(30, TimeUnit.SECONDS);
      if (session == null) {
        throw new AssertionError("nobody connected to the camera within 30 s");
      }
      return session;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
