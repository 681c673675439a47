package io.finalnvr.core.play;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Playback;
import io.finalnvr.PlayerState;
import io.finalnvr.SyncGroup;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.MediaDecoder;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Several cameras on one thread and one pace. */
public final class FootageGroup extends LoopPlayer implements SyncGroup {

  private final Playback playback;
  private final Clocks clocks;
  private final Function<String, Camera> cameras;
  private final Supplier<MediaDecoder> decoder;
  private final Set<String> ids = new ConcurrentSkipListSet<>();
  private final PlayControl control;
  private final PlayLoop loop;

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
      PlayLoop loop,
      PlayControl control,
      Runnable onClosed) {
    super("group", loop, control, onClosed);
    this.decoder = decoder;
    this.playback = playback;
    this.clocks = clocks;
    this.cameras = cameras;
    this.control = control;
    this.loop = loop;
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
    String name = "a group of cameras";
    PlayControl control = new PlayControl(name, clocks, playback.speed(), PlayerState.PAUSED);
    PlayLoop loop = new PlayLoop(name, playback, control, clocks);
    return new FootageGroup(playback, cameras, decoder, clocks, loop, control, onClosed);
  }

  @Override
  public SyncGroup add(String cameraId, FrameSink sink) {
    return add(cameraId, () -> new FrameOutlet(sink));
  }

  @Override
  public SyncGroup addDecoded(String cameraId, DecodeRequest request, DecodedFrameSink sink) {
    DecodedFrames decoded = new DecodedFrames(decoder.get(), request, sink);
    return add(cameraId, () -> decoded.outlet(control));
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
  public String toString() {
    return "player of cameras %s, %s".formatted(ids, state());
  }
}
