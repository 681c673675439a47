/**
 * The media adapter on GStreamer 1.20 or newer.
 *
 * <ul>
 *   <li>{@link io.finalnvr.gstreamer.RtspSourceProvider}, {@link
 *       io.finalnvr.gstreamer.FileSourceProvider}, {@link
 *       io.finalnvr.gstreamer.TestSourceProvider}: cameras, found by the scheme of their URI
 *   <li>{@link io.finalnvr.gstreamer.GStreamerDecoderProvider}: pictures
 *   <li>{@link io.finalnvr.gstreamer.GStreamerWebRtcProvider}: live view in browsers
 *   <li>{@link io.finalnvr.gstreamer.SimulatedCamera}: a camera for tests
 * </ul>
 *
 * <p>GStreamer is loaded when the first camera is opened, not before; an application on a machine
 * without it can use everything else.
 */
@NullMarked
package io.finalnvr.gstreamer;

import org.jspecify.annotations.NullMarked;
