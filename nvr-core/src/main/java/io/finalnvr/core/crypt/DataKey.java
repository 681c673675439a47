package io.finalnvr.core.crypt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key of one log or map. It encrypts nothing itself: each session has a key made of it. */
final class DataKey {

  static final int SIZE = 32;
  static final SecureRandom RANDOM = new SecureRandom();

  private static final byte[] LABEL = "FinalNVR session key".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;

  DataKey(byte[] secret) {
    if (secret.length != SIZE) {
      throw new IllegalArgumentException("a data key of " + secret.length + " bytes");
    }
    this.secret = secret.clone();
  }

  /** The key of a session: HKDF-Expand of RFC 5869 with HMAC-SHA-256. */
  SecretKey ofSession(byte[] session) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(LABEL);
      mac.update(session);
      mac.update((byte) 1);
      return new SecretKeySpec(mac.doFinal(), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "DataKey[***]";
  }
}
