package io.finalnvr.core.crypt;

import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.WrappedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wrapping keys in a file that only its owner may read. The last key of the file wraps; those
 * before it unwrap what they wrapped. A key that is added to the file is found without opening it
 * again. Thread-safe.
 */
public final class KeyFile implements KeyProvider {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Path file;
  private volatile List<WrappingKey> keys;

  /** A key with the id that is made of it. */
  record WrappingKey(String id, byte[] secret) {

    private static final int ID_BYTES = 8;

    static WrappingKey of(byte[] secret) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("FinalNVR wrapping key".getBytes(StandardCharsets.US_ASCII));
        byte[] hash = digest.digest(secret);
        return new WrappingKey(HexFormat.of().formatHex(hash, 0, ID_BYTES), secret);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JVM has SHA-256", e);
      }
    }

    static WrappingKey random() {
      byte[] secret = new byte[DataKey.SIZE];
      DataKey.RANDOM.nextBytes(secret);
      return of(secret);
    }

    @Override
    public String toString() {
      return "WrappingKey[" + id + "]";
    }
  }

  private KeyFile(Path file, List<WrappingKey> keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException when it can't be read, holds no keys, or others may read it
   */
  public static KeyFile read(Path file) {
    return new KeyFile(file, KeyFileText.read(file));
  }

  /**
   * Makes a file with one new key, readable by its owner only.
   *
   * @throws ConfigurationException when there is such a file or it can't be written
   */
  public static KeyFile create(Path file) {
    List<WrappingKey> keys = List.of(WrappingKey.random());
    KeyFileText.create(file, keys);
    return new KeyFile(file, keys);
  }

  /**
   * Adds a new key to a file; it wraps from now on. The file is replaced at once, whole.
   *
   * @throws ConfigurationException when the file can't be read or written
   */
  public static KeyFile addKey(Path file) {
    List<WrappingKey> keys = new ArrayList<>(KeyFileText.read(file));
    keys.add(WrappingKey.random());
    KeyFileText.replace(file, keys);
    return new KeyFile(file, List.copyOf(keys));
  }

  @Override
  public String currentKeyId() {
    return current().id();
  }

  private WrappingKey current() {
    return keys.get(keys.size() - 1);
  }

  @Override
  public WrappedKey wrap(byte[] dataKey, byte[] context) {
    WrappingKey key = current();
    byte[] nonce = new byte[NONCE];
    DataKey.RANDOM.nextBytes(nonce);
    try {
      byte[] wrapped = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(dataKey);
      return new WrappedKey(
          key.id(), ByteBuffer.allocate(NONCE + wrapped.length).put(nonce).put(wrapped).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has AES/GCM", e);
    }
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped, byte[] context) {
    WrappingKey key = find(wrapped.keyId());
    if (wrapped.bytes().length <= NONCE) {
      throw changed();
    }
    byte[] nonce = new byte[NONCE];
    ByteBuffer rest = ByteBuffer.wrap(wrapped.bytes()).get(nonce);
    byte[] bytes = new byte[rest.remaining()];
    rest.get(bytes);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(bytes);
    } catch (AEADBadTagException e) {
      throw changed();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has AES/GCM", e);
    }
  }

  private static StorageException changed() {
    return new StorageException(
        Reason.DAMAGED, "a data key of the store was changed, or belongs to something else");
  }

  private WrappingKey find(String id) {
    return keyOf(id)
        .or(
            () -> {
              keys = KeyFileText.read(file);
              return keyOf(id);
            })
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "the store is encrypted with key %s, which %s does not hold; give the file with that key"
                        .formatted(id, file)));
  }

  private Optional<WrappingKey> keyOf(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static Cipher cipher(int mode, WrappingKey key, byte[] nonce, byte[] context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key.secret(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  @Override
  public String toString() {
    return "KeyFile[" + file + "]";
  }
}
