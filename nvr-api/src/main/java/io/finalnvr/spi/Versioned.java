package io.finalnvr.spi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value of a {@link VersionedMap} with its version.
 *
 * @param value the bytes; not copied, must not be changed
 * @param version of the entry
 */
public record Versioned(byte[] value, long version) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Versioned that
        && version == that.version
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(value) + Long.hashCode(version);
  }

  @Override
  public String toString() {
    return "Versioned[%d bytes, version %d]".formatted(value.length, version);
  }
}
