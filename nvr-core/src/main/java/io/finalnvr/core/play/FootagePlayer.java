package io.finalnvr.core.play;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.Speed;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.FrameLog;
import java.util.function.Function;

/**
 * A player with a thread of its own.
 *
 * <p>A player at speed 1 that begins in the past stays as far behind as it began; a greater speed
 * and gaps that are passed over bring it to the live edge. From there on frames are delivered the
 * moment they are durable, until it is paused, sought, or slowed down below real time. There is no
 * seam: it is the same reader on the same log.
 */
public final class FootagePlayer extends LoopPlayer implements Player {

  private final String cameraId;
  private final boolean pictures;

  private FootagePlayer(
      String cameraId, PlayLoop loop, PlayControl control, boolean pictures, Runnable onClosed) {
    super(cameraId, loop, control, onClosed);
    this.cameraId = cameraId;
    this.pictures = pictures;
  }

  private static FootagePlayer start(
      String cameraId,
      FrameLog footage,
      Playback playback,
      Function<PlayControl, Outlet> outlet,
      boolean pictures,
      Clocks clocks,
      GapFinder gaps,
      Runnable onClosed) {
    requireForward(playback.speed(), pictures);
    String name = "camera " + cameraId;
    PlayControl control = new PlayControl(name, clocks, playback.speed(), PlayerState.PLAYING);
    PlayLoop loop = new PlayLoop(name, playback, control, clocks);
    loop.add(
        new Lane(
            cameraId,
            footage,
            outlet.apply(control),
            gaps,
            playback,
            clocks,
            control::interrupted));
    return new FootagePlayer(cameraId, loop, control, pictures, onClosed);
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
    return start(
        cameraId,
        footage,
        playback,
        control -> new FrameOutlet(sink),
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
    return start(
        cameraId, footage, playback, decoded::outlet, /* pictures= */ true, clocks, gaps, onClosed);
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
    return start(
        cameraId,
        footage,
        playback,
        control -> new FragmentOutlet(sink),
        /* pictures= */ false,
        clocks,
        gaps,
        onClosed);
  }

  private static void requireForward(Speed speed, boolean pictures) {
    if (!pictures && speed.isReverse()) {
      throw new ConfigurationException("fragmented MP4 can't be played backwards; play frames");
    }
  }

  @Override
  public String cameraId() {
    return cameraId;
  }

  @Override
  public void speed(Speed speed) {
    requireForward(speed, pictures);
    super.speed(speed);
  }

  @Override
  void step(boolean back) {
    if (!pictures) {
      throw new ConfigurationException("fragmented MP4 can't be played in steps; play frames");
    }
    super.step(back);
  }

  @Override
  public String toString() {
    return "player of camera %s, %s".formatted(cameraId, state());
  }
}
