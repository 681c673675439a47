/**
 * The {@code nvr} command ({@link io.finalnvr.examples.Main}) and examples with one task each.
 *
 * <ul>
 *   <li>{@link io.finalnvr.examples.RecordOneCamera}: record a camera, and play it
 * </ul>
 */
@NullMarked
package io.finalnvr.examples;

import org.jspecify.annotations.NullMarked;
