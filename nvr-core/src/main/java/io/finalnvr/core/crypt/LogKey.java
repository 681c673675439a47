package io.finalnvr.core.crypt;

/**
 * The key of a log.
 *
 * @param id of the key
 * @param from position from which on all records are encrypted with it
 */
record LogKey(String id, long from, DataKey key) {}
