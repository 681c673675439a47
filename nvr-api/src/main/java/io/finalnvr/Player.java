package io.finalnvr;

/**
 * Plays a camera's footage, from any instant up to the live edge, into a sink.
 *
 * <p>All frames come from the store, live ones too, so whatever is delivered is durable. What is
 * missing is announced as a {@link Gap} and then passed over or waited for, see {@link GapMode}. A
 * player inside of what retention removes goes on at the oldest footage that is left, after a gap.
 *
 * <p>What is delivered depends on the way and the {@link Speed}; {@link
 * io.finalnvr.media.FrameSink} says how a decoder makes pictures of it:
 *
 * <ul>
 *   <li>forward below 8: every frame once, in the order of the log, when it is due. History joins
 *       the live edge without a seam.
 *   <li>backwards below 8: every picture once, in the order of showing reversed, without sound. Of
 *       a track without pictures, every frame of sound.
 *   <li>from 8 on: key frames. At the newest one a player that goes forward goes on with every
 *       frame.
 *   <li>steps: one picture each.
 * </ul>
 *
 * <p>Where playing starts:
 *
 * <ul>
 *   <li>before the oldest footage: at the oldest key frame; backwards it ends at once
 *   <li>inside of a gap: at the first key frame after it; backwards at the frame before it
 *   <li>between key frames: as {@link SeekMode} says
 *   <li>after the newest footage: waits at the live edge; backwards at the newest frame
 *   <li>no footage at all: waits for the first frame; backwards it ends at once
 * </ul>
 *
 * <p>A player of fragmented MP4 goes forward only: it refuses to go backwards or to step with a
 * {@link ConfigurationException}.
 */
public interface Player extends PlayerControl {

  /** The camera that is played. */
  String cameraId();
}
