package io.finalnvr.pravega.embedded;

import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.PravegaStoreProvider;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoreProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Opens the store in a directory, {@code file:///var/lib/nvr}: on the node that runs there already,
 * in whatever process, else on one that it starts and that ends when the store is closed.
 *
 * <p>A store on another process's node is gone when that process ends.
 */
public final class EmbeddedStoreProvider implements StoreProvider {

  private static final Duration START_ELSEWHERE = Duration.ofSeconds(60);

  /** For {@link java.util.ServiceLoader}. */
  public EmbeddedStoreProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public Store open(StoreConfig config) {
    Path directory = directory(config);
    Optional<URI> running = EmbeddedPravega.find(directory);
    if (running.isPresent()) {
      return client(running.get());
    }
    EmbeddedPravega node;
    try {
      node = EmbeddedPravega.start(directory);
    } catch (StorageException e) {
      if (e.reason() != Reason.IN_USE) {
        throw e;
      }
      return client(awaitStart(directory, e));
    }
    try {
      return new NodeStore(client(node.storeUri()), node);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static Path directory(StoreConfig config) {
    if (config.credentials().isPresent() || config.trustStore().isPresent()) {
      throw new ConfigurationException(
          "a store in a directory takes neither credentials nor a trust store; leave them out");
    }
    try {
      return Path.of(config.uri());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          config.uri() + " names no directory; write for example file:///var/lib/nvr", e);
    }
  }

  /** The node of another process that has locked the directory but is not ready yet. */
  private static URI awaitStart(Path directory, StorageException inUse) {
    try {
      Deadline.after(START_ELSEWHERE)
          .await("a node to start", () -> EmbeddedPravega.find(directory).isPresent());
    } catch (TimeoutException e) {
      throw inUse;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw inUse;
    }
    return EmbeddedPravega.find(directory).orElseThrow(() -> inUse);
  }

  private static Store client(URI uri) {
    return new PravegaStoreProvider().open(StoreConfig.of(uri));
  }
}
