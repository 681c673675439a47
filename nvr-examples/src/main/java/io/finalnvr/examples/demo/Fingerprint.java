package io.finalnvr.examples.demo;

import io.finalnvr.media.EncodedFrame;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a frame: of its bytes, the time at which it is shown, and whether it is a key frame.
 */
final class Fingerprint {

  private Fingerprint() {}

  static String of(EncodedFrame frame) {
    MessageDigest digest = sha256();
    digest.update(frame.data());
    digest.update(
        ByteBuffer.allocate(13)
            .putLong(frame.time().getEpochSecond())
            .putInt(frame.time().getNano())
            .put((byte) (frame.keyFrame() ? 1 : 0))
            .flip());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
