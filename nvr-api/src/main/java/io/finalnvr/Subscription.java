package io.finalnvr;

/** Something that goes on until it is closed. Thread-safe. */
public interface Subscription extends AutoCloseable {

  /** Ends it and waits for a call under way, 5 s at most. Idempotent. */
  @Override
  void close();
}
