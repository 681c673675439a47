package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.core.TestClocks;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a player does, on whatever store. Subclasses contain only construction. */
public abstract class PlayerContract {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  private final TestClocks clocks = new TestClocks();
  private final RecordingSink sink = new RecordingSink();
  private final List<Player> players = new ArrayList<>();
  private final AtomicInteger closedCalls = new AtomicInteger();
  private Store store;
  private FrameLog log;
  private TestFootage footage;
  private GapFinder gaps = GapFinder.NONE;

  /** Opens the store; it may hold footage of other tests. */
  protected abstract Store openStore() throws Exception;

  @BeforeEach
  void openFootage() throws Exception {
    store = openStore();
    log = store.frameLog("t" + UUID.randomUUID() + ".main");
    footage = new TestFootage(log);
  }

  @AfterEach
  void closeAll() {
    players.forEach(Player::close);
    footage.close();
    store.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("nvr-player-"));
    assertThat(closedCalls).hasValue(players.size());
  }

  // Where playing starts.

  @Test
  void from_beforeTheOldest_startsAtTheOldestKeyFrame() throws Exception {
    footage.recording(T0).frames(3);

    play(from(T0.minusSeconds(60)));

    sink.awaitExactly("k0", "1", "2");
  }

  @Test
  void from_insideOfAGap_announcesItAndStartsAtTheKeyFrameAfterIt() throws Exception {
    footage.recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(2);

    play(from(T0.plusSeconds(5)));

    sink.awaitExactly("gap:UNKNOWN:8800", "k12", "13");
  }

  @Test
  void from_insideOfAGap_startsAfterItInEveryMode() throws Exception {
    footage.recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(2);

    for (SeekMode mode : SeekMode.values()) {
      RecordingSink told = new RecordingSink();
      play(from(T0.plusSeconds(5)).mode(mode), told);
      told.awaitExactly("gap:UNKNOWN:8800", "k12", "13");
    }
  }

  @Test
  void from_afterTheNewest_waitsForWhatComes() throws Exception {
    footage.recording(T0).frames(3).end();
    play(from(T0.plusSeconds(5)));

    footage.recording(T0.plusSeconds(9)).frames(2);

    sink.awaitExactly("gap:UNKNOWN:8700", "k3", "4");
  }

  @Test
  void from_justAfterTheNewest_startsAtTheKeyFrameBeforeWhatComesNext() throws Exception {
    footage.recording(T0).frames(13);
    play(Playback.from(footage.next().plusMillis(20)));
    awaitIdle();

    footage.frames(1);

    sink.awaitExactly("k10", "11", "12", "13");
  }

  @Test
  void from_withoutFootage_waitsForTheFirstKeyFrame() throws Exception {
    play(from(T0));

    footage.recording(T0).frames(2);

    sink.awaitExactly("k0", "1");
  }

  @Test
  void live_withoutFootage_waitsForTheFirstKeyFrame() throws Exception {
    play(Playback.live());

    footage.recording(T0).frames(2);

    sink.awaitExactly("k0", "1");
  }

  @Test
  void live_startsAtTheNewestKeyFrameThoughItIsNotInTheIndex() throws Exception {
    footage.recording(T0).frames(10).keyEvery(3).frames(5);

    play(Playback.live());

    sink.awaitExactly("k13", "14");
  }

  @Test
  void previousKey_isTheTrueOneThoughItIsNotInTheIndex() throws Exception {
    footage.recording(T0).keyEvery(2).frames(12);

    play(from(T0.plusMillis(350)).until(T0.plusMillis(600)));

    sink.awaitExactly("k2", "3", "k4", "5", "end");
  }

  @Test
  void previousKey_atTheInstantOfAKeyFrame_isThatOne() throws Exception {
    footage.recording(T0).frames(22);

    play(from(T0.plusSeconds(1)).until(T0.plusMillis(1200)));

    sink.awaitExactly("k10", "11", "end");
  }

  @Test
  void previousKey_isFoundByWhenItIsShown() throws Exception {
    footage.recording(T0).reorderedFrames(3).reorderedFrames(1);

    // Frame 10 is decoded at 1000 ms and shown at 1100 ms.
    play(from(T0.plusMillis(1050)).until(T0.plusMillis(1300)));

    sink.awaitExactly(
        "k0", "3", "1", "2", "6", "4", "5", "9", "7", "8", "k10", "(13)", "11", "end");
  }

  @Test
  void nextKey_startsAtTheKeyFrameAfter() throws Exception {
    footage.recording(T0).keyEvery(4).frames(10);

    play(from(T0.plusMillis(150)).mode(SeekMode.NEXT_KEY));

    sink.awaitExactly("k4", "5", "6", "7", "k8", "9");
  }

  @Test
  void nextKey_whereThereIsNoneYet_waitsForIt() throws Exception {
    footage.recording(T0).frames(9);
    play(from(T0.plusMillis(150)).mode(SeekMode.NEXT_KEY));
    awaitIdle();

    footage.frames(3);

    sink.awaitExactly("k10", "11");
  }

  @Test
  void closestKey_startsAtTheNearerOneAndOfTwoEquallyNearAtTheEarlier() throws Exception {
    footage.recording(T0).keyEvery(4).frames(10);

    assertThat(firstFrame(from(T0.plusMillis(199)).mode(SeekMode.CLOSEST_KEY))).isEqualTo("k0");
    assertThat(firstFrame(from(T0.plusMillis(200)).mode(SeekMode.CLOSEST_KEY))).isEqualTo("k0");
    assertThat(firstFrame(from(T0.plusMillis(201)).mode(SeekMode.CLOSEST_KEY))).isEqualTo("k4");
    assertThat(firstFrame(from(T0.plusMillis(900)).mode(SeekMode.CLOSEST_KEY))).isEqualTo("k8");
  }

  @Test
  void exact_marksTheFramesBeforeTheOneShown() throws Exception {
    footage.recording(T0).frames(6);

    play(from(T0.plusMillis(350)).mode(SeekMode.EXACT));

    sink.awaitExactly("(k0)", "(1)", "(2)", "3", "4", "5");
  }

  @Test
  void exact_atTheNewestFrame_doesNotWaitForAnother() throws Exception {
    footage.recording(T0).frames(4);

    play(from(T0.plusMillis(350)).mode(SeekMode.EXACT));

    sink.awaitExactly("(k0)", "(1)", "(2)", "3");
  }

  @Test
  void exact_withReorderedFrames_goesByWhenTheyAreShown() throws Exception {
    footage.recording(T0).reorderedFrames(2);

    // Shown: 0 at 100 ms, 1 at 200 ms, 2 at 300 ms, 3 at 400 ms.
    play(from(T0.plusMillis(350)).mode(SeekMode.EXACT));

    sink.awaitExactly("(k0)", "3", "(1)", "2", "6", "4", "5");
  }

  @Test
  void exact_leavesOutSoundBeforeTheInstant() throws Exception {
    footage.sound().recording(T0).frames(5);

    // Sound 2 is heard at 150 ms, sound 3 at 250 ms.
    play(from(T0.plusMillis(200)).mode(SeekMode.EXACT));

    sink.awaitExactly("(k0)", "(1)", "2", "a3", "3", "a4", "4");
  }

  // Order, gaps, damage.

  @Test
  void play_deliversSoundAndPicturesInTheOrderOfTheLog() throws Exception {
    footage.sound().recording(T0).frames(3);

    play(from(T0));

    sink.awaitExactly("a0", "k0", "a1", "1", "a2", "2");
    assertThat(sink.frames()).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
  }

  @Test
  void play_acrossAGap_announcesItWithItsCauseAndPassesOver() throws Exception {
    gaps = (start, end) -> Optional.of(Gap.of(start, end, GapCause.CAMERA_UNREACHABLE, "silent"));
    footage.recording(T0).frames(2).end().recording(T0.plusSeconds(3600)).frames(2);

    play(Playback.from(T0));

    sink.awaitAdvancing(clocks, "3");
    sink.awaitExactly("k0", "1", "gap:CAMERA_UNREACHABLE:3599800", "k2", "3");
    assertThat(clocks.instant()).isBefore(new TestClocks().instant().plusSeconds(600));
    assertThat(sink.frames().get(2).discontinuity()).isTrue();
  }

  @Test
  void play_acrossAHoleInsideOfARecording_announcesIt() throws Exception {
    footage.recording(T0).frames(2).hole(Duration.ofMillis(700)).frames(2);

    play(from(T0));

    sink.awaitExactly("k0", "1", "gap:UNKNOWN:700", "k2", "3");
  }

  @Test
  void play_acrossDamage_goesOnAtTheNextKeyFrame() throws Exception {
    footage.recording(T0).frames(12).garbage(false).frames(10);

    play(from(T0.plusSeconds(1)));

    sink.awaitExactly("k10", "11", "gap:DAMAGED:900", "k20", "21");
    assertThat(sink.frames().get(2).discontinuity()).isTrue();
  }

  @Test
  void play_fromADamagedKeyFrame_goesOnAtTheNext() throws Exception {
    footage.recording(T0).frames(10).garbage(true).frames(1);

    play(from(T0.plusMillis(1050)));

    sink.awaitExactly("gap:DAMAGED:50", "k10");
  }

  @Test
  void play_fromInsideOfADamagedStretch_goesOnAfterIt() throws Exception {
    footage.recording(T0).frames(12).garbage(false).garbage(false).frames(10);

    play(from(T0.plusMillis(1_350)).mode(SeekMode.EXACT));

    sink.awaitExactly("gap:DAMAGED:1000", "k20", "21");
  }

  @Test
  void play_whileRetentionPassesThePlayer_goesOnAtTheOldest() throws Exception {
    footage.recording(T0).frames(40);
    CountDownLatch cut = new CountDownLatch(1);
    play(
        from(T0).until(T0.plusMillis(3200)),
        new ForwardingSink(sink) {
          @Override
          public void onFrame(EncodedFrame frame) {
            super.onFrame(frame);
            if (cut.getCount() > 0) {
              cut.countDown();
              log.truncateBefore(T0.plusMillis(3000));
            }
          }
        });

    sink.await("end");
    assertThat(sink.calls()).startsWith("k0").endsWith("k30", "31", "end");
    // What the reader had fetched before is delivered all the same.
    boolean passedOver = sink.calls().stream().anyMatch(call -> call.startsWith("gap:RETENTION:"));
    assertThat(passedOver).isEqualTo(numbers().size() < 32);
  }

  // Pace.

  @Test
  void normalSpeed_deliversFramesWhenTheyAreDue() throws Exception {
    footage.recording(T0).frames(30);
    play(Playback.from(T0));
    sink.awaitExactly("k0");
    awaitWaiting();

    clocks.advance(Duration.ofMillis(99));
    awaitWaiting();
    sink.awaitExactly("k0");
    clocks.advance(Duration.ofMillis(1));
    sink.awaitExactly("k0", "1");
    clocks.advance(Duration.ofMillis(200));
    sink.awaitExactly("k0", "1", "2", "3");
  }

  @Test
  void speed_changesThePaceFromNowOn() throws Exception {
    footage.recording(T0).frames(30);
    Player player = play(Playback.from(T0));
    sink.awaitExactly("k0");
    awaitWaiting();

    player.speed(new Speed(4));
    clocks.advance(Duration.ofMillis(25));
    sink.awaitExactly("k0", "1");
    awaitWaiting();
    player.speed(new Speed(0.5));
    clocks.advance(Duration.ofMillis(199));
    awaitWaiting();
    sink.awaitExactly("k0", "1");
    clocks.advance(Duration.ofMillis(1));
    sink.awaitExactly("k0", "1", "2");
  }

  @Test
  void live_deliversFramesTheMomentTheyCome() throws Exception {
    footage.recording(T0).frames(5);
    play(Playback.live());
    sink.awaitExactly("k0", "1", "2", "3", "4");

    footage.frames(3);

    sink.awaitExactly("k0", "1", "2", "3", "4", "5", "6", "7");
  }

  @Test
  void replayAtHigherSpeed_joinsTheLiveEdgeWithoutASeam() throws Exception {
    footage.recording(T0).frames(20);
    play(Playback.from(T0).speed(new Speed(8)));
    sink.awaitAdvancing(clocks, "19");
    awaitIdle();

    IntStream.range(0, 20).forEach(i -> footage.frames(1));

    sink.await("39");
    assertThat(numbers()).isEqualTo(IntStream.range(0, 40).boxed().toList());
  }

  @Test
  void replayAtNormalSpeed_joinsTheLiveEdgeWhenItHasCaughtUp() throws Exception {
    footage.recording(T0).frames(3);
    play(Playback.from(T0));
    sink.awaitAdvancing(clocks, "2");
    awaitIdle();

    // The clocks stand still from here on.
    footage.frames(1);
    sink.await("3");
    footage.frames(2);

    sink.awaitExactly("k0", "1", "2", "3", "4", "5");
  }

  // Control.

  @Test
  void pause_atTheLiveEdge_losesNothing() throws Exception {
    footage.recording(T0).frames(5);
    Player player = play(Playback.live());
    sink.awaitExactly("k0", "1", "2", "3", "4");
    player.pause();
    footage.frames(3);
    assertThat(player.state()).isEqualTo(PlayerState.PAUSED);
    assertThat(sink.calls()).hasSize(5);

    player.play();

    sink.awaitAdvancing(clocks, "7");
    sink.awaitExactly("k0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(player.state()).isEqualTo(PlayerState.PLAYING);
  }

  @Test
  void pause_fromTheSink_endsAfterThatFrame() throws Exception {
    footage.recording(T0).frames(5);
    Player[] player = new Player[1];
    CountDownLatch ready = new CountDownLatch(1);
    player[0] =
        play(
            from(T0),
            new ForwardingSink(sink) {
              @Override
              public void onFrame(EncodedFrame frame) {
                super.onFrame(frame);
                await(ready);
                if (frame.data().getInt(0) == 2) {
                  player[0].pause();
                }
              }
            });
    ready.countDown();
    sink.await("2");
    awaitIdle();
    sink.awaitExactly("k0", "1", "2");

    player[0].play();

    sink.awaitExactly("k0", "1", "2", "3", "4");
  }

  @Test
  void seek_whilePaused_staysPaused() throws Exception {
    footage.recording(T0).frames(30);
    Player player = play(Playback.from(T0));
    sink.awaitExactly("k0");
    player.pause();

    player.seek(T0.plusSeconds(2), SeekMode.PREVIOUS_KEY);
    awaitIdle();
    sink.awaitExactly("k0");
    assertThat(player.state()).isEqualTo(PlayerState.PAUSED);

    player.play();
    sink.awaitExactly("k0", "k20");
  }

  @Test
  void seek_whilePlaying_goesOnThere() throws Exception {
    footage.recording(T0).frames(30);
    Player player = play(Playback.from(T0));
    sink.awaitExactly("k0");

    player.seek(T0.plusMillis(1250), SeekMode.EXACT);
    sink.awaitExactly("k0", "(k10)", "(11)", "12");
    player.seek(T0, SeekMode.PREVIOUS_KEY);

    sink.awaitExactly("k0", "(k10)", "(11)", "12", "k0");
  }

  @Test
  void seek_fromTheLiveEdge_goesBack() throws Exception {
    footage.recording(T0).frames(12);
    Player player = play(Playback.live());
    sink.awaitExactly("k10", "11");

    player.seek(T0, SeekMode.PREVIOUS_KEY);

    sink.awaitExactly("k10", "11", "k0");
  }

  @Test
  void goLive_goesToTheNewestKeyFrameAndFollows() throws Exception {
    footage.recording(T0).frames(32);
    Player player = play(Playback.from(T0));
    sink.awaitExactly("k0");

    player.goLive();
    sink.awaitExactly("k0", "k30", "31");
    footage.frames(1);

    sink.awaitExactly("k0", "k30", "31", "32");
  }

  @Test
  void position_isThatOfTheFrameDeliveredLast() throws Exception {
    Player player = play(from(T0).mode(SeekMode.EXACT));
    assertThat(player.position()).isEmpty();

    footage.sound().recording(T0).frames(3);
    sink.await("2");

    assertThat(player.position()).contains(T0.plusMillis(200));
    assertThat(player.cameraId()).isEqualTo("gate");
  }

  // The end.

  @Test
  void until_isExclusiveAndEndsThePlayer() throws Exception {
    footage.recording(T0).frames(10);

    Player player = play(Playback.of(new TimeRange(T0, T0.plusMillis(300))).speed(Speed.UNPACED));

    assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    sink.awaitExactly("k0", "1", "2", "end");
    assertThat(player.state()).isEqualTo(PlayerState.ENDED);
  }

  @Test
  void until_insideOfAGap_endsWithoutAnnouncingIt() throws Exception {
    footage.recording(T0).frames(2).end().recording(T0.plusSeconds(60)).frames(2);

    play(from(T0).until(T0.plusSeconds(30)));

    sink.awaitExactly("k0", "1", "end");
  }

  @Test
  void until_afterTheLastFootage_endsWhenNothingCanComeAnyMore() throws Exception {
    footage.recording(clocks.instant()).frames(2).end();
    play(from(clocks.instant()).until(clocks.instant().plusSeconds(1)));
    sink.awaitExactly("k0", "1");
    awaitIdle();

    clocks.advance(Duration.ofMinutes(1));

    sink.awaitExactly("k0", "1", "end");
  }

  @Test
  void until_ofARangeWithoutFootage_endsToo() throws Exception {
    footage.recording(T0).frames(2).end();

    play(from(T0.plusSeconds(10)).until(T0.plusSeconds(20)));

    sink.awaitExactly("end");
  }

  @Test
  void seek_afterTheEnd_playsAgain() throws Exception {
    footage.recording(T0).frames(10);
    Player player = play(from(T0).until(T0.plusMillis(200)));
    sink.awaitExactly("k0", "1", "end");

    player.seek(T0, SeekMode.PREVIOUS_KEY);

    sink.awaitExactly("k0", "1", "end", "k0", "1", "end");
  }

  @Test
  void goLive_afterTheEnd_followsWithoutEnd() throws Exception {
    footage.recording(T0).frames(12);
    Player player = play(from(T0).until(T0.plusMillis(200)));
    sink.awaitExactly("k0", "1", "end");

    player.goLive();

    sink.awaitExactly("k0", "1", "end", "k10", "11");
    assertThat(player.state()).isEqualTo(PlayerState.PLAYING);
  }

  @Test
  void close_atTheLiveEdge_returnsAndIsFinal() throws Exception {
    footage.recording(T0).frames(1);
    Player player = play(Playback.live());
    sink.awaitExactly("k0");

    player.close();
    player.close();
    player.play();
    player.seek(T0, SeekMode.EXACT);

    assertThat(player.state()).isEqualTo(PlayerState.CLOSED);
    assertThat(player.awaitEnd(Duration.ZERO)).isTrue();
    sink.awaitExactly("k0");
  }

  @Test
  void close_fromTheSink_ends() throws Exception {
    footage.recording(T0).frames(5);
    Player[] player = new Player[1];
    CountDownLatch ready = new CountDownLatch(1);
    player[0] =
        play(
            from(T0),
            new ForwardingSink(sink) {
              @Override
              public void onFrame(EncodedFrame frame) {
                super.onFrame(frame);
                await(ready);
                player[0].close();
              }
            });
    ready.countDown();

    assertThat(player[0].awaitEnd(Duration.ofSeconds(60))).isTrue();
    sink.awaitExactly("k0");
  }

  @Test
  void close_whileTheSinkBlocks_unblocksIt() throws Exception {
    footage.recording(T0).frames(5);
    CountDownLatch never = new CountDownLatch(1);
    Player player =
        play(
            from(T0),
            frame -> {
              sink.onFrame(frame);
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    sink.awaitExactly("k0");

    player.close();

    assertThat(player.state()).isEqualTo(PlayerState.CLOSED);
  }

  @Test
  void sinkThatThrows_endsThePlayerAndIsTold() throws Exception {
    footage.recording(T0).frames(5);

    Player player =
        play(
            from(T0),
            new ForwardingSink(sink) {
              @Override
              public void onFrame(EncodedFrame frame) {
                throw new IllegalStateException("full");
              }
            });

    assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    assertThat(player.state()).isEqualTo(PlayerState.FAILED);
    sink.awaitExactly("failed:OUTPUT");
  }

  private static Playback from(Instant instant) {
    return Playback.from(instant).speed(Speed.UNPACED);
  }

  private Player play(Playback playback) {
    return play(playback, sink);
  }

  private Player play(Playback playback, FrameSink to) {
    Player player =
        FootagePlayer.frames("gate", log, playback, to, clocks, gaps, closedCalls::incrementAndGet);
    players.add(player);
    return player;
  }

  private String firstFrame(Playback playback) throws InterruptedException {
    RecordingSink told = new RecordingSink();
    Player player = play(playback.speed(Speed.NORMAL), told);
    told.awaitCalls(1);
    player.close();
    return told.calls().get(0);
  }

  private List<Integer> numbers() {
    return sink.frames().stream().map(frame -> frame.data().getInt(0)).toList();
  }

  /** Waits until the player waits for the next frame to be due. */
  private void awaitWaiting() throws InterruptedException {
    while (clocks.waiting() == 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** Gives the player time for what it must not do, or for looking at the live edge. */
  private static void awaitIdle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(150);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
