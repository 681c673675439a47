package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.GapMode;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.core.TestClocks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Gaps that are waited for, and ranges that are played over and over. */
interface GapModeContract extends PlayerTests {

  @Test
  default void wait_announcesTheGapAtOnceAndLetsItsTimePass() throws Exception {
    footage().recording(T0).frames(2).end().recording(T0.plusSeconds(10)).frames(2);
    play(Playback.from(T0).gaps(GapMode.WAIT).speed(new Speed(2)));
    sink().awaitExactly("k0");
    sink().awaitAdvancing(clocks(), "gap:UNKNOWN:9800");
    Duration passed = Duration.between(new TestClocks().instant(), clocks().instant());
    awaitWaiting();

    clocks().advance(Duration.ofMillis(4_999).minus(passed));
    awaitWaiting();
    sink().awaitExactly("k0", "1", "gap:UNKNOWN:9800");
    clocks().advance(Duration.ofMillis(1));

    sink().awaitExactly("k0", "1", "gap:UNKNOWN:9800", "k2");
  }

  @Test
  default void wait_holdsBackwardsToo() throws Exception {
    footage().recording(T0).frames(2).end().recording(T0.plusSeconds(10)).frames(1);
    play(
        Playback.from(T0.plusSeconds(10))
            .mode(SeekMode.EXACT)
            .gaps(GapMode.WAIT)
            .speed(Speed.REVERSE));
    sink().await("gap:UNKNOWN:9800");
    awaitWaiting();

    clocks().advance(Duration.ofMillis(9_899));
    awaitWaiting();
    assertThat(sink().calls()).doesNotContain("s1");
    clocks().advance(Duration.ofMillis(1));

    sink().await("s1");
  }

  @Test
  default void skip_holdsBackwardsToo() throws Exception {
    footage().recording(T0).frames(2).end().recording(T0.plusSeconds(3600)).frames(1);
    play(Playback.from(T0.plusSeconds(3600)).mode(SeekMode.EXACT).speed(Speed.REVERSE));

    sink().awaitAdvancing(clocks(), "end");

    assertThat(clocks().instant()).isBefore(new TestClocks().instant().plusSeconds(600));
  }

  @Test
  default void loop_beginsAnewAtTheEnd_withoutTellingOfIt() throws Exception {
    footage().recording(T0).frames(10);
    Player player =
        play(from(T0.plusMillis(100)).mode(SeekMode.EXACT).until(T0.plusMillis(300)).looped());

    sink().awaitCalls(9);
    player.pause();

    assertThat(sink().calls())
        .startsWith("(k0)", "1", "2", "(k0)", "1", "2", "(k0)", "1", "2")
        .doesNotContain("end");
  }

  @Test
  default void loop_keepsThePace() throws Exception {
    footage().recording(T0).frames(10);
    play(Playback.from(T0).until(T0.plusMillis(200)).looped());
    sink().awaitAdvancing(clocks(), "1");
    awaitWaiting();

    clocks().advance(Duration.ofMillis(50));
    awaitIdle();
    assertThat(sink().calls()).containsExactly("k0", "1");
    clocks().advance(Duration.ofMillis(50));

    sink().awaitCalls(3);
    assertThat(sink().calls()).startsWith("k0", "1", "k0");
  }

  @Test
  default void loop_backwards() throws Exception {
    footage().recording(T0).frames(10);

    Player player =
        play(Playback.from(T0).until(T0.plusMillis(200)).looped().speed(Speed.UNPACED.reversed()));

    sink().awaitCalls(8);
    player.pause();
    assertThat(sink().calls()).startsWith("(k0)", "(1)", "s1", "s0", "(k0)", "(1)", "s1", "s0");
  }

  @Test
  default void loop_ofARangeWithoutFootage_ends() throws Exception {
    footage().recording(T0).frames(2).end();

    Player player = play(from(T0.plusSeconds(10)).until(T0.plusSeconds(20)).looped());

    sink().awaitExactly("end");
    assertThat(player.state()).isEqualTo(PlayerState.ENDED);
  }
}
