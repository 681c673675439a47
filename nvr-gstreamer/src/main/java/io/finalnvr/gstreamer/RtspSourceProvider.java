package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Transport;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.MediaSourceProvider;
import java.util.Set;

/**
 * Cameras that speak RTSP, over TCP, UDP, HTTP or TLS.
 *
 * <p>Of what a camera offers, the first stream of pictures (H.264, H.265, MJPEG) and the first one
 * of sound (AAC, G.711, Opus) are taken. Sound that stays silent for 1.5 s after the first picture
 * does not hold up the pictures; it joins later, at a key frame.
 */
public final class RtspSourceProvider implements MediaSourceProvider {

  /** For {@link java.util.ServiceLoader}. */
  public RtspSourceProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("rtsp", "rtsps");
  }

  @Override
  public MediaSource create(CameraConfig camera) {
    if (camera.uri().getHost() == null) {
      throw new ConfigurationException(
          "camera %s: %s names no host; write for example rtsp://host:554/path"
              .formatted(camera.id(), camera.uri()));
    }
    return handler -> {
      GStreamer.require(GStreamer.FOR_CAMERA, RtspRecipe.elements());
      Transport first = camera.transport() == Transport.AUTO ? Transport.TCP : camera.transport();
      return GstSession.open(camera, new RtspRecipe(camera, first), handler);
    };
  }
}
