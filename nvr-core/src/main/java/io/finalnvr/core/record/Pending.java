package io.finalnvr.core.record;

import io.finalnvr.core.record.QueueItem.Received;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A record on its way to the store, with the frames that are in it; {@code settled} completes when
 * it is durable or given up.
 */
record Pending(
    Instant time,
    boolean randomAccess,
    boolean discontinuity,
    ByteBuffer payload,
    List<Received> frames,
    CompletableFuture<Void> settled) {}
