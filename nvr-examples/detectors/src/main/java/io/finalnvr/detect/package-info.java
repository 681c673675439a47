/**
 * Optional analysers with large libraries, found by {@link io.finalnvr.spi.FrameAnalyzerProvider}:
 * people by OpenCV's histogram of oriented gradients, and objects by a model of the user's in ONNX
 * Runtime. {@code YoloxHead} and {@code DetrHead} read what models say, {@code Overlap} leaves out
 * what is said twice, {@code ObjectTracker} finds the same thing in the next picture.
 */
@NullMarked
package io.finalnvr.detect;

import org.jspecify.annotations.NullMarked;
