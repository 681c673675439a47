/**
 * A durable single Pravega node inside the JVM.
 *
 * <ul>
 *   <li>{@link io.finalnvr.pravega.embedded.EmbeddedPravega}: the node
 *   <li>{@link io.finalnvr.pravega.embedded.NodeOptions}: what can be chosen about it
 *   <li>{@link io.finalnvr.pravega.embedded.EmbeddedStoreProvider}: stores of the scheme {@code
 *       file}
 * </ul>
 */
@NullMarked
package io.finalnvr.pravega.embedded;

import org.jspecify.annotations.NullMarked;
