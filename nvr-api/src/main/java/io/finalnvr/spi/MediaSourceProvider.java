package io.finalnvr.spi;

import io.finalnvr.CameraConfig;
import java.util.Set;

/** Makes media sources for the URI schemes that it serves. */
public interface MediaSourceProvider {

  /** The URI schemes, in lower case. */
  Set<String> schemes();

  /**
   * Makes a source. Does not connect.
   *
   * @throws io.finalnvr.ConfigurationException when the URI can't be right
   */
  MediaSource create(CameraConfig camera);
}
