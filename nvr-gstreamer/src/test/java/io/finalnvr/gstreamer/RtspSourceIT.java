package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.Credentials;
import io.finalnvr.Transport;
import io.finalnvr.media.Codec;
import io.finalnvr.spi.MediaSourceProvider;
import io.finalnvr.testkit.MediaSourceContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RtspSourceIT extends MediaSourceContract {

  private SimulatedCamera open;
  private SimulatedCamera guarded;
  private SimulatedCamera hanging;

  @BeforeAll
  void startCameras() {
    open = small().audio(Codec.AAC).start();
    guarded =
        small()
            .credentials(
                Credentials.of("admin", "Secret-4711"), SimulatedCamera.Authentication.DIGEST)
            .start();
    hanging = small().start();
  }

  private static SimulatedCameraBuilder small() {
    return SimulatedCamera.builder().size(320, 240).gop(10);
  }

  @AfterAll
  void stopCameras() {
    open.close();
    guarded.close();
    hanging.close();
  }

  Transport transport() {
    return Transport.AUTO;
  }

  @Override
  protected MediaSourceProvider provider() {
    return new RtspSourceProvider();
  }

  @Override
  protected CameraConfig camera() {
    return of("good", open.uri().toString());
  }

  @Override
  protected boolean hasAudio() {
    return true;
  }

  @Override
  protected Optional<CameraConfig> refusingCamera() {
    return Optional.of(of("refusing", "rtsp://127.0.0.1:" + refusingPort() + "/stream"));
  }

  @Override
  protected Optional<CameraConfig> forbiddenCamera() {
    return Optional.of(
        of("forbidden", guarded.uri().toString()).toBuilder()
            .credentials(Credentials.of("admin", "Wrong-4711"))
            .build());
  }

  @Override
  protected Optional<CameraConfig> unknownCamera() {
    return Optional.of(of("unknown", open.uri().resolve("/nothing").toString()));
  }

  @Override
  protected Optional<CameraConfig> silentCamera() {
    return Optional.of(of("silent", "rtsp://127.0.0.1:" + silentPort() + "/stream"));
  }

  @Override
  protected Optional<CameraConfig> impossibleCamera() {
    return Optional.of(of("impossible", "rtsp:stream"));
  }

  @Override
  protected Optional<Reason> endConnections() {
    open.disconnectClients();
    return Optional.of(Reason.LOST);
  }

  private CameraConfig of(String id, String uri) {
    return CameraConfig.builder(id, uri)
        .transport(transport())
        .connectTimeout(Duration.ofSeconds(5))
        .silenceTimeout(Duration.ofSeconds(3))
        .build();
  }
}
