package io.finalnvr.core.play;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.FrameLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A player with a thread of its own.
 *
 * <p>A player at speed 1 that begins in the past stays as far behind as it began; a greater speed
 * and gaps that are passed over bring it to the live edge. From there on frames are delivered the
 * moment they are durable, until it is paused, sought, or slowed down below real time. There is no
 * seam: it is the same reader on the same log.
 */
public final class FootagePlayer implements Player {

  private final String cameraId;
  private final boolean pictures;
  private final PlayControl control;
  private final PlayThread thread;

  private FootagePlayer(
      String cameraId,
      FrameLog footage,
      Playback playback,
      Outlet outlet,
      boolean pictures,
      Clocks clocks,
      GapFinder gaps,
      Runnable onClosed) {
    this.cameraId = cameraId;
    this.pictures = pictures;
    requireForward(playback.speed());
    String name = "camera " + cameraId;
    this.control = new PlayControl(name, clocks, playback.speed(), PlayerState.PLAYING);
    PlayLoop loop = new PlayLoop(name, playback, control, clocks);
    loop.add(new Lane(cameraId, footage, outlet, gaps, playback, clocks, control::interrupted));
    this.thread = PlayThread.start(cameraId, loop, control, onClosed);
  }

  /**
   * A player of frames, already playing.
   *
   * @param onClosed called once on the player's thread when it has failed or was closed
   */
  public static FootagePlayer frames(
      String cameraId,
      FrameLog footage,
      Playback playback,
      FrameSink sink,
      Clocks clocks,
      GapFinder gaps,
      Runnable onClosed) {
    return new FootagePlayer(
        cameraId,
        footage,
        playback,
        new FrameOutlet(sink),
        /* pictures= */ true,
        clocks,
        gaps,
        onClosed);
  }

  /**
   * A player of decoded pictures, already playing.
   *
   * @param onClosed called once on the player's thread when it has failed or was closed
   */
  public static FootagePlayer decoded(
      String cameraId,
      FrameLog footage,
      Playback playback,
      DecodedFrames decoded,
      Clocks clocks,
      GapFinder gaps,
      Runnable onClosed) {
    return new FootagePlayer(
        cameraId,
        footage,
        playback,
        decoded.outlet(),
        /* pictures= */ true,
        clocks,
        gaps,
        onClosed);
  }

  /**
   * A player of fragmented MP4, already playing; EXACT begins at the key frame before.
   *
   * @param onClosed called once on the player's thread when it has failed or was closed
   */
  public static FootagePlayer fragments(
      String cameraId,
      FrameLog footage,
      Playback playback,
      FragmentSink sink,
      Clocks clocks,
      GapFinder gaps,
      Runnable onClosed) {
    return new FootagePlayer(
        cameraId,
        footage,
        playback,
        new FragmentOutlet(sink),
        /* pictures= */ false,
        clocks,
        gaps,
        onClosed);
  }

  private void requireForward(Speed speed) {
    if (!pictures && speed.isReverse()) {
      throw new ConfigurationException("fragmented MP4 can't be played backwards; play frames");
    }
  }

  private void step(boolean back) {
    if (!pictures) {
      throw new ConfigurationException("fragmented MP4 can't be played in steps; play frames");
    }
    control.step(back);
  }

  @Override
  public String cameraId() {
    return cameraId;
  }

  @Override
  public PlayerState state() {
    return control.state();
  }

  @Override
  public void play() {
    control.play();
  }

  @Override
  public void pause() {
    control.pause();
  }

  @Override
  public void seek(Instant instant, SeekMode mode) {
    control.seek(Target.at(instant, mode));
  }

  @Override
  public void goLive() {
    control.seek(Target.live());
  }

  @Override
  public void speed(Speed speed) {
    requireForward(speed);
    control.speed(speed);
  }

  @Override
  public void stepForward() {
    step(/* back= */ false);
  }

  @Override
  public void stepBack() {
    step(/* back= */ true);
  }

  @Override
  public Optional<Instant> position() {
    return control.position();
  }

  @Override
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return control.awaitEnd(timeout);
  }

  @Override
  public void close() {
    thread.close();
  }

  @Override
  public String toString() {
    return "player of camera %s, %s".formatted(cameraId, state());
  }
}
