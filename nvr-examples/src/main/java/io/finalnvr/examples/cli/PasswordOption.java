package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * {@code --user} with a password that stands in a file or in the environment. There is no option
 * for the password itself: arguments are seen by every user of a machine.
 */
final class PasswordOption {

  @Option(names = "--user", paramLabel = "<name>", description = "User name to log in with.")
  @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "<file>",
      description = "File whose first line is the password.")
  @Nullable Path file;

  @Option(
      names = "--password-env",
      paramLabel = "<variable>",
      description = "Environment variable that holds the password.")
  @Nullable String variable;

  Optional<Credentials> credentials() {
    return credentials("--", user, file, variable);
  }

  /** The same for options of other names. */
  static Optional<Credentials> credentials(
      String prefix, @Nullable String user, @Nullable Path file, @Nullable String variable) {
    if (user == null) {
      if (file != null || variable != null) {
        throw new ConfigurationException(
            "a password without a user name: give %suser as well".formatted(prefix));
      }
      return Optional.empty();
    }
    if (file != null && variable == null) {
      return Optional.of(Credentials.fromFile(user, file));
    }
    if (variable != null && file == null) {
      return Optional.of(Credentials.fromEnvironment(user, variable));
    }
    throw new ConfigurationException(
        "%suser needs its password: give either %1$spassword-file or %1$spassword-env"
            .formatted(prefix));
  }
}
