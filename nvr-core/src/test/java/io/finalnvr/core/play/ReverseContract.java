package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.media.EncodedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Playing backwards, every picture. */
interface ReverseContract extends PlayerTests {

  /** Backwards, as fast as the sink takes it. */
  private Playback back(Instant instant) {
    return Playback.from(instant).mode(SeekMode.EXACT).speed(Speed.UNPACED.reversed());
  }

  private List<String> shown() {
    return sink().calls().stream().filter(call -> !call.startsWith("(")).toList();
  }

  @Test
  default void reverse_showsEveryPictureOnceDownToTheOldestAndEnds() throws Exception {
    footage().recording(T0).keyEvery(3).frames(7);

    Player player = play(back(T0.plusMillis(450)));

    sink().await("end");
    assertThat(shown()).containsExactly("s4", "s3", "s2", "s1", "s0", "end");
    assertThat(player.state()).isEqualTo(PlayerState.ENDED);
  }

  @Test
  default void reverse_deliversAGroupOfPicturesOnceBeforeItIsShown() throws Exception {
    footage().recording(T0).keyEvery(5).frames(10);

    play(back(T0.plusMillis(750)));

    sink()
        .awaitExactly(
            "(k5)", "(6)", "(7)", "s7", "s6", "s5", "(k0)", "(1)", "(2)", "(3)", "(4)", "s4", "s3",
            "s2", "s1", "s0", "end");
  }

  @Test
  default void stepBetweenFramesThatAreToBeKept_deliversThemAgain() throws Exception {
    footage().recording(T0).frames(5);
    Player[] player = new Player[1];
    CountDownLatch ready = new CountDownLatch(1);
    player[0] =
        play(
            back(T0.plusSeconds(60)),
            new ForwardingSink(sink()) {
              @Override
              public void onFrame(EncodedFrame frame) {
                super.onFrame(frame);
                PlayerFixture.await(ready);
                if (sink().frames().size() == 2) {
                  player[0].stepBack();
                }
              }
            });
    ready.countDown();

    sink().await("s4");
    sink().awaitExactly("(k0)", "(1)", "(k0)", "(1)", "(2)", "(3)", "(4)", "s4");
  }

  @Test
  default void reverse_withReorderedFrames_goesByWhenTheyAreShown() throws Exception {
    footage().recording(T0).reorderedFrames(2).reorderedFrames(1);

    play(back(T0.plusSeconds(60)));

    sink().await("end");
    assertThat(shown())
        .containsExactly("s10", "s9", "s8", "s7", "s6", "s5", "s4", "s3", "s2", "s1", "s0", "end");
  }

  @Test
  default void reverse_leavesSoundOut() throws Exception {
    footage().sound().recording(T0).frames(3);

    play(back(T0.plusSeconds(60)));

    sink().awaitExactly("(k0)", "(1)", "(2)", "s2", "s1", "s0", "end");
  }

  @Test
  default void reverse_acrossGaps_announcesThem() throws Exception {
    footage()
        .recording(T0)
        .frames(2)
        .hole(Duration.ofMillis(300))
        .frames(2)
        .end()
        .recording(T0.plusSeconds(60))
        .frames(1);

    play(back(T0.plusSeconds(120)));

    sink().await("end");
    assertThat(shown())
        .containsExactly(
            "s4", "gap:UNKNOWN:59300", "s3", "s2", "gap:UNKNOWN:300", "s1", "s0", "end");
  }

  @Test
  default void reverse_acrossDamage_goesOnBeforeIt() throws Exception {
    footage().recording(T0).frames(10).garbage(true).frames(12);

    play(back(T0.plusSeconds(60)));

    sink().await("end");
    List<String> all = shown();
    assertThat(all).startsWith("s21", "s20").contains("gap:DAMAGED:100").endsWith("s0", "end");
    assertThat(all.indexOf("gap:DAMAGED:100")).isEqualTo(all.indexOf("s9") - 1);
  }

  @Test
  default void reverse_fromInsideOfAGap_beginsBeforeIt() throws Exception {
    footage().recording(T0).frames(2).end().recording(T0.plusSeconds(60)).frames(1);

    play(back(T0.plusSeconds(30)));

    sink().awaitExactly("gap:UNKNOWN:59800", "(k0)", "(1)", "s1", "s0", "end");
  }

  @Test
  default void reverse_fromTheLiveEdge_beginsAtTheNewest() throws Exception {
    footage().recording(T0).frames(3);

    play(Playback.live().speed(Speed.UNPACED.reversed()));

    sink().awaitExactly("(k0)", "(1)", "(2)", "s2", "s1", "s0", "end");
  }

  @Test
  default void reverse_withoutFootage_ends() throws Exception {
    play(back(T0));

    sink().awaitExactly("end");
  }

  @Test
  default void reverse_ofARange_goesFromItsEndToTheFrameShownAtItsStart() throws Exception {
    footage().recording(T0).frames(20);

    play(back(T0.plusMillis(350)).until(T0.plusMillis(700)));

    sink().await("end");
    assertThat(shown()).containsExactly("s6", "s5", "s4", "s3", "end");
  }

  @Test
  default void reverse_showsPicturesWhenTheyAreDue() throws Exception {
    footage().recording(T0).frames(10);
    play(Playback.from(T0.plusMillis(500)).mode(SeekMode.EXACT).speed(new Speed(-2)));
    sink().await("s5");
    awaitWaiting();

    clocks().advance(Duration.ofMillis(49));
    awaitWaiting();
    assertThat(shown()).containsExactly("s5");
    clocks().advance(Duration.ofMillis(1));
    sink().await("s4");
    clocks().advance(Duration.ofMillis(100));
    sink().await("s2");
    assertThat(shown()).containsExactly("s5", "s4", "s3", "s2");
  }

  @Test
  default void changeOfDirection_leavesNoFrameOutAndShowsNoneTwice() throws Exception {
    footage().recording(T0).frames(30);
    Player player = play(Playback.from(T0.plusSeconds(1)));
    sink().awaitAdvancing(clocks(), "14");
    player.speed(Speed.REVERSE);
    sink().awaitAdvancing(clocks(), "s8");
    player.speed(Speed.NORMAL);
    sink().awaitAdvancing(clocks(), "16");

    List<Integer> expected =
        IntStream.concat(
                IntStream.concat(
                    IntStream.range(10, 15), IntStream.iterate(13, n -> n >= 8, n -> n - 1)),
                IntStream.rangeClosed(9, 16))
            .boxed()
            .toList();
    assertThat(shown().stream().map(call -> Integer.valueOf(call.replaceAll("[ks]", ""))))
        .startsWith(expected.toArray(Integer[]::new));
  }

  @Test
  default void end_ofReverse_isLeftByAChangeOfDirection() throws Exception {
    footage().recording(T0).frames(3);
    Player player = play(back(T0.plusMillis(100)));
    sink().await("end");

    player.speed(Speed.UNPACED);

    sink().await("2");
    assertThat(shown()).containsExactly("s1", "s0", "end", "1", "2");
    assertThat(player.state()).isEqualTo(PlayerState.PLAYING);
  }

  @Test
  default void reverse_whileRetentionPasses_endsAtTheOldestThatIsLeft() throws Exception {
    footage().recording(T0).frames(60);
    Player player = play(Playback.from(T0.plusMillis(4_500)).speed(Speed.REVERSE));
    sink().await("s40");

    log().truncateBefore(T0.plusMillis(3_000));
    player.speed(Speed.UNPACED.reversed());

    sink().await("end");
    assertThat(shown()).startsWith("s40", "s39").endsWith("s31", "s30", "end").hasSize(12);
  }
}
