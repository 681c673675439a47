package io.finalnvr.core.analyze;

import java.time.Instant;
import java.util.Optional;

/**
 * A piece of footage to be analysed, with the log for the results, which is held.
 *
 * @param log of its run
 * @param from the first instant
 * @param until the first one not any more; empty for live
 */
record Work(ResultLog log, Instant from, Optional<Instant> until) {}
