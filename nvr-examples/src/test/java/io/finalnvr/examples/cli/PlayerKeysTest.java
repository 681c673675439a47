package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.PlayerControl;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlayerKeysTest {

  private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");

  private final List<String> asked = new ArrayList<>();
  private final PlayerKeys keys = new PlayerKeys(new Asked(), Speed.NORMAL);
  private PlayerState state = PlayerState.PLAYING;

  private void press(String... all) {
    List.of(all).forEach(keys::press);
  }

  @Test
  void space_pausesAndPlays() {
    press(" ");
    state = PlayerState.PAUSED;
    press(" ");

    assertThat(asked).containsExactly("pause", "play");
  }

  @Test
  void arrows_stepAndJump() {
    press("\033[C", "\033[D", "\033[A", "\033[B");

    assertThat(asked).containsExactly("forward", "back", "seek 10", "seek -10");
  }

  @Test
  void speed_goesUpDownAndTheOtherWay() {
    press("+", "+", "r", "+", "-", "-", "r");

    assertThat(asked).containsExactly("2.0", "4.0", "-4.0", "-8.0", "-4.0", "-2.0", "2.0");
  }

  @Test
  void live_goesForward() {
    press("r", "l", "q");

    assertThat(asked).containsExactly("-1.0", "1.0", "live", "play");
    assertThat(keys.hasQuit()).isTrue();
  }

  private final class Asked implements PlayerControl {
    @Override
    public PlayerState state() {
      return state;
    }

    @Override
    public void play() {
      asked.add("play");
    }

    @Override
    public void pause() {
      asked.add("pause");
    }

    @Override
    public void seek(Instant instant, SeekMode mode) {
      asked.add("seek " + Duration.between(AT, instant).toSeconds());
    }

    @Override
    public void goLive() {
      asked.add("live");
    }

    @Override
    public void speed(Speed speed) {
      asked.add("" + speed.factor());
    }

    @Override
    public void stepForward() {
      asked.add("forward");
    }

    @Override
    public void stepBack() {
      asked.add("back");
    }

    @Override
    public Optional<Instant> position() {
      return Optional.of(AT);
    }

    @Override
    public boolean awaitEnd(Duration timeout) {
      return false;
    }

    @Override
    public void close() {}
  }
}
