package io.finalnvr.core.play;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Playback;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.SyncGroup;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.MediaDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Several cameras on one thread and one pace. */
public final class FootageGroup implements SyncGroup {

  private final Playback playback;
  private final Clocks clocks;
  private final Function<String, Camera> cameras;
  private final Supplier<MediaDecoder> decoder;
  private final Set<String> ids = new ConcurrentSkipListSet<>();
  private final PlayControl control;
  private final PlayLoop loop;
  private final PlayThread thread;

  /**
   * A camera that can be added.
   *
   * @param footage of the camera
   * @param gaps tells why some of it is missing
   */
  public record Camera(FrameLog footage, GapFinder gaps) {}

  private FootageGroup(
      Playback playback,
      Function<String, Camera> cameras,
      Supplier<MediaDecoder> decoder,
      Clocks clocks,
      Runnable onClosed) {
    this.decoder = decoder;
    this.playback = playback;
    this.clocks = clocks;
    this.cameras = cameras;
    String name = "a group of cameras";
    this.control = new PlayControl(name, clocks, playback.speed(), PlayerState.PAUSED);
    this.loop = new PlayLoop(name, playback, control, clocks);
    this.thread = PlayThread.start("group", loop, control, onClosed);
  }

  /**
   * A group without cameras, paused.
   *
   * @param cameras knows the cameras, or throws
   * @param decoder for those whose pictures are asked for, or throws
   * @param onClosed called once on the group's thread when it has failed or was closed
   */
  public static FootageGroup open(
      Playback playback,
      Function<String, Camera> cameras,
      Supplier<MediaDecoder> decoder,
      Clocks clocks,
      Runnable onClosed) {
    return new FootageGroup(playback, cameras, decoder, clocks, onClosed);
  }

  @Override
  public SyncGroup add(String cameraId, FrameSink sink) {
    return add(cameraId, () -> new FrameOutlet(sink));
  }

  @Override
  public SyncGroup addDecoded(String cameraId, DecodeRequest request, DecodedFrameSink sink) {
    return add(cameraId, new DecodedFrames(decoder.get(), request, sink)::outlet);
  }

  private SyncGroup add(String cameraId, Supplier<Outlet> outlet) {
    Camera camera = cameras.apply(cameraId);
    if (!ids.add(cameraId)) {
      throw new ConfigurationException("the group has camera %s already".formatted(cameraId));
    }
    Lane lane =
        new Lane(
            cameraId,
            camera.footage(),
            outlet.get(),
            camera.gaps(),
            playback,
            clocks,
            control::interrupted);
    control.errand(() -> loop.add(lane));
    return this;
  }

  @Override
  public void remove(String cameraId) {
    if (ids.remove(cameraId)) {
      control.errand(() -> loop.remove(cameraId));
    }
  }

  @Override
  public Set<String> cameraIds() {
    return Set.copyOf(ids);
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
  public void stepForward() {
    control.step(/* back= */ false);
  }

  @Override
  public void stepBack() {
    control.step(/* back= */ true);
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
    return "player of cameras %s, %s".formatted(ids, state());
  }
}
