package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import io.finalnvr.spi.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StoreAccessTest {

  private static final URI STORE = URI.create("pravegas://host:9090/scope");

  @TempDir Path folder;

  private static StoreConfig config(String... arguments) {
    StoreAccess access = new StoreAccess();
    return CommandLine.populateCommand(access, arguments).config(STORE);
  }

  @Test
  void nothingGiven_onlyTheUri() {
    assertThat(config()).isEqualTo(StoreConfig.of(STORE));
  }

  @Test
  void userPasswordAndTrust_reachTheStore() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "tiger\n");

    StoreConfig config =
        config(
            "--store-user",
            "recorder",
            "--store-password-file",
            password.toString(),
            "--store-trust",
            "ca.pem");

    assertThat(config.credentials()).contains(Credentials.of("recorder", "tiger"));
    assertThat(config.trustStore()).contains(Path.of("ca.pem"));
    assertThat(config.toString()).doesNotContain("tiger");
  }

  @Test
  void userWithoutPassword_isRefused() {
    assertThatThrownBy(() -> config("--store-user", "recorder"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--store-password-file");
  }

  @Test
  void passwordWithoutUser_isRefused() {
    assertThatThrownBy(() -> config("--store-password-env", "HOME"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--store-user");
  }
}
