package io.finalnvr.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreConfigTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///var/lib/nvr",
        "file:/var/lib/a@b",
        "pravega://pravega_controller:9090/scope",
        "memory:trial"
      })
  void uriWithoutCredentials_isTaken(String uri) {
    assertThat(StoreConfig.of(URI.create(uri)).uri()).hasToString(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pravega://user:Secret7@host:9090/scope",
        "pravega://user:x@Secret7@host:9090/scope",
        "pravega:user:Secret7@host"
      })
  void uriWithCredentials_isRefusedWithoutShowingThem(String uri) {
    Throwable failure = catchThrowable(() -> StoreConfig.of(URI.create(uri)));

    assertThat(failure)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("give them separately")
        .hasMessageNotContaining("Secret7");
  }

  @Test
  void toString_showsNoCredentials() {
    StoreConfig config =
        new StoreConfig(
            URI.create("pravega://host/s"),
            Optional.of(Credentials.of("user", "Secret7")),
            Optional.empty());

    assertThat(config.toString()).contains("pravega://host/s").doesNotContain("Secret7");
  }
}
