package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

  @Test
  void toString_showsNothing() {
    assertThat(Credentials.of("user", "Secret7").toString())
        .doesNotContain("user")
        .doesNotContain("Secret7");
  }

  @Test
  void passwordInAFile_isItsFirstLine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("password");
    Files.writeString(file, "Sécret7 x\r\nmore\n");

    assertThat(Credentials.fromFile("user", file)).isEqualTo(Credentials.of("user", "Sécret7 x"));
  }

  @Test
  void fileThatIsNotThere_isNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> Credentials.fromFile("user", folder.resolve("missing")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void variableThatIsNotSet_isNamed() {
    assertThatThrownBy(() -> Credentials.fromEnvironment("user", "NVR_NO_SUCH_VARIABLE"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("NVR_NO_SUCH_VARIABLE");
  }

  @Test
  void equalCredentials_areEqual() {
    assertThat(Credentials.of("a", "b"))
        .isEqualTo(Credentials.of("a", "b"))
        .hasSameHashCodeAs(Credentials.of("a", "b"))
        .isNotEqualTo(Credentials.of("a", "c"))
        .isNotEqualTo(Credentials.of("c", "b"));
  }
}
