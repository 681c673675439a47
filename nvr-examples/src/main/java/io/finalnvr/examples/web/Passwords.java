package io.finalnvr.examples.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords as they are kept: PBKDF2 with HMAC-SHA-256 (RFC 8018), as {@code iterations:salt:hash},
 * salt and hash in Base64.
 */
final class Passwords {

  /** What OWASP recommends for this function. */
  private static final int ITERATIONS = 600_000;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final int SHORTEST = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** Refuses what is too short to be a password. */
  static void check(String password) {
    if (password.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "a password needs at least %d characters".formatted(SHORTEST));
    }
  }

  static String hash(String password) {
    return hash(password, ITERATIONS);
  }

  static String hash(String password, int iterations) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return "%d:%s:%s"
        .formatted(
            iterations,
            base64.encodeToString(salt),
            base64.encodeToString(derive(password, salt, iterations)));
  }

  static boolean matches(String password, String kept) {
    String[] parts = kept.split(":");
    byte[] salt = Base64.getDecoder().decode(parts[1]);
    byte[] hash = Base64.getDecoder().decode(parts[2]);
    return MessageDigest.isEqual(hash, derive(password, salt, Integer.parseInt(parts[0])));
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
