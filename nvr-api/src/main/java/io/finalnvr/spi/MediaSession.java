package io.finalnvr.spi;

/** One attempt to connect to a camera, and the connection that came of it. */
public interface MediaSession extends AutoCloseable {

  /**
   * Disconnects. No call of the handler begins after this has returned, and {@link
   * MediaHandler#onEnd} is not called because of it. Idempotent; takes 5 s at most. May be called
   * from any thread but those that call the handler.
   */
  @Override
  void close();
}
