package io.finalnvr.core.crypt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts, in sessions of its own: no two sealers, and no two calls, ever use the same nonce with
 * the same key. Thread-safe.
 */
final class Sealer {

  private static final int LAST_NUMBER = -1; // Of 2^32.

  private final DataKey key;
  private final Cipher cipher;
  private byte[] session = new byte[0];
  private SecretKey sessionKey;
  private int number;

  Sealer(DataKey key) {
    this(key, random());
  }

  Sealer(DataKey key, byte[] session) {
    this.key = key;
    this.session = session;
    this.sessionKey = key.ofSession(session);
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has AES/GCM", e);
    }
  }

  private static byte[] random() {
    byte[] session = new byte[SealedForm.SESSION];
    DataKey.RANDOM.nextBytes(session);
    return session;
  }

  /**
   * Encrypts what remains of a buffer, which is not changed.
   *
   * @param context must be the same when it is opened
   */
  synchronized ByteBuffer seal(ByteBuffer plain, byte[] context) {
    int length = plain.remaining();
    ByteBuffer sealed = ByteBuffer.allocate(length + SealedForm.OVERHEAD);
    sealed.putInt(SealedForm.MARK).put(session).putInt(number);
    try {
      cipher.init(
          Cipher.ENCRYPT_MODE,
          sessionKey,
          new GCMParameterSpec(8 * SealedForm.TAG, SealedForm.nonce(number)));
      cipher.updateAAD(context);
      cipher.doFinal(plain.duplicate(), sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption of " + length + " bytes failed", e);
    } finally {
      advance();
    }
    return sealed.flip();
  }

  private void advance() {
    if (number == LAST_NUMBER) {
      session = random();
      sessionKey = key.ofSession(session);
    }
    number++;
  }
}
