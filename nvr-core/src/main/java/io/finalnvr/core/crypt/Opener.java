package io.finalnvr.core.crypt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Decrypts. Not thread-safe. */
final class Opener {

  private final DataKey key;
  private final Cipher cipher;
  private byte[] session = new byte[0];
  private SecretKey sessionKey;

  Opener(DataKey key) {
    this.key = key;
    this.sessionKey = key.ofSession(session);
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has AES/GCM", e);
    }
  }

  /**
   * Decrypts what remains of a buffer, which is not changed.
   *
   * @param context what it was sealed with
   * @return empty where it was sealed with another key or context, or changed since
   */
  Optional<ByteBuffer> open(ByteBuffer sealed, byte[] context) {
    if (!SealedForm.hasMark(sealed)) {
      return Optional.empty();
    }
    byte[] ofSealed = SealedForm.session(sealed);
    if (!Arrays.equals(session, ofSealed)) {
      session = ofSealed;
      sessionKey = key.ofSession(ofSealed);
    }
    byte[] bytes = new byte[sealed.remaining() - SealedForm.HEADER];
    sealed.get(sealed.position() + SealedForm.HEADER, bytes);
    try {
      cipher.init(
          Cipher.DECRYPT_MODE,
          sessionKey,
          new GCMParameterSpec(8 * SealedForm.TAG, SealedForm.nonce(SealedForm.number(sealed))));
      cipher.updateAAD(context);
      return Optional.of(ByteBuffer.wrap(cipher.doFinal(bytes)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decryption of " + bytes.length + " bytes failed", e);
    }
  }
}
