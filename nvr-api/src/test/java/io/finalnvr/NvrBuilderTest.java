package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.spi.NvrProvider;
import io.finalnvr.spi.NvrSettings;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvrBuilderTest {

  private final ClassLoader original = Thread.currentThread().getContextClassLoader();

  @TempDir Path folder;

  @AfterEach
  void restoreClassLoader() {
    Thread.currentThread().setContextClassLoader(original);
  }

  @Test
  void buildWithoutStore_saysHowToGiveOne() {
    assertThatThrownBy(() -> Nvr.builder().build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("no store: call store(Path), store(URI) or store(Store) before build()");
  }

  @Test
  void buildWithoutEngine_namesTheArtifact() {
    assertThatThrownBy(() -> Nvr.builder().store(folder).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("io.finalnvr:nvr-core");
  }

  @Test
  void buildWithTwoEngines_namesBoth() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(NvrProvider.class.getName()),
        EngineOne.class.getName() + "\n" + EngineTwo.class.getName() + "\n");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, original)) {
      Thread.currentThread().setContextClassLoader(loader);

      assertThatThrownBy(() -> Nvr.builder().store(folder).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("EngineOne")
          .hasMessageContaining("EngineTwo");
    }
  }

  @Test
  void storeUriWithoutScheme_saysWhatToWrite() {
    assertThatThrownBy(() -> Nvr.builder().store(URI.create("var/lib/nvr")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("file:///var/lib/nvr");
  }

  @Test
  void tooSmallFrameBudget_isRefused() {
    assertThatThrownBy(() -> Nvr.builder().frameBudget((1 << 20) - 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("1048576");
    assertThat(Nvr.builder().frameBudget(1 << 20)).isNotNull();
  }

  @Test
  void tooSmallFrameBudgetOfAllCameras_isRefused() {
    assertThatThrownBy(() -> Nvr.builder().totalFrameBudget((1 << 20) - 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("1 MiB each");
    assertThat(Nvr.builder().totalFrameBudget(1 << 20)).isNotNull();
  }

  /** One engine. */
  public static final class EngineOne implements NvrProvider {
    @Override
    public Nvr open(NvrSettings settings) {
      throw new AssertionError("must not be opened");
    }
  }

  /** Another engine. */
  public static final class EngineTwo implements NvrProvider {
    @Override
    public Nvr open(NvrSettings settings) {
      throw new AssertionError("must not be opened");
    }
  }
}
