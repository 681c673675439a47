/**
 * The built-in detector of motion: {@link io.finalnvr.core.motion.MotionDetector}. Pictures become
 * grids of cells, {@code Background} tells cells that differ from what was there before, {@code
 * Blobs} joins them, {@code MotionTrack} decides when it is motion. See doc/analysis.md.
 */
@NullMarked
package io.finalnvr.core.motion;

import org.jspecify.annotations.NullMarked;
