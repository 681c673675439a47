package io.finalnvr.core.hold;

import java.time.Instant;

/**
 * What is durable in a copy.
 *
 * @param until position in the footage up to which everything is
 * @param from time of the first record
 * @param to end of the last record
 */
record Copied(long until, Instant from, Instant to) {}
