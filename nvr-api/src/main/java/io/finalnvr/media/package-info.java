/**
 * What passes through the recorder.
 *
 * <ul>
 *   <li>{@link io.finalnvr.media.Track} and its kinds, {@link io.finalnvr.media.Codec}: what a
 *       camera sends
 *   <li>{@link io.finalnvr.media.EncodedFrame}, {@link io.finalnvr.media.FrameSink}: frames, as an
 *       application gets them from a player
 *   <li>{@link io.finalnvr.media.Fragment}, {@link io.finalnvr.media.FragmentSink}: the same as
 *       fragmented MP4, without a remux
 *   <li>{@link io.finalnvr.media.DecodedFrame}, {@link io.finalnvr.media.DecodedFrameSink}:
 *       pictures, as an application gets them from a player; what it asks for: {@link
 *       io.finalnvr.media.DecodeRequest} with {@link io.finalnvr.media.PixelFormat}, {@link
 *       io.finalnvr.media.PictureSize}, {@link io.finalnvr.media.FrameRate}
 *   <li>{@link io.finalnvr.media.WebRtcRequest}, {@link io.finalnvr.media.WebRtcListener}: frames
 *       on their way to a browser by WebRTC
 *   <li>{@link io.finalnvr.media.Picture}, {@link io.finalnvr.media.PictureFormat}: snapshots
 * </ul>
 */
@NullMarked
package io.finalnvr.media;

import org.jspecify.annotations.NullMarked;
