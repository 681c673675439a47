package io.finalnvr.core.play;

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
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A player with a thread of its own.
 *
 * <p>A player at speed 1 that begins in the past stays as far behind as it began; a greater speed
 * and gaps, whose time is not waited for, bring it to the live edge. From there on frames are
 * delivered the moment they are durable, until it is paused, sought, or slowed down below real
 * time. There is no seam: it is the same reader on the same log.
 */
public final class FootagePlayer implements Player {

  private static final Logger log = LoggerFactory.getLogger(FootagePlayer.class);
  private static final AtomicLong COUNT = new AtomicLong();
  private static final long PATIENCE_MILLIS = 2_000;
  private static final long CLOSE_MILLIS = 10_000;

  private final String cameraId;
  private final PlayControl control;
  private final PlayLoop loop;
  private final Thread thread;

  private FootagePlayer(
      String cameraId,
      FrameLog footage,
      Playback playback,
      Outlet outlet,
      Clocks clocks,
      GapFinder gaps,
      Runnable onClosed) {
    this.cameraId = cameraId;
    this.control = new PlayControl(cameraId, clocks, playback.speed(), Target.of(playback));
    this.loop = new PlayLoop(cameraId, footage, playback.until(), control, outlet, clocks, gaps);
    this.thread =
        new Thread(
            () -> {
              loop.run();
              onClosed.run();
            },
            "nvr-player-%s-%d".formatted(cameraId, COUNT.incrementAndGet()));
    thread.setDaemon(true);
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
        new FootagePlayer(
            cameraId, footage, playback, new FrameOutlet(sink), clocks, gaps, onClosed));
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
        new FootagePlayer(
            cameraId, footage, playback, new FragmentOutlet(sink), clocks, gaps, onClosed));
  }

  private static FootagePlayer start(FootagePlayer player) {
    player.thread.start();
    return player;
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
    control.speed(speed);
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
    control.close();
    loop.unblock();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(PATIENCE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(CLOSE_MILLIS - PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("{}: the sink did not return; {} is left behind", cameraId, thread.getName());
    }
  }

  @Override
  public String toString() {
    return "player of camera %s, %s".formatted(cameraId, state());
  }
}
