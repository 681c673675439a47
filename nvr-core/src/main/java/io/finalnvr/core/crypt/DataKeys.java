package io.finalnvr.core.crypt;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data keys of a store: wrapped in a map of it, and those in use in clear in memory.
 * Thread-safe; methods block on I/O.
 */
final class DataKeys {

  /** Name of the map. */
  static final String MAP = "keys";

  private static final Logger LOG = LoggerFactory.getLogger(DataKeys.class);
  private static final String STORE = "store";
  private static final int ATTEMPTS = 10;

  private final VersionedMap map;
  private final KeyProvider provider;
  private final Map<String, Optional<LogKey>> known = new ConcurrentHashMap<>();

  private DataKeys(VersionedMap map, KeyProvider provider) {
    this.map = map;
    this.provider = provider;
  }

  /** Whether a store was ever opened with a key. */
  static boolean areIn(VersionedMap map) {
    return map.get(STORE).isPresent();
  }

  /**
   * Opens the keys of a store, in which from now on everything is encrypted.
   *
   * @throws io.finalnvr.ConfigurationException when the provider does not have the wrapping key
   */
  static DataKeys open(VersionedMap map, KeyProvider provider) {
    DataKeys keys = new DataKeys(map, provider);
    keys.create(STORE, 0, entry -> false); // Shows, too, that the wrapping key is the right one.
    keys.rewrapAll();
    return keys;
  }

  /** Wraps anew what an older key wrapped. */
  private void rewrapAll() {
    String current = provider.currentKeyId();
    map.entries()
        .forEach(
            (use, value) -> {
              KeyEntry entry = KeyEntry.read(use, value.value());
              if (!entry.wrapped().keyId().equals(current)) {
                putUnlessChanged(entry.rewrapped(provider), value.version());
                LOG.info("the data key of {} is wrapped with {} now", use, current);
              }
            });
  }

  private boolean putUnlessChanged(KeyEntry entry, long version) {
    try {
      map.put(entry.use(), entry.write(), version);
      return true;
    } catch (StorageException e) {
      if (e.reason() == Reason.VERSION_CONFLICT) {
        return false; // Another process did it.
      }
      throw e;
    }
  }

  /** The key of a log as far as it is known here; empty where none of its records is encrypted. */
  Optional<LogKey> ofLog(String log) {
    Optional<LogKey> key = known.get(logUse(log));
    return key != null ? key : load(logUse(log));
  }

  /**
   * Looks whether another process gave a log a key, or deleted it and wrote it again.
   *
   * @return whether {@link #ofLog} gives another key now
   */
  boolean reload(String log) {
    Optional<String> before = ofLog(log).map(LogKey::id);
    return !before.equals(load(logUse(log)).map(LogKey::id));
  }

  /**
   * The key for the writer of a log.
   *
   * @param position of its first record
   */
  LogKey forWriter(String log, long position) {
    return create(logUse(log), position, entry -> entry.from() > position);
  }

  /** The key of a map. */
  DataKey ofMap(String name) {
    String use = "map " + name;
    Optional<LogKey> key = known.getOrDefault(use, Optional.empty());
    return key.orElseGet(() -> create(use, 0, entry -> false)).key();
  }

  /** Forgets the key of a log that is deleted: what is left of it can't be read any more. */
  void forget(String log) {
    String use = logUse(log);
    map.get(use)
        .ifPresent(
            entry -> {
              try {
                map.remove(use, entry.version());
              } catch (StorageException e) {
                if (e.reason() != Reason.VERSION_CONFLICT) {
                  throw e;
                }
              }
            });
    known.remove(use);
  }

  private static String logUse(String log) {
    return "log " + log;
  }

  private interface Test {
    boolean of(KeyEntry entry);
  }

  /** The key that is there, or a new one where there is none or it is obsolete. */
  private LogKey create(String use, long from, Test isObsolete) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Versioned> stored = map.get(use);
      Optional<KeyEntry> entry =
          stored.map(value -> KeyEntry.read(use, value.value())).filter(e -> !isObsolete.of(e));
      if (entry.isPresent()) {
        return remember(entry.get());
      }
      KeyEntry created = KeyEntry.create(use, from, provider);
      long version = stored.map(Versioned::version).orElse(VersionedMap.ABSENT);
      if (putUnlessChanged(created, version)) {
        return remember(created);
      }
    }
    throw new StorageException(Reason.UNAVAILABLE, "the data key of " + use + " keeps changing");
  }

  private Optional<LogKey> load(String use) {
    Optional<LogKey> key = map.get(use).map(value -> remember(KeyEntry.read(use, value.value())));
    if (key.isEmpty()) {
      known.put(use, Optional.empty());
    }
    return key;
  }

  private LogKey remember(KeyEntry entry) {
    Optional<LogKey> before = known.getOrDefault(entry.use(), Optional.empty());
    // The same key may be wrapped anew with one that this process does not have yet.
    LogKey key =
        before
            .filter(same -> same.id().equals(entry.id()) && same.from() == entry.from())
            .orElseGet(() -> new LogKey(entry.id(), entry.from(), entry.unwrap(provider)));
    known.put(entry.use(), Optional.of(key));
    return key;
  }
}
