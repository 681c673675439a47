package io.finalnvr.core.crypt;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map with encrypted values; keys stay in clear. Values that were put before encryption are read
 * as they are.
 */
final class EncryptedMap implements VersionedMap {

  private static final int LARGEST_VALUE = 512 << 10;

  private final VersionedMap map;
  private final DataKeys keys;
  private @Nullable Sealer sealer;

  EncryptedMap(VersionedMap map, DataKeys keys) {
    this.map = map;
    this.keys = keys;
  }

  @Override
  public String name() {
    return map.name();
  }

  @Override
  public Optional<Versioned> get(String key) {
    return map.get(key).map(value -> opened(key, value));
  }

  @Override
  public SortedMap<String, Versioned> entries() {
    SortedMap<String, Versioned> entries = new TreeMap<>();
    map.entries().forEach((key, value) -> entries.put(key, opened(key, value)));
    return entries;
  }

  private Versioned opened(String key, Versioned value) {
    ByteBuffer bytes = ByteBuffer.wrap(value.value());
    if (!SealedForm.hasMark(bytes)) {
      return value;
    }
    return new Opener(keys.ofMap(name()))
        .open(bytes, Contexts.entry(name(), key))
        .map(plain -> new Versioned(plain.array(), value.version()))
        .orElseThrow(
            () ->
                new StorageException(
                    Reason.DAMAGED,
                    "%s: the entry %s can't be decrypted: it was changed, or is that of another one"
                        .formatted(name(), key)));
  }

  @Override
  public long put(String key, byte[] value, long expectedVersion) {
    if (value.length > LARGEST_VALUE) {
      throw new IllegalArgumentException("value of " + value.length + " bytes");
    }
    ByteBuffer sealed = sealer().seal(ByteBuffer.wrap(value), Contexts.entry(name(), key));
    return map.put(key, sealed.array(), expectedVersion);
  }

  private synchronized Sealer sealer() {
    if (sealer == null) {
      sealer = new Sealer(keys.ofMap(name()));
    }
    return sealer;
  }

  @Override
  public void remove(String key, long expectedVersion) {
    map.remove(key, expectedVersion);
  }

  /** Encrypts the values that are in clear; tells how many. */
  int encryptWhatIsThere() {
    int encrypted = 0;
    for (var entry : map.entries().entrySet()) {
      Versioned value = entry.getValue();
      if (!SealedForm.hasMark(ByteBuffer.wrap(value.value()))) {
        try {
          put(entry.getKey(), value.value(), value.version());
          encrypted++;
        } catch (StorageException e) {
          if (e.reason() != Reason.VERSION_CONFLICT) {
            throw e;
          }
        }
      }
    }
    return encrypted;
  }
}
