package io.finalnvr.core.analyze;

import io.finalnvr.Event;
import io.finalnvr.StorageException;
import io.finalnvr.Subscription;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.LogWalk;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what analysers find at a camera, on the thread {@code nvr-finds-<id>}: looks once a
 * second; what is found in this process may be told at once. Thread-safe.
 */
public final class RunTail implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(RunTail.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final long CLOSE_MILLIS = 5_000;
  private static final int MOST_TOLD = 2_000;

  private final String cameraId;
  private final Runs runs;
  private final Consumer<Event> listener;
  private final Stopper stopper;
  private final Thread thread;
  private final Map<String, Long> positions = new HashMap<>();
  private final Set<String> told =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST_TOLD;
            }
          });

  private boolean failing;

  private RunTail(String cameraId, Runs runs, Clocks clocks, Consumer<Event> listener) {
    this.cameraId = cameraId;
    this.runs = runs;
    this.listener = listener;
    this.stopper = new Stopper(clocks);
    this.thread = new Thread(this::run, "nvr-finds-" + cameraId);
    this.thread.setDaemon(true);
  }

  /** Follows what is found from now on. Blocks on I/O. */
  public static RunTail start(String cameraId, Runs runs, Clocks clocks, Consumer<Event> listener) {
    RunTail tail = new RunTail(cameraId, runs, clocks, listener);
    runs.of(cameraId).forEach(run -> tail.positions.put(run.log(), runs.log(run).tail()));
    tail.thread.start();
    return tail;
  }

  private void run() {
    try {
      while (!stopper.isStopped()) {
        look();
        stopper.pause(PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      for (Run run : runs.of(cameraId)) {
        look(run);
      }
      failing = false;
    } catch (StorageException e) {
      if (!failing && !stopper.isStopped()) {
        failing = true;
        LOG.warn(
            "camera {}: what analysers find can't be read, trying again: {}",
            cameraId,
            e.getMessage());
      }
    }
  }

  private void look(Run run) {
    FrameLog log = runs.log(run);
    long from = positions.getOrDefault(run.log(), 0L);
    long reached =
        LogWalk.whileWanted(
            log,
            from,
            item -> {
              if (item instanceof StoredFrame stored) {
                ResultJson.read(run.cameraId(), run.analyzer(), stored.payload())
                    .ifPresent(this::tell);
              }
              return !stopper.isStopped();
            });
    positions.put(run.log(), reached);
  }

  private void tell(ResultRecord record) {
    record.ended().forEach(this::tell);
    record.ongoing().forEach(event -> tell(event.attribute(Event.ONGOING, "true")));
  }

  /** Tells of an event that was found in this process, unless it is known already. */
  public void tell(Event event) {
    boolean ongoing = event.attributes().containsKey(Event.ONGOING);
    synchronized (told) {
      boolean ended = told.contains(event.id());
      if (ended || stopper.isStopped() || !told.add(event.id() + (ongoing ? " begun" : ""))) {
        return;
      }
    }
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.warn("camera {}: a listener of events failed", cameraId, e);
    }
  }

  /** The camera that it follows. */
  public String cameraId() {
    return cameraId;
  }

  @Override
  public void close() {
    stopper.stop();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
