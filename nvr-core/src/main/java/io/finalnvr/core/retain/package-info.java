/**
 * Removes footage as retention policies say.
 *
 * <p>No lease is taken: a cut touches only records that are durable and indexed, in front of where
 * anybody writes, so the camera may be recorded meanwhile by this process or another. Cuts only go
 * forward, and several processes that apply the same policy at the same time come to the same one.
 */
@NullMarked
package io.finalnvr.core.retain;

import org.jspecify.annotations.NullMarked;
