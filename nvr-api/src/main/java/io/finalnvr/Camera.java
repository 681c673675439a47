package io.finalnvr;

import io.finalnvr.media.Track;
import java.util.List;
import java.util.Optional;

/** A camera of the catalogue. A live handle: each method tells what is so now. Thread-safe. */
public interface Camera {

  /** The id, as in {@link CameraConfig#id()}. */
  String id();

  /** The configuration in force. */
  CameraConfig config();

  /** Where the connection stands. */
  CameraState state();

  /** The tracks that the camera announced last, empty before the first connection. */
  List<Track> tracks();

  /** Why the camera is not streaming; empty while it streams and when it was never asked to. */
  Optional<CameraFailure> failure();
}
