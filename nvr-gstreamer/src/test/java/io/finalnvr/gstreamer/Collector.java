package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A session that keeps all it is given. */
final class Collector implements MediaHandler, AutoCloseable {

  private final List<SourceFrame> frames = new ArrayList<>();
  private final List<List<Track>> tracks = new ArrayList<>();
  private Optional<CameraException> end = Optional.empty();
  private final MediaSession session;

  private Collector(MediaSource source) {
    session = source.open(this);
  }

  static Collector of(CameraConfig camera) {
    return new Collector(
        (camera.uri().getScheme().equals("file")
                ? new FileSourceProvider()
                : new RtspSourceProvider())
            .create(camera));
  }

  @Override
  public synchronized void onTracks(List<Track> announced) {
    tracks.add(announced);
  }

  @Override
  public synchronized void onFrame(SourceFrame frame) {
    frames.add(frame);
  }

  @Override
  public synchronized void onEnd(CameraException cause) {
    end = Optional.of(cause);
  }

  synchronized List<List<Track>> tracks() {
    return List.copyOf(tracks);
  }

  synchronized List<SourceFrame> frames(TrackKind kind) {
    return frames.stream().filter(frame -> frame.track().kind() == kind).toList();
  }

  synchronized Optional<CameraException> end() {
    return end;
  }

  Collector await(String what, Duration limit, Predicate<Collector> condition) {
    Await.until(what, limit, () -> condition.test(this));
    return this;
  }

  CameraException awaitEnd(Duration limit) {
    await("end", limit, c -> c.end().isPresent());
    return end().orElseThrow();
  }

  /** What a decoder gets of a frame: of video the slices, without parameter sets. */
  static ByteBuffer content(SourceFrame frame) {
    if (frame.track().kind() != TrackKind.VIDEO) {
      return frame.data();
    }
    ByteBuffer data = frame.data();
    ByteBuffer slices = ByteBuffer.allocate(data.remaining());
    while (data.hasRemaining()) {
      int length = data.getInt();
      ByteBuffer unit = data.slice(data.position(), length);
      int type = unit.get(0) & 31;
      if (((io.finalnvr.media.VideoTrack) frame.track()).codec() != Codec.H264
          || type >= 1 && type <= 5) {
        slices.put(unit);
      }
      data.position(data.position() + length);
    }
    return slices.flip();
  }

  @Override
  public void close() {
    session.close();
  }
}
