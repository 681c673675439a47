package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * A write of a sink.
 *
 * @param number of the write in the sink, from 1
 * @param offset in the stream where it must land
 * @param data not changed, its position neither
 * @param durable completes when it is
 */
record PendingWrite(long number, long offset, ByteBuffer data, CompletableFuture<Void> durable) {}
