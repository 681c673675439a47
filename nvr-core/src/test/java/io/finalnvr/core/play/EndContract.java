package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.media.EncodedFrame;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How playing ends. */
interface EndContract extends PlayerTests {

  @Test
  default void until_isExclusiveAndEndsThePlayer() throws Exception {
    footage().recording(T0).frames(10);

    Player player = play(Playback.of(new TimeRange(T0, T0.plusMillis(300))).speed(Speed.UNPACED));

    assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    sink().awaitExactly("k0", "1", "2", "end");
    assertThat(player.state()).isEqualTo(PlayerState.ENDED);
  }

  @Test
  default void until_insideOfAGap_endsWithoutAnnouncingIt() throws Exception {
    footage().recording(T0).frames(2).end().recording(T0.plusSeconds(60)).frames(2);

    play(from(T0).until(T0.plusSeconds(30)));

    sink().awaitExactly("k0", "1", "end");
  }

  @Test
  default void until_afterTheLastFootage_endsWhenNothingCanComeAnyMore() throws Exception {
    footage().recording(clocks().instant()).frames(2).end();
    play(from(clocks().instant()).until(clocks().instant().plusSeconds(1)));
    sink().awaitExactly("k0", "1");
    awaitIdle();

    clocks().advance(Duration.ofMinutes(1));

    sink().awaitExactly("k0", "1", "end");
  }

  @Test
  default void until_whereTheRecordingEnds_endsAtOnce() throws Exception {
    footage().recording(clocks().instant()).frames(2).end();

    play(
        from(clocks().instant()).until(clocks().instant().plus(TestFootage.FRAME.multipliedBy(2))));

    sink().awaitExactly("k0", "1", "end");
  }

  @Test
  default void until_whereALiveRecordingHasComeTo_waitsForWhatMayBelongToIt() throws Exception {
    footage().recording(clocks().instant()).frames(2);
    play(
        from(clocks().instant()).until(clocks().instant().plus(TestFootage.FRAME.multipliedBy(2))));
    sink().awaitExactly("k0", "1");
    awaitIdle();
    sink().awaitExactly("k0", "1");

    footage().frames(1);

    sink().awaitExactly("k0", "1", "end");
  }

  @Test
  default void end_withSoundThatIsLeftOver_isWithTheLastPicture() throws Exception {
    footage().sound().recording(T0).frames(2).soundAlone().end();

    Player player = play(from(T0).until(T0.plusSeconds(5)));

    sink().awaitExactly("a0", "k0", "a1", "1", "a2", "end");
    assertThat(player.position()).contains(T0.plus(TestFootage.FRAME));
  }

  @Test
  default void end_withReorderedFrames_isWithThePictureThatIsShownLast() throws Exception {
    footage().recording(T0).reorderedFrames(2).end();
    Player player = play(from(T0).until(T0.plusSeconds(5)));
    sink().awaitExactly("k0", "3", "1", "2", "6", "4", "5", "end");
    assertThat(player.position()).contains(T0.plusMillis(700));

    player.stepForward();
    player.stepBack();
    player.stepBack();

    sink().await("s4");
    assertThat(sink().shown()).containsExactly(5, 4);
  }

  @Test
  default void endOfARange_withReorderedFrames_isLeftBackwardsByThePictureBefore()
      throws Exception {
    footage().recording(T0).reorderedFrames(3).end();
    // Up to picture 5; picture 6 is decoded before it, and is after the end.
    Player player = play(from(T0).until(T0.plusMillis(700)));
    sink().await("end");
    assertThat(player.position()).contains(T0.plusMillis(600));

    player.speed(Speed.UNPACED.reversed());

    sink().await("s0");
    assertThat(sink().shown()).containsExactly(4, 3, 2, 1, 0);
  }

  @Test
  default void until_ofARangeWithoutFootage_endsToo() throws Exception {
    footage().recording(T0).frames(2).end();

    play(from(T0.plusSeconds(10)).until(T0.plusSeconds(20)));

    sink().awaitExactly("end");
  }

  @Test
  default void seek_afterTheEnd_playsAgain() throws Exception {
    footage().recording(T0).frames(10);
    Player player = play(from(T0).until(T0.plusMillis(200)));
    sink().awaitExactly("k0", "1", "end");

    player.seek(T0, SeekMode.PREVIOUS_KEY);

    sink().awaitExactly("k0", "1", "end", "k0", "1", "end");
  }

  @Test
  default void goLive_afterTheEnd_followsWithoutEnd() throws Exception {
    footage().recording(T0).frames(12);
    Player player = play(from(T0).until(T0.plusMillis(200)));
    sink().awaitExactly("k0", "1", "end");

    player.goLive();

    sink().awaitExactly("k0", "1", "end", "k10", "11");
    assertThat(player.state()).isEqualTo(PlayerState.PLAYING);
  }

  @Test
  default void close_atTheLiveEdge_returnsAndIsFinal() throws Exception {
    footage().recording(T0).frames(1);
    Player player = play(Playback.live());
    sink().awaitExactly("k0");

    player.close();
    player.close();
    player.play();
    player.seek(T0, SeekMode.EXACT);

    assertThat(player.state()).isEqualTo(PlayerState.CLOSED);
    assertThat(player.awaitEnd(Duration.ZERO)).isTrue();
    sink().awaitExactly("k0");
  }

  @Test
  default void close_fromTheSink_ends() throws Exception {
    footage().recording(T0).frames(5);
    Player[] player = new Player[1];
    CountDownLatch ready = new CountDownLatch(1);
    player[0] =
        play(
            from(T0),
            new ForwardingSink(sink()) {
              @Override
              public void onFrame(EncodedFrame frame) {
                super.onFrame(frame);
                PlayerFixture.await(ready);
                player[0].close();
              }
            });
    ready.countDown();

    assertThat(player[0].awaitEnd(Duration.ofSeconds(60))).isTrue();
    sink().awaitExactly("k0");
  }

  @Test
  default void close_whileTheSinkBlocks_unblocksIt() throws Exception {
    footage().recording(T0).frames(5);
    CountDownLatch never = new CountDownLatch(1);
    Player player =
        play(
            from(T0),
            frame -> {
              sink().onFrame(frame);
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    sink().awaitExactly("k0");

    player.close();

    assertThat(player.state()).isEqualTo(PlayerState.CLOSED);
  }

  @Test
  default void sinkThatThrows_endsThePlayerAndIsTold() throws Exception {
    footage().recording(T0).frames(5);

    Player player =
        play(
            from(T0),
            new ForwardingSink(sink()) {
              @Override
              public void onFrame(EncodedFrame frame) {
                throw new IllegalStateException("full");
              }
            });

    assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    assertThat(player.state()).isEqualTo(PlayerState.FAILED);
    sink().awaitExactly("failed:OUTPUT");
  }
}
