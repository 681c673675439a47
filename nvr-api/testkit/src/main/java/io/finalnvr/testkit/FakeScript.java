package io.finalnvr.testkit;

import io.finalnvr.CameraException;
import io.finalnvr.media.Track;
import io.finalnvr.spi.SourceFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a {@link FakeMediaSource} does, attempt after attempt. The steps are those of {@link
 * FakeSession}, which explains them. Not thread-safe.
 */
public final class FakeScript {

  private final List<Attempt> attempts = new ArrayList<>();
  private List<Consumer<FakeSession>> steps = new ArrayList<>();
  private Optional<String> setupFailure = Optional.empty();

  FakeScript() {}

  /** See {@link FakeSession#tracks}. */
  public FakeScript tracks(Track... tracks) {
    return add(session -> session.tracks(tracks));
  }

  /** See {@link FakeSession#keyFrame}. */
  public FakeScript keyFrame(long ptsMillis) {
    return add(session -> session.keyFrame(ptsMillis));
  }

  /** See {@link FakeSession#frames}. */
  public FakeScript frames(int count, long intervalMillis) {
    return add(session -> session.frames(count, intervalMillis));
  }

  /** See {@link FakeSession#audio}. */
  public FakeScript audio(long ptsMillis) {
    return add(session -> session.audio(ptsMillis));
  }

  /** See {@link FakeSession#frame}. */
  public FakeScript frame(SourceFrame frame) {
    return add(session -> session.frame(frame));
  }

  /** See {@link FakeSession#frameSize}. */
  public FakeScript frameSize(int bytes) {
    return add(session -> session.frameSize(bytes));
  }

  /** See {@link FakeSession#cameraClock}. */
  public FakeScript cameraClock(Instant atPtsZero) {
    return add(session -> session.cameraClock(atPtsZero));
  }

  /** See {@link FakeSession#discontinuity}. */
  public FakeScript discontinuity() {
    return add(FakeSession::discontinuity);
  }

  /** See {@link FakeSession#fail}. */
  public FakeScript fail(CameraException.Reason reason) {
    return add(session -> session.fail(reason));
  }

  /** Lets this attempt fail in {@link FakeMediaSource#open} itself, with reason SETUP. */
  public FakeScript failSetup(String message) {
    setupFailure = Optional.of(message);
    return this;
  }

  /** Ends the steps of this attempt; those of the next one follow. */
  public FakeScript thenConnect() {
    attempts.add(new Attempt(List.copyOf(steps), setupFailure));
    steps = new ArrayList<>();
    setupFailure = Optional.empty();
    return this;
  }

  /** The source. */
  public FakeMediaSource build() {
    thenConnect();
    return new FakeMediaSource(attempts);
  }

  private FakeScript add(Consumer<FakeSession> step) {
    steps.add(step);
    return this;
  }

  record Attempt(List<Consumer<FakeSession>> steps, Optional<String> setupFailure) {
    static final Attempt NOTHING = new Attempt(List.of(), Optional.empty());
  }
}
