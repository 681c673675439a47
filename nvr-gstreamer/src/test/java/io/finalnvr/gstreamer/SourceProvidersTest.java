package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.spi.MediaSourceProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceProvidersTest {

  @Test
  void providers_areFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(MediaSourceProvider.class))
        .flatExtracting(MediaSourceProvider::schemes)
        .containsExactlyInAnyOrder("rtsp", "rtsps", "file", "test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test:/",
        "test:?size=1280x720&fps=30&gop=60&audio=true",
        "file:///a/b.mp4",
        "file:/a/b.mp4?loop=true",
        "file:/a%20b.mp4?loop",
        "file:/a/b.mp4?unpaced=true"
      })
  void goodUri_isTaken(String uri) {
    assertThatCode(() -> create(uri)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp:stream, names no host",
    "test:?size=640, write for example 640x360",
    "test:?size=641x361, must be even",
    "test:?fps=0, write a number from 1 to 120",
    "test:?fsp=25, there are audio",
    "test:?audio=yes, write true or false",
    "file:///a.mp4?loop=maybe, write true or false",
    "file:///a.mp4?loop=true&unpaced=true, leave one of them out",
    "file:a.mp4, names no file",
    "file://host/a.mp4, names no file"
  })
  void badUri_isRefusedWithAHint(String uri, String hint) {
    assertThatThrownBy(() -> create(uri))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(hint);
  }

  private static void create(String uri) {
    CameraConfig camera = CameraConfig.of("cam", uri);
    for (MediaSourceProvider provider : ServiceLoader.load(MediaSourceProvider.class)) {
      if (provider.schemes().contains(camera.uri().getScheme())) {
        provider.create(camera);
      }
    }
  }
}
