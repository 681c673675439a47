package io.finalnvr.spi;

/**
 * Holds the keys that data keys are wrapped with: in a file, in hardware, in a key service. What is
 * wrapped is kept in the store, the wrapping keys never are.
 *
 * <p>Thread-safe. Methods may block on I/O for a bounded time; they are called when a store is
 * opened and once for each log and map that is used, not for each record.
 */
public interface KeyProvider {

  /** The id of the key that {@link #wrap} uses; what other keys wrapped is wrapped anew with it. */
  String currentKeyId();

  /**
   * Wraps a data key.
   *
   * @param dataKey 32 bytes
   * @param context what the key is for; must be the same when it is unwrapped
   * @throws io.finalnvr.StorageException with reason UNAVAILABLE when a key service does not answer
   */
  WrappedKey wrap(byte[] dataKey, byte[] context);

  /**
   * Gives back a data key.
   *
   * @throws io.finalnvr.ConfigurationException when it does not have the wrapping key
   * @throws io.finalnvr.StorageException with reason DAMAGED when the wrapped key or its context
   *     was changed, UNAVAILABLE when a key service does not answer
   */
  byte[] unwrap(WrappedKey wrapped, byte[] context);
}
