package io.finalnvr.spi;

import java.util.Set;

/** Opens stores of one kind. */
public interface StoreProvider {

  /** The URI schemes that it serves, in lower case. */
  Set<String> schemes();

  /**
   * Opens a store. Blocks until it can be used, a bounded time.
   *
   * @throws io.finalnvr.ConfigurationException when the URI can't be right
   * @throws io.finalnvr.StorageException when the store can't be reached or refuses
   */
  Store open(StoreConfig config);
}
