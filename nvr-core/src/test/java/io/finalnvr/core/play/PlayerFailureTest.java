package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.StorageException;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.testkit.FlakyStore;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlayerFailureTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final Playback FROM_T0 = Playback.from(T0).speed(Speed.UNPACED);

  private final TestClocks clocks = new TestClocks();
  private final FlakyStore store = new FlakyStore(new MemoryStore());
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);
  private final RecordingSink sink = new RecordingSink();

  @AfterEach
  void close() {
    footage.close();
    store.close();
  }

  @Test
  void storeThatFailsWhileReading_isAskedAgainAndNothingIsLost() throws Exception {
    footage.recording(T0).frames(12);
    for (int call = 3; call < 8; call++) {
      store.failOn(Operation.READ, call, StorageException.Reason.UNAVAILABLE);
    }

    try (Player player = play(FROM_T0)) {
      sink.awaitAdvancing(clocks, "11");
      sink.awaitExactly("k0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "k10", "11");
      assertThat(player.state()).isEqualTo(PlayerState.PLAYING);
    }
  }

  @Test
  void storeThatFailsWhileSeeking_isAskedAgain() throws Exception {
    footage.recording(T0).frames(3);
    store.fail(Operation.LOOK_UP, StorageException.Reason.UNAVAILABLE);
    try (Player player = play(FROM_T0)) {
      awaitCalls(Operation.LOOK_UP, 3);

      store.heal();

      sink.awaitAdvancing(clocks, "2");
      sink.awaitExactly("k0", "1", "2");
      assertThat(player.state()).isEqualTo(PlayerState.PLAYING);
    }
  }

  @Test
  void storeThatFailsWhileWaitingAfterTheNewest_losesNothing() throws Exception {
    footage.recording(T0).frames(2).end();
    try (Player player = play(Playback.from(T0.plusSeconds(60)).speed(Speed.UNPACED))) {
      awaitCalls(Operation.READ, store.calls(Operation.READ) + 2);
      store.goDown();
      awaitCalls(Operation.READ, store.calls(Operation.READ) + 1);
      store.heal();
      footage.recording(T0.plusSeconds(90)).frames(2);

      sink.awaitAdvancing(clocks, "3");

      sink.awaitExactly("gap:UNKNOWN:89800", "k2", "3");
      assertThat(player.state()).isEqualTo(PlayerState.PLAYING);
    }
  }

  @Test
  void seek_whileTheStoreFails_takesEffectWithoutWaitingForThePause() throws Exception {
    footage.recording(T0).frames(12);
    store.fail(Operation.READ, StorageException.Reason.UNAVAILABLE);
    try (Player player = play(FROM_T0)) {
      awaitCalls(Operation.READ, 1);
      store.heal();

      player.seek(T0.plusSeconds(1), SeekMode.PREVIOUS_KEY);

      sink.awaitExactly("k10", "11");
    }
  }

  @Test
  void close_whileTheStoreFails_doesNotWaitForThePause() throws Exception {
    footage.recording(T0).frames(2);
    store.goDown();
    Player player = play(FROM_T0);
    awaitCalls(Operation.LOOK_UP, 1);

    player.close();

    assertThat(player.state()).isEqualTo(PlayerState.CLOSED);
    assertThat(sink.calls()).isEmpty();
  }

  @Test
  void storeThatRefuses_endsThePlayer() throws Exception {
    footage.recording(T0).frames(2);
    store.fail(Operation.READ, StorageException.Reason.UNAUTHORIZED);

    try (Player player = play(FROM_T0)) {
      assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
      sink.awaitExactly("failed:UNAUTHORIZED");
      assertThat(player.state()).isEqualTo(PlayerState.FAILED);
    }
  }

  @Test
  void storeThatIsClosed_endsThePlayer() throws Exception {
    footage.recording(T0).frames(2);
    try (Player player = play(FROM_T0)) {
      sink.awaitExactly("k0", "1");

      store.close();

      assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
      sink.awaitExactly("k0", "1", "failed:CLOSED");
    }
  }

  private Player play(Playback playback) {
    return FootagePlayer.frames("gate", log, playback, sink, clocks, GapFinder.NONE, () -> {});
  }

  private void awaitCalls(Operation operation, int count) throws InterruptedException {
    for (int i = 0; i < 60_000 && store.calls(operation) < count; i++) {
      clocks.advance(Duration.ofMillis(1));
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(store.calls(operation)).isGreaterThanOrEqualTo(count);
  }
}
