package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordOptionTest {

  @TempDir Path folder;
  private final PasswordOption option = new PasswordOption();
  private Path file;

  @BeforeEach
  void passwordInAFile() throws IOException {
    file = Files.writeString(folder.resolve("password"), "secret\n");
  }

  @Test
  void nothingGiven_noCredentials() {
    assertThat(option.credentials()).isEmpty();
  }

  @Test
  void userAndFile_credentials() {
    option.user = "admin";
    option.file = file;
    assertThat(option.credentials()).contains(Credentials.of("admin", "secret"));
  }

  @Test
  void userWithoutPassword_isRefused() {
    option.user = "admin";
    assertThatThrownBy(option::credentials)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--password-file");
  }

  @Test
  void twoPasswords_areRefused() {
    option.user = "admin";
    option.file = file;
    option.variable = "PASSWORD";
    assertThatThrownBy(option::credentials).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void passwordWithoutUser_isRefused() {
    option.file = file;
    assertThatThrownBy(option::credentials)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--user");
  }
}
