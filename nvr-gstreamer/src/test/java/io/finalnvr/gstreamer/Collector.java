package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.media.VideoTrack;
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

  private static ByteBuffer scan(ByteBuffer jpeg) {
    int at = 0;
    while (jpeg.getShort(at) != (short) 0xffda) {
      at++;
    }
    int begin = at + 2 + jpeg.getShort(at + 2);
    int end = jpeg.remaining() - 2;
    while (jpeg.getShort(end) != (short) 0xffd9) {
      end--;
    }
    return jpeg.slice(begin, end - begin);
  }

  static Codec codec(Track track) {
    return track instanceof VideoTrack video ? video.codec() : ((AudioTrack) track).codec();
  }

  /**
   * What a decoder gets of a frame: of H.264 and H.265 the slices, without parameter sets; of JPEG
   * what comes after the tables, which RTP makes anew.
   */
  static ByteBuffer content(SourceFrame frame) {
    Codec codec = codec(frame.track());
    if (codec == Codec.MJPEG) {
      return scan(frame.data());
    }
    if (codec != Codec.H264 && codec != Codec.H265) {
      return frame.data();
    }
    ByteBuffer data = frame.data();
    ByteBuffer slices = ByteBuffer.allocate(data.remaining());
    while (data.hasRemaining()) {
      int length = data.getInt();
      ByteBuffer unit = data.slice(data.position(), length);
      int type = codec == Codec.H264 ? unit.get(0) & 31 : unit.get(0) >> 1 & 63;
      if (codec == Codec.H264 ? type >= 1 && type <= 5 : type <= 31) {
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
