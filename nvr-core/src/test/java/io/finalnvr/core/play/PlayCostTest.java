package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.testkit.FlakyStore;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What playing reads of 2,000 seconds with ten frames and one key frame each. */
class PlayCostTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final int FRAMES = 20_000;

  private final TestClocks clocks = new TestClocks();
  private final FlakyStore store = new FlakyStore(new MemoryStore());
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);
  private final RecordingSink sink = new RecordingSink();

  @BeforeEach
  void record() {
    footage.recording(T0).frames(FRAMES).end();
  }

  @AfterEach
  void close() {
    footage.close();
    store.close();
  }

  private Player play(Playback playback) {
    return FootagePlayer.frames("gate", log, playback, sink, clocks, GapFinder.NONE, () -> {});
  }

  @Test
  void exactStart_readsWhatTheSearchHasReadNoSecondTime() throws Exception {
    Instant start = T0.plusMillis(1_000_950);
    int reads = store.calls(Operation.READ);

    try (Player player =
        play(Playback.from(start).until(start.plusMillis(500)).speed(Speed.UNPACED))) {
      sink.await("end");
      assertThat(player).isNotNull();
    }

    // From the key frame before, which the pictures shown refer to.
    assertThat(sink.frames()).hasSize(15);
    assertThat(store.calls(Operation.READ) - reads).isLessThanOrEqualTo(18);
  }

  @Test
  void reverse_readsEachRecordOnce() throws Exception {
    Playback playback =
        Playback.from(T0.plusSeconds(1_500))
            .until(T0.plusSeconds(1_600))
            .speed(Speed.UNPACED.reversed());
    int reads = store.calls(Operation.READ);
    int lookUps = store.calls(Operation.LOOK_UP);

    try (Player player = play(playback)) {
      sink.await("end");
      assertThat(player).isNotNull();
    }

    assertThat(sink.frames()).hasSize(1_000);
    assertThat(store.calls(Operation.READ) - reads).isBetween(1_000, 1_020);
    assertThat(store.calls(Operation.LOOK_UP) - lookUps).isLessThan(250);
  }

  @Test
  void steps_insideOfAGroupOfPictures_readNothing() throws Exception {
    try (Player player = play(Playback.from(T0.plusSeconds(5_000)))) {
      player.pause();
      player.seek(T0.plusMillis(500_450), SeekMode.EXACT);
      player.stepForward();
      sink.await("s5004");
      int reads = store.calls(Operation.READ);

      player.stepForward();
      player.stepBack();
      player.stepBack();

      sink.await("s5003");
      assertThat(store.calls(Operation.READ)).isEqualTo(reads);
    }
  }

  @Test
  void speed64_readsTwentyFiveRecordsASecondAndTheIndexInBetween() throws Exception {
    int reads = store.calls(Operation.READ);
    int lookUps = store.calls(Operation.LOOK_UP);
    Playback playback = Playback.from(T0).until(T0.plusSeconds(1_900)).speed(new Speed(64));

    try (Player player = play(playback)) {
      sink.awaitAdvancing(clocks, "end");
      assertThat(player).isNotNull();
    }

    // 1,900 s at 64 times are 29.7 s; key frames a second apart, 2.56 s at the least: every third.
    int keyFrames = sink.frames().size();
    assertThat(keyFrames).isBetween(630, 640);
    assertThat(store.calls(Operation.READ) - reads).isLessThanOrEqualTo(keyFrames + 15);
    assertThat(store.calls(Operation.LOOK_UP) - lookUps).isLessThanOrEqualTo(2 * keyFrames);
  }

  @Test
  void speed64_backwards_readsAsMuch() throws Exception {
    int reads = store.calls(Operation.READ);
    Playback playback = Playback.from(T0).until(T0.plusSeconds(1_900)).speed(new Speed(-64));

    try (Player player = play(playback)) {
      sink.awaitAdvancing(clocks, "end");
      assertThat(player).isNotNull();
    }

    int keyFrames = sink.frames().size();
    assertThat(keyFrames).isBetween(630, 640);
    assertThat(store.calls(Operation.READ) - reads).isLessThanOrEqualTo(keyFrames + 15);
  }
}
