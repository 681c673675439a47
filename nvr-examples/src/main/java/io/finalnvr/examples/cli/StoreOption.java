package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.NvrListener;
import io.finalnvr.examples.console.Progress;
import io.finalnvr.spi.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --store}: where cameras and footage are kept. */
final class StoreOption {

  private static final Pattern URI_FORM = Pattern.compile("[a-z][a-z0-9+.-]+:.*");

  @Option(
      names = "--store",
      paramLabel = "<dir|uri>",
      description = {
        "Where cameras and footage are: a directory (its embedded node is started, or used when it"
            + " runs), or pravega://host:port/scope (pravegas:// with TLS). Default: the folder finalnvr/footage of the"
            + " user's data directory."
      })
  @Nullable String store;

  @Mixin StoreAccess access;

  URI uri() {
    return uri(store);
  }

  static URI uri(@Nullable String store) {
    if (store == null) {
      return DataDirectories.store().toUri();
    }
    if (!URI_FORM.matcher(store).matches()) {
      return Path.of(store).toAbsolutePath().normalize().toUri();
    }
    try {
      return new URI(store);
    } catch (URISyntaxException e) {
      throw new ConfigurationException(
          "--store %s: %s; write a directory or pravega://host:port/scope"
              .formatted(store, e.getReason()));
    }
  }

  /** Opens the store; where that takes long, says so. */
  Nvr open(Shell shell, NvrListener... listeners) throws Exception {
    return open(shell, access.config(uri()), listeners);
  }

  static Nvr open(Shell shell, StoreConfig config, NvrListener... listeners) throws Exception {
    URI uri = config.uri();
    if ("file".equals(uri.getScheme())) {
      createDirectory(Path.of(uri));
    }
    var builder = Nvr.builder().store(config);
    for (NvrListener listener : listeners) {
      builder.listener(listener);
    }
    return Progress.during(
        shell.console(), "opening the store", () -> shell.stop().interruptibly(builder::build));
  }

  private static void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ConfigurationException("can't make the directory " + directory + ": " + e, e);
    }
  }
}
