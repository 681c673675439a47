package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Footage whose records are durable while index entries for them are still on their way. */
class LateIndexTest implements PlayerTests {

  private PlayerFixture fixture;
  private LateIndexStore store;

  @Override
  public PlayerFixture fixture() {
    return fixture;
  }

  private void indexThatEndsAfter(int entries) {
    use(LateIndexStore.thatEndsAfter(entries));
  }

  private void use(LateIndexStore late) {
    store = late;
    fixture = new PlayerFixture(store);
    footage().withLateIndex();
  }

  @AfterEach
  void close() {
    fixture.close();
    store.close();
  }

  // Without any entry.

  @Test
  void instant_isFoundByTheRecords() {
    indexThatEndsAfter(0);
    footage().recording(T0).keyEvery(4).frames(6);

    Located where = new Locator(log(), () -> false).locate(T0.plusMillis(450), SeekMode.EXACT);

    assertThat(where).isInstanceOf(Located.Found.class);
    assertThat(firstNumber(where)).isEqualTo(4);
  }

  @Test
  void newest_isFoundByTheRecords() {
    indexThatEndsAfter(0);
    footage().recording(T0).keyEvery(4).frames(6);

    assertThat(firstNumber(new Locator(log(), () -> false).newest())).isEqualTo(4);
  }

  @Test
  void instantBeforeAll_startsAtTheOldest() {
    indexThatEndsAfter(0);
    footage().recording(T0).keyEvery(4).frames(6);

    assertThat(new Locator(log(), () -> false).locate(T0.minusSeconds(1), SeekMode.EXACT))
        .isEqualTo(new Located.BeforeOldest(0));
  }

  // Backwards from now.

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void keyFramesBackwards_beginWithTheNewest(int entries) throws Exception {
    indexThatEndsAfter(entries);
    footage().recording(T0).frames(35);

    play(Playback.live().speed(new Speed(-8)));

    sink().awaitAdvancing(clocks(), "end");
    sink().awaitExactly("k30", "k20", "k10", "k0", "end");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void keyFramesBackwards_tellOfGapsThatTheIndexDoesNotKnowYet(int entries) throws Exception {
    indexThatEndsAfter(entries);
    footage().recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(12);

    play(Playback.live().speed(new Speed(-8)));

    sink().awaitAdvancing(clocks(), "end");
    sink().awaitExactly("k22", "k12", "gap:UNKNOWN:8800", "k10", "k0", "end");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void backwards_beginsWithTheNewestPicture(int entries) throws Exception {
    indexThatEndsAfter(entries);
    footage().recording(T0).frames(23);

    play(Playback.live().speed(Speed.UNPACED.reversed()));

    sink().await("end");
    assertThat(sink().shown()).isEqualTo(numbersDown(22));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void backwards_whileTheIndexCatchesUp_showsEveryPicture(int entries) throws Exception {
    use(LateIndexStore.thatBeginsWith(entries));
    footage().recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(12);

    play(from(T0.plusSeconds(12)).mode(SeekMode.EXACT).speed(Speed.UNPACED.reversed()));

    sink().await("end");
    assertThat(sink().shown()).isEqualTo(numbersDown(23));
    assertThat(sink().calls()).containsOnlyOnce("gap:UNKNOWN:8800");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void steps_whileTheIndexCatchesUp_leaveNothingOut(int entries) throws Exception {
    use(LateIndexStore.thatBeginsWith(entries));
    footage().recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(12);
    Player player = play(Playback.from(T0.plusSeconds(3600)));
    player.pause();
    player.seek(T0, SeekMode.EXACT);

    for (int number = 0; number < 24; number++) {
      player.stepForward();
      sink().await("s" + number);
    }
    for (int number = 22; number >= 0; number--) {
      player.stepBack();
      sink().awaitShown(24 + 23 - number);
    }

    assertThat(sink().shown().subList(24, 47)).isEqualTo(numbersDown(22));
    assertThat(sink().calls()).filteredOn(call -> call.startsWith("gap")).hasSize(2);
  }

  private int firstNumber(Located where) {
    try (FootageReader reader = FootageReader.open(log(), where)) {
      FootageRecord first = reader.readBefore(log().tail(), () -> false).orElseThrow();
      return first.frames().get(0).data().getInt(0);
    }
  }

  private static List<Integer> numbersDown(int from) {
    return IntStream.rangeClosed(0, from).map(i -> from - i).boxed().toList();
  }
}
