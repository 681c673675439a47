package io.finalnvr.spi;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A small durable map with compare-and-set: for configuration, leases and checkpoints.
 *
 * <p>Keys have 1 to 256 characters, values 0 to 512 KiB; others throw {@link
 * IllegalArgumentException}. A store takes 1 KiB more than that, for what encryption adds. A
 * version is a positive number that grows with every change of its entry; an entry that was removed
 * and put again has a version it never had before. Every method reads and writes through to the
 * store, so all processes see one order of changes.
 */
public interface VersionedMap {

  /** The version to expect of an entry that must not exist. */
  long ABSENT = 0;

  /** The name. */
  String name();

  /** The entry of a key. */
  Optional<Versioned> get(String key);

  /** All entries, ordered by key. */
  SortedMap<String, Versioned> entries();

  /**
   * Puts a value where the entry has the expected version, {@link #ABSENT} where there must be
   * none.
   *
   * @return the new version
   * @throws io.finalnvr.StorageException with reason VERSION_CONFLICT when it has another one
   */
  long put(String key, byte[] value, long expectedVersion);

  /**
   * Removes an entry that has the expected version.
   *
   * @throws io.finalnvr.StorageException with reason VERSION_CONFLICT when it has another one or
   *     does not exist
   */
  void remove(String key, long expectedVersion);
}
