package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.Versioned;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry of a map as it is stored. An entry that was removed stays, without a value, so that its
 * version is never used again.
 *
 * @param key as the user wrote it; the table knows only its hash
 * @param version grows with every change, removal too
 * @param change made up anew for every change, to know one's own again
 * @param value empty where the entry is removed
 */
record MapEntry(String key, long version, UUID change, Optional<byte[]> value) {

  private static final byte FORMAT = 1;
  private static final byte REMOVED = 0;
  private static final byte PRESENT = 1;

  /** What follows an entry, or nothing, when it is changed. */
  static MapEntry after(Optional<MapEntry> before, String key, Optional<byte[]> value) {
    long version = before.map(MapEntry::version).orElse(0L) + 1;
    return new MapEntry(key, version, UUID.randomUUID(), value);
  }

  Optional<Versioned> versioned() {
    return value.map(bytes -> new Versioned(bytes, version));
  }

  /** Format 1, present 1, version 8, change 16, length of the key 2, key, value. */
  ByteBuffer toBytes() {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = value.orElse(new byte[0]);
    return ByteBuffer.allocate(28 + name.length + bytes.length)
        .put(FORMAT)
        .put(value.isPresent() ? PRESENT : REMOVED)
        .putLong(version)
        .putLong(change.getMostSignificantBits())
        .putLong(change.getLeastSignificantBits())
        .putShort((short) name.length)
        .put(name)
        .put(bytes)
        .flip();
  }

  static MapEntry read(ByteBuffer source) {
    ByteBuffer bytes = source.duplicate();
    try {
      if (bytes.get() != FORMAT) {
        throw damaged();
      }
      boolean present = bytes.get() == PRESENT;
      long version = bytes.getLong();
      UUID change = new UUID(bytes.getLong(), bytes.getLong());
      byte[] name = new byte[Short.toUnsignedInt(bytes.getShort())];
      bytes.get(name);
      byte[] value = new byte[bytes.remaining()];
      bytes.get(value);
      if (version <= 0) {
        throw damaged();
      }
      return new MapEntry(
          new String(name, StandardCharsets.UTF_8),
          version,
          change,
          present ? Optional.of(value) : Optional.empty());
    } catch (BufferUnderflowException e) {
      throw damaged();
    }
  }

  private static StorageException damaged() {
    return new StorageException(Reason.DAMAGED, "a map entry is not of the known format");
  }
}
