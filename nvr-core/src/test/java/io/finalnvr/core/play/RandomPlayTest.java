package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is asked of a player, in whatever order: it shows what a sorted list of all frames says,
 * and delivers what a decoder needs for it.
 */
@Timeout(120)
class RandomPlayTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final int ROUNDS = 60;

  private final TestClocks clocks = new TestClocks();
  private Random random;
  private FrameModel model;
  private CheckingSink sink;
  private Player player;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 19})
  void player_showsWhatTheModelSays(long seed) throws Exception {
    random = new Random(seed);
    act(log -> Playback.from(T0.plus(Duration.ofDays(9))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void playerOfARange_showsWhatTheModelSays(long seed) throws Exception {
    random = new Random(seed);
    act(log -> Playback.of(new TimeRange(T0, log.end())));
  }

  private void act(Function<FrameModel, Playback> playback) throws Exception {
    try (MemoryStore store = new MemoryStore()) {
      FrameLog log = store.frameLog("gate.main");
      try (TestFootage footage = new TestFootage(log)) {
        record(footage);
      }
      model = FrameModel.of(log);
      sink = new CheckingSink(model);
      Playback asked = playback.apply(model);
      try (Player opened =
          FootagePlayer.frames("gate", log, asked, sink, clocks, GapFinder.NONE, () -> {})) {
        player = opened;
        player.pause();
        sink.awaitQuiet(player);
        sink.takeShown();
        seek();
        for (int round = 0; round < ROUNDS; round++) {
          act();
        }
        everythingOnce();
        assertThat(sink.complaints()).isEmpty();
      }
    }
  }

  private void record(TestFootage footage) {
    Instant start = T0;
    if (random.nextBoolean()) {
      footage.sound();
    }
    int recordings = 1 + random.nextInt(3);
    for (int i = 0; i < recordings; i++) {
      footage.recording(start);
      boolean reordered = random.nextInt(3) == 0;
      int parts = 1 + random.nextInt(4);
      for (int part = 0; part < parts; part++) {
        if (random.nextInt(4) == 0) {
          footage.hole(Duration.ofMillis(300));
        }
        if (reordered) {
          footage.reorderedFrames(1 + random.nextInt(8));
        } else if (random.nextInt(3) == 0) {
          footage.keyEvery(1).frames(1 + random.nextInt(9));
        } else {
          footage.keyEvery(2 + random.nextInt(90)).frames(1 + random.nextInt(120));
        }
      }
      footage.end();
      start = footage.next().plusMillis(700 + random.nextInt(60_000));
    }
  }

  private void act() throws Exception {
    switch (random.nextInt(5)) {
      case 0 -> seek();
      case 1 -> step(/* back= */ random.nextBoolean());
      default -> play();
    }
  }

  private void seek() throws Exception {
    if (player.state() == PlayerState.ENDED) {
      // Else the player would play at once.
      step(/* back= */ true);
    }
    long span = Duration.between(T0, model.end()).toMillis();
    Instant at = T0.plusMillis(random.nextLong(span));
    player.seek(at, SeekMode.EXACT);
    model.seek(at);
    sink.note("seek " + at);
  }

  private void step(boolean back) throws Exception {
    sink.note("step " + (back ? "back" : "forward"));
    Instant expected = model.step(back).orElse(null);
    if (back) {
      player.stepBack();
    } else {
      player.stepForward();
    }
    if (expected == null) {
      TimeUnit.MILLISECONDS.sleep(20);
    } else {
      sink.awaitShown(1, clocks, () -> false);
    }
    assertThat(sink.takeShown())
        .as(sink::story)
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  private void play() throws Exception {
    double[] speeds = {1, 0.5, 4, -1, -4, 1, -2, 8, -8, 16, -32};
    Speed speed = new Speed(speeds[random.nextInt(speeds.length)]);
    sink.note("play at " + speed.factor());
    player.speed(speed);
    player.play();
    sink.awaitShown(
        1 + random.nextInt(40),
        clocks,
        () ->
            player.state() == PlayerState.ENDED
                || !speed.isReverse() && model.isAtEnd(sink.lastDelivered()));
    player.pause();
    sink.awaitQuiet(player);
    boolean ended = player.state() == PlayerState.ENDED;
    List<Instant> shown = sink.takeShown();
    model.play(speed, shown, sink::story);
    if (ended && !speed.isReverse() && !shown.isEmpty()) {
      sink.note("ended");
      model.ended();
    }
  }

  private void everythingOnce() throws Exception {
    seek();
    player.speed(Speed.UNPACED);
    player.seek(T0.minusSeconds(1), SeekMode.EXACT);
    player.play();
    sink.awaitShown(model.size(), clocks, () -> false);
    assertThat(sink.takeShown()).as(sink::story).isEqualTo(model.inDecodeOrder());
  }
}
