package io.finalnvr.core.crypt;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.WrappedKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A key service that keeps no secrets. */
public final class TestKeys implements KeyProvider {

  private TestKeys() {}

  /** A store that is encrypted with such keys. */
  public static Store encrypted(Store store) {
    return Encryption.of(store, Optional.of(new TestKeys()), List.of());
  }

  @Override
  public String currentKeyId() {
    return "test";
  }

  @Override
  public WrappedKey wrap(byte[] dataKey, byte[] context) {
    return new WrappedKey(
        "test",
        ByteBuffer.allocate(dataKey.length + context.length).put(dataKey).put(context).array());
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped, byte[] context) {
    ByteBuffer bytes = ByteBuffer.wrap(wrapped.bytes());
    byte[] dataKey = new byte[DataKey.SIZE];
    bytes.get(dataKey);
    if (!bytes.equals(ByteBuffer.wrap(context))) {
      throw new StorageException(Reason.DAMAGED, "the key of something else");
    }
    return dataKey;
  }
}
