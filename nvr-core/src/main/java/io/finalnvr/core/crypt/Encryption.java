package io.finalnvr.core.crypt;

import io.finalnvr.ConfigurationException;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens stores that are encrypted or are to be. */
public final class Encryption {

  private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);

  private Encryption() {}

  /**
   * Position before which the records of a log are in clear; 0 for a log of a store that is not
   * encrypted.
   */
  public static long clearUntil(FrameLog log) {
    return log instanceof EncryptedFrameLog encrypted ? encrypted.clearUntil() : 0;
  }

  /** A log without encryption, to copy records that are in clear. */
  public static FrameLog inClear(FrameLog log) {
    return log instanceof EncryptedFrameLog encrypted ? encrypted.inClear() : log;
  }

  /**
   * The store as it looks with keys: what is written through it is encrypted, what is read
   * decrypted. One that came from here is given back. Blocks on I/O.
   *
   * @param keys empty for a store that is not encrypted
   * @param maps names of the maps of which everything is encrypted at once, also what was written
   *     before
   * @throws ConfigurationException when the store needs a key and there is none, or another one
   */
  public static Store of(Store store, Optional<KeyProvider> keys, List<String> maps) {
    if (store instanceof EncryptedStore encrypted) {
      maps.forEach(encrypted::encryptWhatIsThere);
      return encrypted;
    }
    VersionedMap keyMap = store.versionedMap(DataKeys.MAP);
    if (keys.isPresent()) {
      EncryptedStore encrypted = new EncryptedStore(store, DataKeys.open(keyMap, keys.get()));
      int entries = maps.stream().mapToInt(encrypted::encryptWhatIsThere).sum();
      if (entries > 0) {
        LOG.info("encrypted {} entries that were in clear", entries);
      }
      return encrypted;
    }
    if (DataKeys.areIn(keyMap)) {
      throw new ConfigurationException(
          "the store is encrypted; give its key file (NvrBuilder.encryption, --key-file)");
    }
    return store;
  }
}
