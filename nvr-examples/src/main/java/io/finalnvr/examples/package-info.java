/**
 * The {@code nvr} command ({@link io.finalnvr.examples.Main}) and examples with one task each.
 *
 * <ul>
 *   <li>{@link io.finalnvr.examples.RecordOneCamera}: record a camera, and play it
 *   <li>{@link io.finalnvr.examples.ShowVideo}: show a camera in a window, with decoded pictures
 * </ul>
 */
@NullMarked
package io.finalnvr.examples;

import org.jspecify.annotations.NullMarked;
