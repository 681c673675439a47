package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.media.EncodedFrame;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the methods of a player do while it plays. */
interface ControlContract extends PlayerTests {

  @Test
  default void pause_atTheLiveEdge_losesNothing() throws Exception {
    footage().recording(T0).frames(5);
    Player player = play(Playback.live());
    sink().awaitExactly("k0", "1", "2", "3", "4");
    player.pause();
    footage().frames(3);
    assertThat(player.state()).isEqualTo(PlayerState.PAUSED);
    assertThat(sink().calls()).hasSize(5);

    player.play();

    sink().awaitAdvancing(clocks(), "7");
    sink().awaitExactly("k0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(player.state()).isEqualTo(PlayerState.PLAYING);
  }

  @Test
  default void pause_fromTheSink_endsAfterThatFrame() throws Exception {
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
                if (frame.data().getInt(0) == 2) {
                  player[0].pause();
                }
              }
            });
    ready.countDown();
    sink().await("2");
    awaitIdle();
    sink().awaitExactly("k0", "1", "2");

    player[0].play();

    sink().awaitExactly("k0", "1", "2", "3", "4");
  }

  @Test
  default void seek_whilePaused_staysPaused() throws Exception {
    footage().recording(T0).frames(30);
    Player player = play(Playback.from(T0));
    sink().awaitExactly("k0");
    player.pause();

    player.seek(T0.plusSeconds(2), SeekMode.PREVIOUS_KEY);
    awaitIdle();
    sink().awaitExactly("k0");
    assertThat(player.state()).isEqualTo(PlayerState.PAUSED);

    player.play();
    sink().awaitExactly("k0", "k20");
  }

  @Test
  default void seek_whilePlaying_goesOnThere() throws Exception {
    footage().recording(T0).frames(30);
    Player player = play(Playback.from(T0));
    sink().awaitExactly("k0");

    player.seek(T0.plusMillis(1250), SeekMode.EXACT);
    sink().awaitExactly("k0", "(k10)", "(11)", "12");
    player.seek(T0, SeekMode.PREVIOUS_KEY);

    sink().awaitExactly("k0", "(k10)", "(11)", "12", "k0");
  }

  @Test
  default void seek_fromTheLiveEdge_goesBack() throws Exception {
    footage().recording(T0).frames(12);
    Player player = play(Playback.live());
    sink().awaitExactly("k10", "11");

    player.seek(T0, SeekMode.PREVIOUS_KEY);

    sink().awaitExactly("k10", "11", "k0");
  }

  @Test
  default void goLive_goesToTheNewestKeyFrameAndFollows() throws Exception {
    footage().recording(T0).frames(32);
    Player player = play(Playback.from(T0));
    sink().awaitExactly("k0");

    player.goLive();
    sink().awaitExactly("k0", "k30", "31");
    footage().frames(1);

    sink().awaitExactly("k0", "k30", "31", "32");
  }

  @Test
  default void position_isThatOfTheFrameDeliveredLast() throws Exception {
    Player player = play(from(T0).mode(SeekMode.EXACT));
    assertThat(player.position()).isEmpty();

    footage().sound().recording(T0).frames(3);
    sink().await("2");

    assertThat(player.position()).contains(T0.plusMillis(200));
    assertThat(player.cameraId()).isEqualTo("gate");
  }
}
