package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.spi.MediaSourceProvider;
import io.finalnvr.testkit.MediaSourceContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class FileSourceIT extends MediaSourceContract {

  private Path file;

  @BeforeAll
  void makeFile(@TempDir Path dir) {
    file = TestMedia.mp4(dir.resolve("a.mp4"), 1);
  }

  @Override
  protected MediaSourceProvider provider() {
    return new FileSourceProvider();
  }

  @Override
  protected CameraConfig camera() {
    return CameraConfig.of("file", file.toUri() + "?loop=true");
  }

  @Override
  protected boolean hasAudio() {
    return true;
  }

  @Override
  protected Optional<CameraConfig> unknownCamera() {
    return Optional.of(CameraConfig.of("none", "file:///nowhere/none.mp4"));
  }

  @Override
  protected Optional<CameraConfig> impossibleCamera() {
    return Optional.of(CameraConfig.of("relative", "file:a.mp4"));
  }
}
