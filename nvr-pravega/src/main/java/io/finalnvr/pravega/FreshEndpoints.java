package io.finalnvr.pravega;

import io.pravega.client.control.impl.ControllerImpl;
import io.pravega.client.control.impl.ControllerImplConfig;
import io.pravega.client.segment.impl.Segment;
import io.pravega.shared.protocol.netty.PravegaNodeUri;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A controller that is asked where a segment is whenever somebody connects to it. The client's own
 * keeps the answer for 20 s, and so goes on calling a dead segment store while another has taken
 * over. While the controller can't tell, the last answer counts.
 */
final class FreshEndpoints extends ControllerImpl {

  private static final long PATIENCE_MILLIS = 2_000;

  private final Map<String, PravegaNodeUri> last = new ConcurrentHashMap<>();

  FreshEndpoints(ControllerImplConfig config, ScheduledExecutorService threads) {
    super(config, threads);
  }

  @Override
  public CompletableFuture<PravegaNodeUri> getEndpointForSegment(String segment) {
    CompletableFuture<PravegaNodeUri> asked = getPravegaNodeUri(Segment.fromScopedName(segment));
    CompletableFuture<PravegaNodeUri> answer =
        asked.thenApply(
            endpoint -> {
              last.put(segment, endpoint);
              return endpoint;
            });
    PravegaNodeUri before = last.get(segment);
    return before == null
        ? answer
        : answer
            .completeOnTimeout(before, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
            .exceptionally(e -> before);
  }

  @Override
  public void updateStaleValueInCache(String segment, PravegaNodeUri wrong) {
    last.remove(segment, wrong);
  }
}
