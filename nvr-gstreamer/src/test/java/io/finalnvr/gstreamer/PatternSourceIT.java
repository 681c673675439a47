package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.spi.MediaSourceProvider;
import io.finalnvr.testkit.MediaSourceContract;
import java.time.Duration;
import java.util.Optional;

class PatternSourceIT extends MediaSourceContract {

  @Override
  protected MediaSourceProvider provider() {
    return new TestSourceProvider();
  }

  @Override
  protected CameraConfig camera() {
    return CameraConfig.builder("test", "test:?size=320x240&gop=10&audio=true")
        .connectTimeout(Duration.ofSeconds(20))
        .build();
  }

  @Override
  protected boolean hasAudio() {
    return true;
  }

  @Override
  protected Optional<CameraConfig> impossibleCamera() {
    return Optional.of(CameraConfig.of("odd", "test:?size=321x241"));
  }
}
