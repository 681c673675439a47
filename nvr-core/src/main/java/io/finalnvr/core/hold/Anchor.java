package io.finalnvr.core.hold;

/**
 * From here on the records of a copy have the positions of the footage, moved by the same number of
 * bytes.
 *
 * @param source position in the footage
 * @param copy position in the copy
 * @param discontinuity whether the record there is marked so in the footage; in the copy it is, if
 *     copying began anew there
 */
record Anchor(long source, long copy, boolean discontinuity) {}
