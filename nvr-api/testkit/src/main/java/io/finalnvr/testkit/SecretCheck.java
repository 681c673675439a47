package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Looks for secrets where they must not be. */
final class SecretCheck {

  private SecretCheck() {}

  static void assertAbsent(Throwable failure, String secret) {
    if (secret.isEmpty()) {
      return;
    }
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).as("the failure with its causes").doesNotContain(secret);
  }
}
