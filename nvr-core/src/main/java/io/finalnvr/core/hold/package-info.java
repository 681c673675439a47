/**
 * Holds: footage that survives retention.
 *
 * <p>Before retention cuts into a held range, its records are copied to a log of the hold's own,
 * and only when the copy is durable the cut is made. A copy keeps the positions that its records
 * had: {@link io.finalnvr.core.hold.HeldFootage} shows copies and footage as one log, in which
 * nothing has moved, so that whoever reads a held range does not notice the cut.
 *
 * <p>Holds are added and released, and footage is cut, under the lease {@code <camera>.retention}:
 * no process cuts without having seen a hold that another one has added.
 */
@NullMarked
package io.finalnvr.core.hold;

import org.jspecify.annotations.NullMarked;
