package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.SeekMode;
import org.junit.jupiter.api.Test;

/** Where playing starts, and goes on after a seek. */
interface SeekContract extends PlayerTests {

  @Test
  default void from_beforeTheOldest_startsAtTheOldestKeyFrame() throws Exception {
    footage().recording(T0).frames(3);

    play(from(T0.minusSeconds(60)));

    sink().awaitExactly("k0", "1", "2");
  }

  @Test
  default void from_insideOfAGap_announcesItAndStartsAtTheKeyFrameAfterIt() throws Exception {
    footage().recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(2);

    play(from(T0.plusSeconds(5)));

    sink().awaitExactly("gap:UNKNOWN:8800", "k12", "13");
  }

  @Test
  default void from_insideOfAGap_startsAfterItInEveryMode() throws Exception {
    footage().recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(2);

    for (SeekMode mode : SeekMode.values()) {
      RecordingSink told = new RecordingSink();
      play(from(T0.plusSeconds(5)).mode(mode), told);
      told.awaitExactly("gap:UNKNOWN:8800", "k12", "13");
    }
  }

  @Test
  default void from_afterTheNewest_waitsForWhatComes() throws Exception {
    footage().recording(T0).frames(3).end();
    play(from(T0.plusSeconds(5)));

    footage().recording(T0.plusSeconds(9)).frames(2);

    sink().awaitExactly("gap:UNKNOWN:8700", "k3", "4");
  }

  @Test
  default void from_justAfterTheNewest_startsAtTheKeyFrameBeforeWhatComesNext() throws Exception {
    footage().recording(T0).frames(13);
    play(Playback.from(footage().next().plusMillis(20)));
    awaitIdle();

    footage().frames(1);

    sink().awaitExactly("k10", "11", "12", "13");
  }

  @Test
  default void from_withoutFootage_waitsForTheFirstKeyFrame() throws Exception {
    play(from(T0));

    footage().recording(T0).frames(2);

    sink().awaitExactly("k0", "1");
  }

  @Test
  default void live_withoutFootage_waitsForTheFirstKeyFrame() throws Exception {
    play(Playback.live());

    footage().recording(T0).frames(2);

    sink().awaitExactly("k0", "1");
  }

  @Test
  default void live_startsAtTheNewestKeyFrameThoughItIsNotInTheIndex() throws Exception {
    footage().recording(T0).frames(10).keyEvery(3).frames(5);

    play(Playback.live());

    sink().awaitExactly("k13", "14");
  }

  @Test
  default void previousKey_isTheTrueOneThoughItIsNotInTheIndex() throws Exception {
    footage().recording(T0).keyEvery(2).frames(12);

    play(from(T0.plusMillis(350)).until(T0.plusMillis(600)));

    sink().awaitExactly("k2", "3", "k4", "5", "end");
  }

  @Test
  default void previousKey_atTheInstantOfAKeyFrame_isThatOne() throws Exception {
    footage().recording(T0).frames(22);

    play(from(T0.plusSeconds(1)).until(T0.plusMillis(1200)));

    sink().awaitExactly("k10", "11", "end");
  }

  @Test
  default void previousKey_isFoundByWhenItIsShown() throws Exception {
    footage().recording(T0).reorderedFrames(3).reorderedFrames(1);

    // Frame 10 is decoded at 1000 ms and shown at 1100 ms.
    play(from(T0.plusMillis(1050)).until(T0.plusMillis(1300)));

    sink()
        .awaitExactly(
            "k0", "3", "1", "2", "6", "4", "5", "9", "7", "8", "k10", "(13)", "11", "end");
  }

  @Test
  default void nextKey_startsAtTheKeyFrameAfter() throws Exception {
    footage().recording(T0).keyEvery(4).frames(10);

    play(from(T0.plusMillis(150)).mode(SeekMode.NEXT_KEY));

    sink().awaitExactly("k4", "5", "6", "7", "k8", "9");
  }

  @Test
  default void nextKey_whereThereIsNoneYet_waitsForIt() throws Exception {
    footage().recording(T0).frames(9);
    play(from(T0.plusMillis(150)).mode(SeekMode.NEXT_KEY));
    awaitIdle();

    footage().frames(3);

    sink().awaitExactly("k10", "11");
  }

  @Test
  default void closestKey_startsAtTheNearerOneAndOfTwoEquallyNearAtTheEarlier() throws Exception {
    footage().recording(T0).keyEvery(4).frames(10);

    assertThat(firstFrame(from(T0.plusMillis(199)).mode(SeekMode.CLOSEST_KEY))).isEqualTo("k0");
    assertThat(firstFrame(from(T0.plusMillis(200)).mode(SeekMode.CLOSEST_KEY))).isEqualTo("k0");
    assertThat(firstFrame(from(T0.plusMillis(201)).mode(SeekMode.CLOSEST_KEY))).isEqualTo("k4");
    assertThat(firstFrame(from(T0.plusMillis(900)).mode(SeekMode.CLOSEST_KEY))).isEqualTo("k8");
  }

  @Test
  default void exact_marksTheFramesBeforeTheOneShown() throws Exception {
    footage().recording(T0).frames(6);

    play(from(T0.plusMillis(350)).mode(SeekMode.EXACT));

    sink().awaitExactly("(k0)", "(1)", "(2)", "3", "4", "5");
  }

  @Test
  default void exact_atTheNewestFrame_doesNotWaitForAnother() throws Exception {
    footage().recording(T0).frames(4);

    play(from(T0.plusMillis(350)).mode(SeekMode.EXACT));

    sink().awaitExactly("(k0)", "(1)", "(2)", "3");
  }

  @Test
  default void exact_withReorderedFrames_goesByWhenTheyAreShown() throws Exception {
    footage().recording(T0).reorderedFrames(2);

    // Shown: 0 at 100 ms, 1 at 200 ms, 2 at 300 ms, 3 at 400 ms.
    play(from(T0.plusMillis(350)).mode(SeekMode.EXACT));

    sink().awaitExactly("(k0)", "3", "(1)", "2", "6", "4", "5");
  }

  @Test
  default void exact_leavesOutSoundBeforeTheInstant() throws Exception {
    footage().sound().recording(T0).frames(5);

    // Sound 2 is heard at 150 ms, sound 3 at 250 ms.
    play(from(T0.plusMillis(200)).mode(SeekMode.EXACT));

    sink().awaitExactly("(k0)", "(1)", "2", "a3", "3", "a4", "4");
  }
}
