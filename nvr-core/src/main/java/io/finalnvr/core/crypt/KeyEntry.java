package io.finalnvr.core.crypt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.StorageException;
import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.WrappedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A data key as it stands in the store.
 *
 * @param use what it is for, the key of its entry in the map
 * @param id of the data key
 * @param from position in the log from which on records are encrypted with it
 * @param wrapped the key itself
 */
record KeyEntry(String use, String id, long from, WrappedKey wrapped) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_BYTES = 8;
  private static final int FORMAT = 1;

  /** With a new key. */
  static KeyEntry create(String use, long from, KeyProvider keys) {
    byte[] secret = new byte[DataKey.SIZE];
    DataKey.RANDOM.nextBytes(secret);
    byte[] idBytes = new byte[ID_BYTES];
    DataKey.RANDOM.nextBytes(idBytes);
    String id = HexFormat.of().formatHex(idBytes);
    return new KeyEntry(use, id, from, keys.wrap(secret, Contexts.dataKey(use, id, from)));
  }

  DataKey unwrap(KeyProvider keys) {
    return new DataKey(keys.unwrap(wrapped, context()));
  }

  /** The same data key, wrapped with the current wrapping key. */
  KeyEntry rewrapped(KeyProvider keys) {
    return new KeyEntry(use, id, from, keys.wrap(keys.unwrap(wrapped, context()), context()));
  }

  private byte[] context() {
    return Contexts.dataKey(use, id, from);
  }

  byte[] write() {
    return JSON.createObjectNode()
        .put("format", FORMAT)
        .put("id", id)
        .put("from", from)
        .put("keyId", wrapped.keyId())
        .put("wrapped", wrapped.bytes())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static KeyEntry read(String use, byte[] value) {
    try {
      JsonNode node = JSON.readTree(value);
      byte[] wrapped = node.path("wrapped").binaryValue();
      if (node.path("format").asInt() == FORMAT && wrapped != null) {
        return new KeyEntry(
            use,
            node.path("id").asText(),
            node.path("from").asLong(),
            new WrappedKey(node.path("keyId").asText(), wrapped));
      }
    } catch (IOException e) {
      // Told below.
    }
    throw new StorageException(
        StorageException.Reason.DAMAGED, "the store's data key of " + use + " can't be read");
  }
}
