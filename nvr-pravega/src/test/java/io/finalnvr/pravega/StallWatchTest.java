package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StallWatchTest {

  private record Timed(Duration after, Runnable task) {}

  private final Queue<Timed> timers = new ArrayDeque<>();
  private long now;
  private int stalls;

  private final StallWatch watch =
      new StallWatch(
          Duration.ofSeconds(60),
          () -> now,
          (after, task) -> timers.add(new Timed(after, task)),
          () -> stalls++);

  @Test
  void manyAppends_haveOneTimer() {
    for (int i = 0; i < 100; i++) {
      watch.watch(new CompletableFuture<>());
    }

    assertThat(timers).extracting(Timed::after).containsExactly(Duration.ofSeconds(60));
  }

  @Test
  void whatIsDone_needsNoTimer() {
    watch.watch(CompletableFuture.completedFuture(null));

    assertThat(timers).isEmpty();
  }

  @Test
  void whatIsNotDoneInTime_isAStall() {
    watch.watch(new CompletableFuture<>());

    passTime();

    assertThat(stalls).isEqualTo(1);
    assertThat(timers).isEmpty();
  }

  @Test
  void eachAppend_hasItsWholeTime() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    watch.watch(first);
    now = Duration.ofSeconds(40).toNanos();
    watch.watch(new CompletableFuture<>());
    first.complete(null);

    passTime();
    assertThat(stalls).isZero();
    assertThat(timers).extracting(Timed::after).containsExactly(Duration.ofSeconds(40));

    passTime();
    assertThat(stalls).isEqualTo(1);
    assertThat(now).isEqualTo(Duration.ofSeconds(100).toNanos());
  }

  @Test
  void timerEnds_whenNothingIsLeftToWatch_andBeginsAnew() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    watch.watch(first);
    first.complete(null);
    passTime();
    assertThat(timers).isEmpty();

    watch.watch(new CompletableFuture<>());

    assertThat(timers).hasSize(1);
  }

  private void passTime() {
    Timed next = timers.remove();
    now = Math.max(now, due(next));
    next.task().run();
  }

  private long due(Timed timer) {
    long begun =
        timer.after().equals(Duration.ofSeconds(60)) ? 0 : Duration.ofSeconds(60).toNanos();
    return begun + timer.after().toNanos();
  }
}
