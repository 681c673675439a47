package io.finalnvr.pravega.embedded;

import io.pravega.common.util.BufferView;
import io.pravega.segmentstore.contracts.AttributeUpdateCollection;
import io.pravega.segmentstore.server.SegmentContainerRegistry;
import io.pravega.segmentstore.server.store.StreamSegmentService;
import io.pravega.shared.segment.SegmentToContainerMapper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The node's containers, to which appends go through a gate. */
final class GatedStore extends StreamSegmentService {

  private final CacheGate gate;

  GatedStore(SegmentContainerRegistry containers, SegmentToContainerMapper mapper, CacheGate gate) {
    super(containers, mapper);
    this.gate = gate;
  }

  @Override
  public CompletableFuture<Long> append(
      String segment, BufferView data, AttributeUpdateCollection attributes, Duration timeout) {
    return gated(data, () -> super.append(segment, data, attributes, timeout));
  }

  @Override
  public CompletableFuture<Long> append(
      String segment,
      long offset,
      BufferView data,
      AttributeUpdateCollection attributes,
      Duration timeout) {
    return gated(data, () -> super.append(segment, offset, data, attributes, timeout));
  }

  private CompletableFuture<Long> gated(BufferView data, Supplier<CompletableFuture<Long>> append) {
    return gate.pass(data.getLength(), append);
  }
}
