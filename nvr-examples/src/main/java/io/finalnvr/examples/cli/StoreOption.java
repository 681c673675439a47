package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.NvrListener;
import io.finalnvr.examples.console.Progress;
import io.finalnvr.spi.Store;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    return open(shell, access, uri(), listeners);
  }

  static Nvr open(Shell shell, StoreAccess access, URI uri, NvrListener... listeners)
      throws Exception {
    if ("file".equals(uri.getScheme())) {
      createDirectory(Path.of(uri));
    }
    var builder = access.builder(uri);
    for (NvrListener listener : listeners) {
      builder.listener(listener);
    }
    return Progress.during(
        shell.console(), "opening the store", () -> shell.stop().interruptibly(builder::build));
  }

  /**
   * Opens the store alone, for a recorder and what else keeps something in it.
   *
   * @param maps that are encrypted at once, where there is a key file
   */
  Store openStore(String... maps) {
    return access.open(uri(), List.of(maps));
  }

  boolean hasKeys() {
    return access.hasKeys();
  }

  /**
   * Opens the store alone, what is encrypted as it stands there; where that takes long, says so.
   */
  Store openAsItIs(Shell shell) throws Exception {
    return Progress.during(
        shell.console(),
        "opening the store",
        () -> shell.stop().interruptibly(() -> access.openAsItIs(uri())));
  }

  private static void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ConfigurationException("can't make the directory " + directory + ": " + e, e);
    }
  }
}
