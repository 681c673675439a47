package io.finalnvr.examples.cli;

import io.finalnvr.PlayerControl;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import java.time.Duration;

/** What the keys of a terminal do with a player. Not thread-safe. */
final class PlayerKeys {

  /** For people. */
  static final String HELP =
      "space: pause, play · left, right: one frame · down, up: 10 s · - +: speed · r: backwards · l:"
          + " live · q: quit";

  private static final double[] SPEEDS = {0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64};
  private static final Duration JUMP = Duration.ofSeconds(10);

  private final PlayerControl player;
  private Speed speed;
  private boolean quit;

  PlayerKeys(PlayerControl player, Speed speed) {
    this.player = player;
    this.speed = speed;
  }

  boolean hasQuit() {
    return quit;
  }

  /** Takes what one key sends: a character, or an escape sequence for the arrows. */
  void press(String key) {
    switch (key) {
      case " " -> toggle();
      case "\033[C", "." -> player.stepForward();
      case "\033[D", "," -> player.stepBack();
      case "\033[A" -> jump(JUMP);
      case "\033[B" -> jump(JUMP.negated());
      case "+", "=" -> change(+1);
      case "-" -> change(-1);
      case "r" -> set(speed.reversed());
      case "l" -> live();
      case "q", "\004" -> quit = true;
      default -> {}
    }
  }

  private void toggle() {
    if (player.state() == PlayerState.PLAYING) {
      player.pause();
    } else {
      player.play();
    }
  }

  private void jump(Duration by) {
    player.position().ifPresent(at -> player.seek(at.plus(by), SeekMode.EXACT));
  }

  private void live() {
    if (speed.isReverse()) {
      set(Speed.NORMAL);
    }
    player.goLive();
    player.play();
  }

  private void change(int by) {
    int at = 0;
    while (at < SPEEDS.length - 1 && SPEEDS[at] < Math.abs(speed.factor())) {
      at++;
    }
    double next = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))];
    set(new Speed(Math.copySign(next, speed.factor())));
  }

  private void set(Speed next) {
    speed = next;
    player.speed(next);
  }
}
