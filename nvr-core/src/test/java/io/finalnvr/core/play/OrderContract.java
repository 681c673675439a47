package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Playback;
import io.finalnvr.SeekMode;
import io.finalnvr.core.TestClocks;
import io.finalnvr.media.EncodedFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** In which order frames come, and what is said of those that are missing. */
interface OrderContract extends PlayerTests {

  @Test
  default void play_deliversSoundAndPicturesInTheOrderOfTheLog() throws Exception {
    footage().sound().recording(T0).frames(3);

    play(from(T0));

    sink().awaitExactly("a0", "k0", "a1", "1", "a2", "2");
    assertThat(sink().frames()).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
  }

  @Test
  default void play_acrossAGap_announcesItWithItsCauseAndPassesOver() throws Exception {
    gaps((start, end) -> Optional.of(Gap.of(start, end, GapCause.CAMERA_UNREACHABLE, "silent")));
    footage().recording(T0).frames(2).end().recording(T0.plusSeconds(3600)).frames(2);

    play(Playback.from(T0));

    sink().awaitAdvancing(clocks(), "3");
    sink().awaitExactly("k0", "1", "gap:CAMERA_UNREACHABLE:3599800", "k2", "3");
    assertThat(clocks().instant()).isBefore(new TestClocks().instant().plusSeconds(600));
    assertThat(sink().frames().get(2).discontinuity()).isTrue();
  }

  @Test
  default void play_acrossAHoleInsideOfARecording_announcesIt() throws Exception {
    footage().recording(T0).frames(2).hole(Duration.ofMillis(700)).frames(2);

    play(from(T0));

    sink().awaitExactly("k0", "1", "gap:UNKNOWN:700", "k2", "3");
  }

  @Test
  default void play_acrossDamage_goesOnAtTheNextKeyFrame() throws Exception {
    footage().recording(T0).frames(12).garbage(false).frames(10);

    play(from(T0.plusSeconds(1)));

    sink().awaitExactly("k10", "11", "gap:DAMAGED:900", "k20", "21");
    assertThat(sink().frames().get(2).discontinuity()).isTrue();
  }

  @Test
  default void play_fromADamagedKeyFrame_goesOnAtTheNext() throws Exception {
    footage().recording(T0).frames(10).garbage(true).frames(1);

    play(from(T0.plusMillis(1050)));

    sink().awaitExactly("gap:DAMAGED:50", "k10");
  }

  @Test
  default void play_fromInsideOfADamagedStretch_goesOnAfterIt() throws Exception {
    footage().recording(T0).frames(12).garbage(false).garbage(false).frames(10);

    play(from(T0.plusMillis(1_350)).mode(SeekMode.EXACT));

    sink().awaitExactly("gap:DAMAGED:1000", "k20", "21");
  }

  @Test
  default void play_whileRetentionPassesThePlayer_goesOnAtTheOldest() throws Exception {
    footage().recording(T0).frames(40);
    CountDownLatch cut = new CountDownLatch(1);
    play(
        from(T0).until(T0.plusMillis(3200)),
        new ForwardingSink(sink()) {
          @Override
          public void onFrame(EncodedFrame frame) {
            super.onFrame(frame);
            if (cut.getCount() > 0) {
              cut.countDown();
              log().truncateBefore(T0.plusMillis(3000));
            }
          }
        });

    sink().await("end");
    assertThat(sink().calls()).startsWith("k0").endsWith("k30", "31", "end");
    // What the reader had fetched before is delivered all the same.
    boolean passedOver =
        sink().calls().stream().anyMatch(call -> call.startsWith("gap:RETENTION:"));
    assertThat(passedOver).isEqualTo(numbers().size() < 32);
  }
}
