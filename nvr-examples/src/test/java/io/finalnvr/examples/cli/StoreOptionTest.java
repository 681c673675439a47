package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreOptionTest {

  @Test
  void directory_isAFileUri() {
    assertThat(StoreOption.uri("some where")).isEqualTo(Path.of("some where").toUri());
    assertThat(StoreOption.uri("/a/../b")).hasToString("file:///b");
  }

  @Test
  void uri_isTakenAsItStands() {
    assertThat(StoreOption.uri("pravega://host:9090/scope"))
        .hasToString("pravega://host:9090/scope");
    assertThat(StoreOption.uri("memory:x")).hasToString("memory:x");
  }

  @Test
  void uriThatCannotBeRead_isRefused() {
    assertThatThrownBy(() -> StoreOption.uri("pravega://ho st"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("pravega://host:port/scope");
  }

  @Test
  void defaultDirectory_followsTheDesktopRules() {
    assertThat(DataDirectories.in(Map.of("XDG_DATA_HOME", "/data"), "footage"))
        .isEqualTo(Path.of("/data/finalnvr/footage"));
    assertThat(DataDirectories.in(Map.of(), "footage"))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/finalnvr/footage"));
    assertThat(DataDirectories.in(Map.of("XDG_DATA_HOME", "not/absolute"), "footage"))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/finalnvr/footage"));
  }
}
