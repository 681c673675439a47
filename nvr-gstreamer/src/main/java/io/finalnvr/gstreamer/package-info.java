/**
 * The media adapter on GStreamer 1.20 or newer.
 *
 * <p>GStreamer is loaded when the first camera is opened, not before; an application on a machine
 * without it can use everything else.
 */
@NullMarked
package io.finalnvr.gstreamer;

import org.jspecify.annotations.NullMarked;
