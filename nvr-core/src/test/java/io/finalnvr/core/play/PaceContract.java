package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Speed;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When frames come. */
interface PaceContract extends PlayerTests {

  @Test
  default void normalSpeed_deliversFramesWhenTheyAreDue() throws Exception {
    footage().recording(T0).frames(30);
    play(Playback.from(T0));
    sink().awaitExactly("k0");
    awaitWaiting();

    clocks().advance(Duration.ofMillis(99));
    awaitWaiting();
    sink().awaitExactly("k0");
    clocks().advance(Duration.ofMillis(1));
    sink().awaitExactly("k0", "1");
    clocks().advance(Duration.ofMillis(200));
    sink().awaitExactly("k0", "1", "2", "3");
  }

  @Test
  default void soundThatIsHeardLater_isDeliveredWithThePictureThatItCameWith() throws Exception {
    footage().soundThatOutlasts(Duration.ofMillis(80)).recording(T0).frames(30);
    play(Playback.from(T0));
    sink().awaitExactly("a0", "k0");
    awaitWaiting();

    clocks().advance(Duration.ofMillis(99));
    awaitWaiting();
    sink().awaitExactly("a0", "k0");
    clocks().advance(Duration.ofMillis(1));

    sink().awaitExactly("a0", "k0", "a1", "1");
  }

  @Test
  default void speed_changesThePaceFromNowOn() throws Exception {
    footage().recording(T0).frames(30);
    Player player = play(Playback.from(T0));
    sink().awaitExactly("k0");
    awaitWaiting();

    player.speed(new Speed(4));
    clocks().advance(Duration.ofMillis(25));
    sink().awaitExactly("k0", "1");
    awaitWaiting();
    player.speed(new Speed(0.5));
    clocks().advance(Duration.ofMillis(199));
    awaitWaiting();
    sink().awaitExactly("k0", "1");
    clocks().advance(Duration.ofMillis(1));
    sink().awaitExactly("k0", "1", "2");
  }

  @Test
  default void live_deliversFramesTheMomentTheyCome() throws Exception {
    footage().recording(T0).frames(5);
    play(Playback.live());
    sink().awaitExactly("k0", "1", "2", "3", "4");

    footage().frames(3);

    sink().awaitExactly("k0", "1", "2", "3", "4", "5", "6", "7");
  }

  @Test
  default void replayAtHigherSpeed_joinsTheLiveEdgeWithoutASeam() throws Exception {
    footage().recording(T0).frames(20);
    play(Playback.from(T0).speed(new Speed(4)));
    sink().awaitAdvancing(clocks(), "19");
    awaitIdle();

    IntStream.range(0, 20).forEach(i -> footage().frames(1));

    sink().await("39");
    assertThat(numbers()).isEqualTo(IntStream.range(0, 40).boxed().toList());
  }

  @Test
  default void replayAtNormalSpeed_joinsTheLiveEdgeWhenItHasCaughtUp() throws Exception {
    footage().recording(T0).frames(3);
    play(Playback.from(T0));
    sink().awaitAdvancing(clocks(), "2");
    awaitIdle();

    // The clocks stand still from here on.
    footage().frames(1);
    sink().await("3");
    footage().frames(2);

    sink().awaitExactly("k0", "1", "2", "3", "4", "5");
  }
}
