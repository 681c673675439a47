package io.finalnvr.spi;

import io.finalnvr.CameraException;
import io.finalnvr.media.Track;
import java.util.List;

/**
 * Receives what a {@link MediaSession} brings.
 *
 * <p>Calls come one at a time, in this order:
 *
 * <ol>
 *   <li>{@link #onTracks} once, within the camera's connect timeout, with all its tracks
 *   <li>{@link #onFrame} any number of times; the first video frame is a key frame
 *   <li>where the set or the parameters of the tracks change, {@link #onTracks} again, and a key
 *       frame after it
 *   <li>{@link #onEnd} exactly once, unless the session was closed before
 * </ol>
 *
 * An attempt that fails calls only {@link #onEnd}. Calls return quickly; only a source that is not
 * bound to real time, such as a file to be imported, waits for as long as they take.
 */
public interface MediaHandler {

  /** The tracks whose frames follow; not empty. */
  void onTracks(List<Track> tracks);

  /** A frame of one of the tracks announced last; per track in decode order. */
  void onFrame(SourceFrame frame);

  /** The session is over, for the reason given. A live camera that says goodbye is {@code LOST}. */
  void onEnd(CameraException cause);
}
