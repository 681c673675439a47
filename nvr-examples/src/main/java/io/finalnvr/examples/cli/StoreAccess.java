package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.NvrBuilder;
import io.finalnvr.core.crypt.Encryption;
import io.finalnvr.core.crypt.KeyFile;
import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoreProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to be let into a store, how to know that it is the right one, and how to read it. */
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

  @Option(
      names = "--key-file",
      paramLabel = "<file>",
      description = {
        "Encrypt what is stored from now on with the keys of this file, which 'nvr key create'"
            + " makes. Once a store was opened with keys, every command needs them."
      })
  @Nullable Path keyFile;

  /** What opens the store. */
  NvrBuilder builder(URI uri) {
    NvrBuilder builder = Nvr.builder().store(config(uri));
    return keyFile == null ? builder : builder.encryption(keyFile);
  }

  /** Opens the store. */
  Store open(URI uri, List<String> maps) {
    Optional<KeyProvider> keys = Optional.ofNullable(keyFile).map(KeyFile::read);
    Store store = openAsItIs(uri);
    try {
      return Encryption.of(store, keys, maps);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  boolean hasKeys() {
    return keyFile != null;
  }

  /** Opens the store without decrypting anything. */
  Store openAsItIs(URI uri) {
    return ServiceLoader.load(StoreProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.schemes().contains(uri.getScheme()))
        .findFirst()
        .orElseThrow(() -> new ConfigurationException("no store for " + uri.getScheme() + ":"))
        .open(config(uri));
  }

  StoreConfig config(URI uri) {
    return new StoreConfig(
        uri,
        PasswordOption.credentials("--store-", user, file, variable),
        Optional.ofNullable(trust));
  }
}
