package io.finalnvr.core.record;

import io.finalnvr.RecorderStatistics;
import java.util.concurrent.atomic.LongAdder;

/** What a recorder counts. Thread-safe. */
final class RecorderCounters {

  final LongAdder framesReceived = new LongAdder();
  final LongAdder framesDurable = new LongAdder();
  final LongAdder framesDropped = new LongAdder();
  final LongAdder bytesReceived = new LongAdder();
  final LongAdder bytesDurable = new LongAdder();
  final LongAdder recordings = new LongAdder();
  final LongAdder connectionsLost = new LongAdder();

  RecorderStatistics snapshot(long bytesInFlight, long framesNotWanted, long bytesInPreRoll) {
    // Durable before received: a snapshot never shows more receipts than frames.
    long durable = framesDurable.sum();
    long durableBytes = bytesDurable.sum();
    long dropped = framesDropped.sum();
    return new RecorderStatistics(
        framesReceived.sum(),
        durable,
        dropped,
        framesNotWanted,
        bytesReceived.sum(),
        durableBytes,
        bytesInFlight,
        bytesInPreRoll,
        recordings.sum(),
        connectionsLost.sum());
  }
}
