package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One picture at a time. */
interface StepContract extends PlayerTests {

  /** Paused, with nothing shown yet. */
  private Player paused(Instant at) throws InterruptedException {
    Player player = play(from(T0.plusSeconds(86_400)));
    awaitIdle();
    player.pause();
    player.seek(at, SeekMode.EXACT);
    return player;
  }

  @Test
  default void step_pausesAndShowsTheNextFrame() throws Exception {
    footage().recording(T0).frames(12);
    Player player = play(Playback.from(T0));
    sink().awaitExactly("k0");

    player.stepForward();

    sink()
        .awaitExactly(
            "k0", "(k0)", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "s1");
    assertThat(player.state()).isEqualTo(PlayerState.PAUSED);
    assertThat(player.position()).contains(T0.plusMillis(100));
  }

  @Test
  default void steps_insideOfAGroupOfPictures_deliverItOnce() throws Exception {
    footage().recording(T0).keyEvery(5).frames(12);
    Player player = paused(T0.plusMillis(350));

    player.stepForward();
    player.stepForward();
    player.stepBack();
    player.stepBack();

    sink().awaitExactly("(k0)", "(1)", "(2)", "(3)", "(4)", "s3", "s4", "s3", "s2");
  }

  @Test
  default void steps_goAcrossGroupsOfPictures() throws Exception {
    footage().recording(T0).keyEvery(5).frames(15);
    Player player = paused(T0.plusMillis(400));

    player.stepForward();
    player.stepForward();
    player.stepBack();

    sink()
        .awaitExactly(
            "(k0)", "(1)", "(2)", "(3)", "(4)", "s4", "(k5)", "(6)", "(7)", "(8)", "(9)", "s5",
            "(k0)", "(1)", "(2)", "(3)", "(4)", "s4");
  }

  @Test
  default void steps_withReorderedFrames_goByWhenTheyAreShown() throws Exception {
    footage().recording(T0).reorderedFrames(2);
    Player player = paused(T0.plusMillis(100));

    for (int i = 0; i < 4; i++) {
      player.stepForward();
    }
    player.stepBack();

    sink()
        .awaitExactly(
            "(k0)", "(3)", "(1)", "(2)", "(6)", "(4)", "(5)", "s0", "s1", "s2", "s3", "s2");
  }

  @Test
  default void steps_acrossAGap_announceItEitherWay() throws Exception {
    footage().recording(T0).frames(2).end().recording(T0.plusSeconds(10)).frames(2);
    Player player = paused(T0.plusMillis(100));

    player.stepForward();
    player.stepForward();
    player.stepBack();

    sink()
        .awaitExactly(
            "(k0)",
            "(1)",
            "s1",
            "gap:UNKNOWN:9800",
            "(k2)",
            "(3)",
            "s2",
            "gap:UNKNOWN:9800",
            "(k0)",
            "(1)",
            "s1");
  }

  @Test
  default void firstStep_insideOfAGap_showsTheFrameAfterOrBefore() throws Exception {
    footage().recording(T0).frames(2).end().recording(T0.plusSeconds(10)).frames(2);
    Player player = paused(T0.plusSeconds(5));
    player.stepForward();
    sink().awaitExactly("gap:UNKNOWN:9800", "(k2)", "(3)", "s2");

    player.seek(T0.plusSeconds(5), SeekMode.EXACT);
    player.stepBack();

    sink()
        .awaitExactly(
            "gap:UNKNOWN:9800", "(k2)", "(3)", "s2", "gap:UNKNOWN:9800", "(k0)", "(1)", "s1");
  }

  @Test
  default void step_atTheStartAndAtTheEnd_doesNothing() throws Exception {
    footage().recording(T0).frames(2);
    Player player = paused(T0);

    player.stepBack();
    player.stepBack();
    player.stepForward();
    player.stepForward();
    player.stepBack();

    sink().awaitExactly("(k0)", "s0", "(k0)", "(1)", "s1", "s0");
  }

  @Test
  default void steps_atTheLiveEdge_showWhatCameMeanwhile() throws Exception {
    footage().recording(T0).frames(3);
    Player player = play(Playback.live());
    sink().awaitExactly("k0", "1", "2");
    player.stepForward();
    awaitIdle();
    footage().frames(1);

    player.stepForward();

    sink().awaitExactly("k0", "1", "2", "(k0)", "(1)", "(2)", "(3)", "s3");
  }

  @Test
  default void steps_stayInsideOfARange() throws Exception {
    footage().recording(T0).frames(10);
    Player player =
        play(Playback.from(T0.plusMillis(250)).until(T0.plusMillis(400)).mode(SeekMode.EXACT));
    sink().awaitExactly("(k0)", "(1)", "2");

    for (int i = 0; i < 4; i++) {
      player.stepForward();
    }
    for (int i = 0; i < 4; i++) {
      player.stepBack();
    }

    sink().await("s2");
    awaitIdle();
    assertThat(sink().calls().stream().filter(call -> call.startsWith("s")))
        .containsExactly("s3", "s2");
  }

  @Test
  default void play_afterSteps_goesOnAfterTheFrameShown() throws Exception {
    footage().sound().recording(T0).frames(4);
    Player player = paused(T0);
    player.stepForward();
    player.stepForward();
    sink().await("s1");
    int before = sink().calls().size();

    player.play();

    sink().awaitCalls(before + 6);
    assertThat(sink().calls().subList(before, before + 6))
        .containsExactly("(k0)", "(1)", "a2", "2", "a3", "3");
  }

  @Test
  default void longGroupOfPictures_isDeliveredAgainForPicturesThatTheSinkNeedNotKeep()
      throws Exception {
    footage().recording(T0).keyEvery(100).frames(100);
    Player player = paused(T0.plusMillis(7_950));
    for (int i = 0; i < 66; i++) {
      player.stepBack();
    }
    sink().await("s14");

    assertThat(sink().frames()).hasSize(80 + 16);
    assertThat(sink().calls()).hasSize(80 + 16 + 66).endsWith("(14)", "(15)", "s15", "s14");
  }
}
