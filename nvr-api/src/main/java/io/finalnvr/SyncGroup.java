package io.finalnvr;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.FrameSink;
import java.util.Set;

/**
 * Plays several cameras in lock step: on one clock and one thread, so that what their sinks were
 * told last is never further apart than one frame.
 *
 * <p>Begins {@link PlayerState#PAUSED}: add the cameras, then {@link #play()}. What is asked of the
 * group holds for all cameras; of each, the frames come as a {@link Player} delivers them.
 *
 * <ul>
 *   <li>A sink that blocks holds up all of them.
 *   <li>A camera in a gap shows nothing while others have footage. {@link GapMode#SKIP} passes over
 *       what is missing of all of them.
 *   <li>At the live edge the group goes as the slowest camera: frames that came earlier wait for
 *       its, for 1 s at most. A camera that is silent for longer is not waited for.
 *   <li>A step goes to the instant at which the picture of any camera changes, and shows that of
 *       every camera that changes then.
 *   <li>The group ends when all have ended, and fails with the first that fails.
 * </ul>
 */
public interface SyncGroup extends PlayerControl {

  /**
   * Adds a camera. One that is added later begins where the others are.
   *
   * @return this group
   * @throws ConfigurationException when there is no camera with this id, or the group has it
   */
  SyncGroup add(String cameraId, FrameSink sink);

  /**
   * Adds a camera whose pictures are delivered decoded, as {@link Nvr#playDecoded} does.
   *
   * @return this group
   * @throws ConfigurationException when there is no camera with this id, the group has it, or no
   *     {@link io.finalnvr.spi.MediaDecoderProvider} is on the class path
   * @throws MediaException with reason SETUP when GStreamer is missing on this machine
   */
  SyncGroup addDecoded(String cameraId, DecodeRequest request, DecodedFrameSink sink);

  /** Removes a camera, if it is there; the others play on. */
  void remove(String cameraId);

  /** The cameras. */
  Set<String> cameraIds();
}
