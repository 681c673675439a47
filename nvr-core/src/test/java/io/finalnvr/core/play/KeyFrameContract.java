package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Speeds at which only key frames are played. */
interface KeyFrameContract extends PlayerTests {

  @Test
  default void highSpeed_deliversKeyFramesWhenTheyAreDue() throws Exception {
    footage().sound().recording(T0).frames(40).end();
    play(Playback.from(T0).speed(new Speed(8)));
    sink().awaitExactly("k0");
    awaitWaiting();

    clocks().advance(Duration.ofMillis(124));
    awaitWaiting();
    sink().awaitExactly("k0");
    clocks().advance(Duration.ofMillis(1));
    sink().awaitExactly("k0", "k10");
    clocks().advance(Duration.ofMillis(125));
    sink().awaitExactly("k0", "k10", "k20");
  }

  @Test
  default void highSpeed_deliversNoMoreThan25KeyFramesASecond() throws Exception {
    footage().recording(T0).frames(110).end();

    play(Playback.from(T0).until(T0.plusSeconds(10)).speed(new Speed(64)));

    sink().awaitAdvancing(clocks(), "end");
    sink().awaitExactly("k0", "k30", "k60", "k90", "end");
  }

  @Test
  default void highSpeed_atTheNewestKeyFrame_goesOnWithEveryFrame() throws Exception {
    footage().recording(T0).frames(23);
    play(Playback.from(T0).speed(new Speed(16)));
    sink().awaitAdvancing(clocks(), "22");

    footage().frames(2);

    sink().awaitExactly("k0", "k10", "k20", "(k20)", "21", "22", "23", "24");
  }

  @Test
  default void highSpeed_backwards_deliversKeyFramesDownToTheOldest() throws Exception {
    footage().recording(T0).frames(35);

    play(Playback.from(T0.plusMillis(2_500)).speed(new Speed(-8)));

    sink().awaitAdvancing(clocks(), "end");
    sink().awaitExactly("k20", "k10", "k0", "end");
  }

  @Test
  default void highSpeed_ofARange_endsWithIt() throws Exception {
    footage().recording(T0).frames(50);

    play(Playback.from(T0.plusSeconds(1)).until(T0.plusSeconds(3)).speed(new Speed(-8)));

    sink().awaitAdvancing(clocks(), "end");
    sink().awaitExactly("k20", "k10", "end");
  }

  @Test
  default void highSpeed_announcesGapsEitherWay() throws Exception {
    footage().recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(12);
    Player player = play(Playback.from(T0).speed(new Speed(8)));
    sink().awaitAdvancing(clocks(), "k22");
    assertThat(sink().calls()).startsWith("k0", "k10", "gap:UNKNOWN:8800", "k12", "k22");

    player.seek(T0.plusSeconds(20), SeekMode.EXACT);
    player.speed(new Speed(-8));

    sink().awaitAdvancing(clocks(), "end");
    assertThat(sink().calls()).endsWith("k22", "k12", "gap:UNKNOWN:8800", "k10", "k0", "end");
  }

  @Test
  default void highSpeed_isEnteredAndLeftAtTheFrameShown() throws Exception {
    footage().recording(T0).frames(50);
    Player player = play(Playback.from(T0));
    sink().awaitAdvancing(clocks(), "4");
    player.speed(new Speed(8));
    sink().awaitAdvancing(clocks(), "k20");

    player.speed(Speed.NORMAL);
    sink().awaitAdvancing(clocks(), "22");

    assertThat(sink().calls())
        .startsWith("k0", "1", "2", "3", "4", "k10", "k20", "(k20)", "21", "22");
  }
}
