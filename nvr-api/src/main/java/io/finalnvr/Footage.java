package io.finalnvr;

/** What becomes of the footage of a camera that is removed. */
public enum Footage {
  /** It stays in the store; adding a camera with the same id shows it again. */
  KEEP,
  /** It is deleted for good. */
  DELETE
}
