package io.finalnvr.core.crypt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What encrypted bytes are bound to: anywhere else they can't be decrypted. */
final class Contexts {

  private static final byte RECORD = 1;
  private static final byte ENTRY = 2;
  private static final byte RANDOM_ACCESS = 2;
  private static final byte DISCONTINUITY = 4;

  private Contexts() {}

  /** A record, to its log, place, time and flags. */
  static byte[] record(
      String log, long position, Instant time, boolean randomAccess, boolean discontinuity) {
    byte[] name = log.getBytes(StandardCharsets.UTF_8);
    int flags = (randomAccess ? RANDOM_ACCESS : 0) | (discontinuity ? DISCONTINUITY : 0);
    return ByteBuffer.allocate(4 + 1 + 8 + 8 + 4 + 1 + name.length)
        .putInt(SealedForm.MARK)
        .put(RECORD)
        .putLong(position)
        .putLong(time.getEpochSecond())
        .putInt(time.getNano())
        .put((byte) flags)
        .put(name)
        .array();
  }

  /** An entry, to its map and key. */
  static byte[] entry(String map, String key) {
    byte[] name = map.getBytes(StandardCharsets.UTF_8);
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + 1 + 2 + name.length + keyBytes.length)
        .putInt(SealedForm.MARK)
        .put(ENTRY)
        .putShort((short) name.length)
        .put(name)
        .put(keyBytes)
        .array();
  }

  /** A wrapped data key, to what it is for. */
  static byte[] dataKey(String use, String id, long from) {
    return "FinalNVR data key %s %s %d".formatted(use, id, from).getBytes(StandardCharsets.UTF_8);
  }
}
