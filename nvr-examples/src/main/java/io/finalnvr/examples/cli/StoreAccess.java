package io.finalnvr.examples.cli;

import io.finalnvr.spi.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to be let into a Pravega cluster, and how to know that it is the right one. */
final class StoreAccess {

  @Option(
      names = "--store-user",
      paramLabel = "<name>",
      description = "User name to log in to Pravega with.")
  @Nullable String user;

  @Option(
      names = "--store-password-file",
      paramLabel = "<file>",
      description = "File whose first line is that user's password.")
  @Nullable Path file;

  @Option(
      names = "--store-password-env",
      paramLabel = "<variable>",
      description = "Environment variable that holds that user's password.")
  @Nullable String variable;

  @Option(
      names = "--store-trust",
      paramLabel = "<file>",
      description =
          "PEM file of the certificates to trust, for pravegas://. Default: those that Java trusts.")
  @Nullable Path trust;

  StoreConfig config(URI uri) {
    return new StoreConfig(
        uri,
        PasswordOption.credentials("--store-", user, file, variable),
        Optional.ofNullable(trust));
  }
}
