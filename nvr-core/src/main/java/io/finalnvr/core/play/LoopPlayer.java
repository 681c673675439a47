package io.finalnvr.core.play;

import io.finalnvr.PlayerControl;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What players of one camera and of several have in common: a loop, its control, its thread. */
abstract class LoopPlayer implements PlayerControl {

  private final PlayControl control;
  private final PlayThread thread;

  /**
   * Starts the loop.
   *
   * @param onClosed called once on the loop's thread when it has failed or was closed
   */
  LoopPlayer(String name, PlayLoop loop, PlayControl control, Runnable onClosed) {
    this.control = control;
    this.thread = PlayThread.start(name, loop, control, onClosed);
  }

  @Override
  public final PlayerState state() {
    return control.state();
  }

  @Override
  public final void play() {
    control.play();
  }

  @Override
  public final void pause() {
    control.pause();
  }

  @Override
  public final void seek(Instant instant, SeekMode mode) {
    control.seek(Target.at(instant, mode));
  }

  @Override
  public final void goLive() {
    control.seek(Target.live());
  }

  @Override
  public void speed(Speed speed) {
    control.speed(speed);
  }

  @Override
  public final void stepForward() {
    step(/* back= */ false);
  }

  @Override
  public final void stepBack() {
    step(/* back= */ true);
  }

  /** Shows the next picture, or the one before. */
  void step(boolean back) {
    control.step(back);
  }

  @Override
  public final Optional<Instant> position() {
    return control.position();
  }

  @Override
  public final boolean awaitEnd(Duration timeout) throws InterruptedException {
    return control.awaitEnd(timeout);
  }

  @Override
  public final void close() {
    thread.close();
  }
}
