package io.finalnvr.spi;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A data key as it is kept in the store.
 *
 * @param keyId of the key that it is wrapped with
 * @param bytes whatever the {@link KeyProvider} made of it; not copied, must not be changed
 */
public record WrappedKey(String keyId, byte[] bytes) {

  /** Checks the arguments. */
  public WrappedKey {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(bytes, "bytes");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WrappedKey that
        && keyId.equals(that.keyId)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * keyId.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "WrappedKey[%s, %d bytes]".formatted(keyId, bytes.length);
  }
}
