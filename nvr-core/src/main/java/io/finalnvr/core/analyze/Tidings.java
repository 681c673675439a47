package io.finalnvr.core.analyze;

import io.finalnvr.Event;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.core.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever wants to know what the lanes of an analysis have found. Thread-safe. */
final class Tidings {

  private static final Logger LOG = LoggerFactory.getLogger(Tidings.class);

  /** How often an event that goes on keeps recording going. */
  private static final Duration TRIGGER_AGAIN = Duration.ofSeconds(2);

  private final AnalysisRequest request;
  private final AnalysisHost host;
  private final Map<String, Tally> tallies;
  private final Clocks clocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Instant> triggered = new HashMap<>();

  Tidings(AnalysisRequest request, AnalysisHost host, Map<String, Tally> tallies, Clocks clocks) {
    this.request = request;
    this.host = host;
    this.tallies = tallies;
    this.clocks = clocks;
  }

  /** For the lanes of one pass. */
  Lane.Host of(StateHolder state, Stopper stopper) {
    return new Lane.Host() {
      @Override
      public void onDurable(
          String analyzer, ResultRecord record, List<AnalyzedFrame> frames, List<Event> begun) {
        durable(analyzer, record, frames, begun);
      }

      @Override
      public void onWaiting(String reason) {
        if (!stopper.isStopped()) {
          state.waiting(reason);
        }
      }

      @Override
      public void onRunning() {
        state.running("analysing");
      }

      @Override
      public void onOver() {
        changed();
      }
    };
  }

  private void durable(
      String analyzer, ResultRecord record, List<AnalyzedFrame> frames, List<Event> begun) {
    Objects.requireNonNull(tallies.get(analyzer)).durable(record, begun.size(), clocks.instant());
    frames.forEach(frame -> tell(request.frameListeners(), frame));
    List<Event> now = new ArrayList<>();
    Set<String> over = record.ended().stream().map(Event::id).collect(Collectors.toSet());
    begun.stream()
        .filter(event -> !over.contains(event.id()))
        .forEach(event -> now.add(event.attribute(Event.ONGOING, "true")));
    now.addAll(record.ended());
    if (request.range().isEmpty()) {
      record.ended().forEach(this::trigger);
      record.ongoing().forEach(this::trigger);
      lock.lock();
      try {
        record.ended().forEach(event -> triggered.remove(event.id()));
      } finally {
        lock.unlock();
      }
    }
    for (Event event : now) {
      tell(request.eventListeners(), event);
      guarded(() -> host.onEvent(event));
    }
  }

  private void trigger(Event event) {
    if (request.triggers().stream()
        .noneMatch(
            rule ->
                rule.label().equals(event.label()) && event.score().orElse(0) >= rule.minScore())) {
      return;
    }
    lock.lock();
    try {
      Instant end = event.range().end();
      Instant before = triggered.get(event.id());
      if (before != null && Duration.between(before, end).compareTo(TRIGGER_AGAIN) < 0) {
        return;
      }
      triggered.put(event.id(), end);
    } finally {
      lock.unlock();
    }
    guarded(() -> host.trigger(event));
  }

  private static <T> void tell(List<Consumer<T>> listeners, T what) {
    listeners.forEach(listener -> guarded(() -> listener.accept(what)));
  }

  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("who is told of an analysis failed", e);
    }
  }

  /** Something that is waited for may have happened. */
  void changed() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop")
  void awaitChange(BooleanSupplier happened) throws InterruptedException {
    lock.lock();
    try {
      while (!happened.getAsBoolean()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
