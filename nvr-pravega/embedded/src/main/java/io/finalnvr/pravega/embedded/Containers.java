package io.finalnvr.pravega.embedded;

import io.pravega.common.concurrent.Services;
import io.pravega.segmentstore.contracts.ContainerNotFoundException;
import io.pravega.segmentstore.server.ContainerHandle;
import io.pravega.segmentstore.server.SegmentContainer;
import io.pravega.segmentstore.server.SegmentContainerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of a single segment store, which has all of them for as long as it runs: starts
 * them at once, rather than when a controller gives them to it, and starts one again that failed.
 */
final class Containers implements SegmentContainerRegistry {

  private static final Logger log = LoggerFactory.getLogger(Containers.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final IntFunction<SegmentContainer> factory;
  private final ScheduledExecutorService executor;
  private final Map<Integer, SegmentContainer> containers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Containers(IntFunction<SegmentContainer> factory, ScheduledExecutorService executor) {
    this.factory = factory;
    this.executor = executor;
  }

  /** Starts so many containers; the result completes when all of them serve. */
  CompletableFuture<Void> start(int count) {
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      starts.add(startOne(id));
    }
    return CompletableFuture.allOf(starts.toArray(new CompletableFuture<?>[0]));
  }

  private CompletableFuture<Void> startOne(int id) {
    SegmentContainer container = factory.apply(id);
    synchronized (containers) {
      if (closed) {
        container.close();
        return CompletableFuture.completedFuture(null);
      }
      containers.put(id, container);
    }
    Services.onStop(
        container, () -> ended(container), failure -> failed(container, failure), executor);
    return Services.startAsync(container, executor);
  }

  private void ended(SegmentContainer container) {
    container.close();
    containers.remove(container.getId(), container);
  }

  private void failed(SegmentContainer container, Throwable failure) {
    ended(container);
    if (!closed) {
      log.warn("container {} failed and is started again", container.getId(), failure);
      startAgain(container.getId());
    }
  }

  private void startAgain(int id) {
    try {
      executor.schedule(() -> startQuietly(id), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("container {} is not started again: the node stops", id);
    }
  }

  private void startQuietly(int id) {
    try {
      startOne(id);
    } catch (RuntimeException e) {
      log.warn("container {} can't be made", id, e);
      startAgain(id);
    }
  }

  /** Ends all of them; the result completes when they have. */
  CompletableFuture<Void> stop() {
    List<SegmentContainer> all;
    synchronized (containers) {
      closed = true;
      all = List.copyOf(containers.values());
    }
    return CompletableFuture.allOf(
        all.stream()
            .map(container -> Services.stopAsync(container, executor))
            .toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public SegmentContainer getContainer(int id) throws ContainerNotFoundException {
    SegmentContainer container = containers.get(id);
    if (container == null || Services.isTerminating(container.state())) {
      throw new ContainerNotFoundException(id);
    }
    return container;
  }

  @Override
  public Collection<SegmentContainer> getContainers() {
    return List.copyOf(containers.values());
  }

  @Override
  public int getContainerCount() {
    return containers.size();
  }

  @Override
  public CompletableFuture<ContainerHandle> startContainer(int id, Duration timeout) {
    throw new UnsupportedOperationException("they start by themselves");
  }

  @Override
  public CompletableFuture<Void> stopContainer(ContainerHandle handle, Duration timeout) {
    throw new UnsupportedOperationException("they stop with the node");
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    stop();
  }
}
