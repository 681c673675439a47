/**
 * The MP4 code of the engine: fragments as they stand in the store, and files for export.
 *
 * <ul>
 *   <li>{@link io.finalnvr.core.mp4.FragmentWriter}, {@link io.finalnvr.core.mp4.PayloadReader}:
 *       frames to payloads of a frame log and back
 * </ul>
 */
@NullMarked
package io.finalnvr.core.mp4;

import org.jspecify.annotations.NullMarked;
