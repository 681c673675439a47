/**
 * The journal that makes appends durable before they are acknowledged: files that only grow, synced
 * to the disk, in place of a bookie. {@link io.finalnvr.pravega.embedded.journal.FileJournals} is
 * what a segment store is given; {@code JournalFormat} has the bytes.
 */
@NullMarked
package io.finalnvr.pravega.embedded.journal;

import org.jspecify.annotations.NullMarked;
