package io.finalnvr.spi;

/** Makes the media decoder. */
public interface MediaDecoderProvider {

  /**
   * The decoder; it may be used for as long as the process lives.
   *
   * @throws io.finalnvr.MediaException with reason SETUP when something is missing on this machine
   */
  MediaDecoder open();
}
