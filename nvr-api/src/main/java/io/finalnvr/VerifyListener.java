package io.finalnvr;

/**
 * Is told what a verification finds, on the thread that verifies. An exception ends the
 * verification and reaches its caller.
 */
@FunctionalInterface
public interface VerifyListener {

  /** A rule is broken. */
  void onBreach(Breach breach);

  /** How much is done, from 0 to 1; called often. */
  default void onProgress(double done) {}
}
