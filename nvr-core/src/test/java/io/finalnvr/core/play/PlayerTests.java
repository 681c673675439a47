package io.finalnvr.core.play;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Speed;
import io.finalnvr.core.TestClocks;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.FrameLog;
import java.time.Instant;
import java.util.List;

/** What the parts of the player's contract have in common. */
interface PlayerTests {

  /** Where footage begins, where not told otherwise. */
  Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  /** The footage under test, its player and its sink. */
  PlayerFixture fixture();

  /** The clocks, which stand still. */
  default TestClocks clocks() {
    return fixture().clocks();
  }

  /** Where {@link #play(Playback)} plays to. */
  default RecordingSink sink() {
    return fixture().sink();
  }

  /** The log of the footage. */
  default FrameLog log() {
    return fixture().log();
  }

  /** The footage. */
  default TestFootage footage() {
    return fixture().footage();
  }

  /** What knows of gaps from now on. */
  default void gaps(GapFinder gaps) {
    fixture().gaps(gaps);
  }

  /** Opens a player that delivers to {@link #sink()}. */
  default Player play(Playback playback) {
    return play(playback, sink());
  }

  /** Opens a player. */
  default Player play(Playback playback, FrameSink to) {
    return fixture().play(playback, to);
  }

  /** As fast as the sink takes it. */
  default Playback from(Instant instant) {
    return Playback.from(instant).speed(Speed.UNPACED);
  }

  /** What is told first. */
  default String firstFrame(Playback playback) throws InterruptedException {
    RecordingSink told = new RecordingSink();
    Player player = play(playback.speed(Speed.NORMAL), told);
    told.awaitCalls(1);
    player.close();
    return told.calls().get(0);
  }

  /** The numbers of the frames told so far. */
  default List<Integer> numbers() {
    return sink().frames().stream().map(frame -> frame.data().getInt(0)).toList();
  }

  /** Waits until the player waits for the next frame to be due. */
  default void awaitWaiting() throws InterruptedException {
    fixture().awaitWaiting();
  }

  /** Gives the player time for what it must not do, or for looking at the live edge. */
  default void awaitIdle() throws InterruptedException {
    PlayerFixture.awaitIdle();
  }
}
