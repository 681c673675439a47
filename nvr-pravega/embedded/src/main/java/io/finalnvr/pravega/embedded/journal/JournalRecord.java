package io.finalnvr.pravega.embedded.journal;

/** A record that was read and is whole. */
record JournalRecord(long sequence, long onDisk, int kind, byte[] payload) {}
