package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterleaveTest {

  private static final Duration FOR_EVER = Duration.ofHours(1);

  private final List<String> passed = Collections.synchronizedList(new ArrayList<>());

  @Test
  void streams_passInTheOrderOfTheirTimes() {
    Interleave interleave = interleave(FOR_EVER);

    join(stream(interleave, 1, 0, 40, 80, 120), stream(interleave, 2, 10, 30, 50, 125));

    assertThat(passed)
        .containsExactly("1@0", "2@10", "2@30", "1@40", "2@50", "1@80", "1@120", "2@125");
  }

  @Test
  void streamThatHasEnded_isNotWaitedFor() {
    Interleave interleave = interleave(FOR_EVER);

    join(stream(interleave, 1, 0, 1_000, 2_000), stream(interleave, 2, 5));

    assertThat(passed).containsExactly("1@0", "2@5", "1@1000", "1@2000");
  }

  @Test
  void streamThatNeverSpeaks_holdsUpTheOthersOnce() {
    Interleave interleave = interleave(Duration.ofNanos(1));

    join(stream(interleave, 1, 0, 40, 80));

    assertThat(passed).containsExactly("1@0", "1@40", "1@80");
  }

  @Test
  void closed_holdsUpNobody() {
    Interleave interleave = interleave(FOR_EVER);
    CompletableFuture<Void> waiting = stream(interleave, 1, 0, 40, 80);

    interleave.close();

    join(waiting);
    assertThat(passed).hasSize(3);
  }

  private static Interleave interleave(Duration patience) {
    Interleave interleave = new Interleave(patience);
    interleave.expect(1);
    interleave.expect(2);
    return interleave;
  }

  private CompletableFuture<Void> stream(Interleave interleave, int id, long... times) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            for (long time : times) {
              interleave.awaitTurn(id, time);
              passed.add(id + "@" + time);
            }
            interleave.end(id);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "stream-" + id).start());
  }

  private static void join(CompletableFuture<?>... streams) {
    CompletableFuture.allOf(streams).orTimeout(30, TimeUnit.SECONDS).join();
  }
}
