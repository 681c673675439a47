package io.finalnvr.core.crypt;

import java.nio.ByteBuffer;

/**
 * The form of what is encrypted: mark (4 bytes), session (16), number in the session (4),
 * ciphertext, tag (16). Numbers are big-endian.
 */
final class SealedForm {

  /** "NVR" and the version of the form. No fragment, no access unit and no JSON begins with it. */
  static final int MARK = 0x4E565201;

  static final int SESSION = 16;
  static final int HEADER = 4 + SESSION + 4;
  static final int TAG = 16;
  static final int OVERHEAD = HEADER + TAG;

  private static final int NONCE = 12;

  private SealedForm() {}

  static boolean hasMark(ByteBuffer bytes) {
    return bytes.remaining() >= OVERHEAD && bytes.getInt(bytes.position()) == MARK;
  }

  static byte[] session(ByteBuffer sealed) {
    byte[] session = new byte[SESSION];
    sealed.get(sealed.position() + 4, session);
    return session;
  }

  static int number(ByteBuffer sealed) {
    return sealed.getInt(sealed.position() + 4 + SESSION);
  }

  /** Never the same twice in a session, of which each has a key of its own. */
  static byte[] nonce(int number) {
    return ByteBuffer.allocate(NONCE).putInt(NONCE - 4, number).array();
  }
}
