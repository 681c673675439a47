package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A map in a key-value table, where entries have the hash of their key. Every change is conditional
 * on the table's own version of the entry that was read before.
 */
final class PravegaVersionedMap implements VersionedMap {

  private static final int MAX_KEY_CHARACTERS = 256;
  private static final int MAX_VALUE = 513 << 10;

  private final String name;
  private final Table table;

  PravegaVersionedMap(String name, Table table) {
    this.name = name;
    this.table = table;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Versioned> get(String key) {
    return table.get(hash(checked(key))).map(Row::entry).flatMap(MapEntry::versioned);
  }

  @Override
  public SortedMap<String, Versioned> entries() {
    SortedMap<String, Versioned> entries = new TreeMap<>();
    for (ByteBuffer bytes : table.values()) {
      MapEntry entry = MapEntry.read(bytes);
      entry.versioned().ifPresent(value -> entries.put(entry.key(), value));
    }
    return entries;
  }

  @Override
  public long put(String key, byte[] value, long expectedVersion) {
    if (value.length > MAX_VALUE) {
      throw new IllegalArgumentException("value of " + value.length + " bytes");
    }
    return change(checked(key), Optional.of(value), expectedVersion);
  }

  @Override
  public void remove(String key, long expectedVersion) {
    if (expectedVersion == ABSENT) {
      throw conflict(key);
    }
    change(checked(key), Optional.empty(), expectedVersion);
  }

  private long change(String key, Optional<byte[]> value, long expectedVersion) {
    ByteBuffer hash = hash(key);
    Optional<Row> row = table.get(hash);
    MapEntry changed = MapEntry.after(row.map(Row::entry), key, value);
    while (true) {
      long present = row.flatMap(r -> r.entry().versioned()).map(Versioned::version).orElse(ABSENT);
      if (present != expectedVersion) {
        throw conflict(key);
      }
      if (table.replace(hash, changed.toBytes(), row)) {
        return changed.version();
      }
      // Somebody was faster, or the answer to our own change got lost on the way.
      row = table.get(hash);
      if (row.isPresent() && row.get().entry().change().equals(changed.change())) {
        return changed.version();
      }
      changed = MapEntry.after(row.map(Row::entry), key, value);
    }
  }

  private StorageException conflict(String key) {
    return new StorageException(
        Reason.VERSION_CONFLICT, name + ": " + key + " has another version than expected");
  }

  private static String checked(String key) {
    if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS) {
      throw new IllegalArgumentException("key of " + key.length() + " characters");
    }
    return key;
  }

  private static ByteBuffer hash(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /**
   * An entry with the table's own mark of it.
   *
   * @param mark changes whenever the entry does
   */
  record Row(MapEntry entry, Object mark) {}

  /** A table of hashed keys. Methods block a bounded time. Thread-safe. */
  interface Table {

    Optional<Row> get(ByteBuffer hash);

    /**
     * Replaces a row, where it is still as it was read.
     *
     * @param before empty where there must be none
     * @return false when it was not
     */
    boolean replace(ByteBuffer hash, ByteBuffer value, Optional<Row> before);

    /** Values of all rows. */
    Iterable<ByteBuffer> values();
  }
}
