package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.SyncGroup;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.testkit.FakeMediaDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecodedPlayTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final DecodeRequest GREY = DecodeRequest.of(PixelFormat.GREY8);

  private final MemoryStore store = new MemoryStore();
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);
  private final Sink sink = new Sink();
  private FakeMediaDecoder decoder = new FakeMediaDecoder();

  @AfterEach
  void close() {
    footage.close();
    store.close();
    assertThat(decoder.openSessions()).isZero();
  }

  /** Writes down every call: the number in the picture, or what else it was. */
  private static final class Sink implements DecodedFrameSink {
    final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    @Override
    public void onFrame(DecodedFrame frame) {
      calls.add(Integer.toString(frame.data().getInt(0)));
    }

    @Override
    public void onSkipped(Instant time, String reason) {
      calls.add("skipped " + Duration.between(T0, time).toMillis());
    }

    @Override
    public void onGap(Gap gap) {
      calls.add("gap");
    }

    @Override
    public void onEnd() {
      calls.add("end");
    }

    @Override
    public void onFailure(NvrException failure) {
      calls.add("failure");
    }

    String next() throws InterruptedException {
      String call = calls.poll(60, TimeUnit.SECONDS);
      return call == null ? "nothing" : call;
    }
  }

  private Player play(Playback playback, DecodeRequest request, DecodedFrameSink to) {
    return FootagePlayer.decoded(
        "gate",
        log,
        playback.speed(Speed.UNPACED),
        new DecodedFrames(decoder, request, to),
        new TestClocks(),
        GapFinder.NONE,
        () -> {});
  }

  private List<String> playThrough(Playback playback, DecodeRequest request)
      throws InterruptedException {
    try (Player player = play(playback, request, sink)) {
      assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    }
    return List.copyOf(sink.calls);
  }

  private static Playback range(long fromMillis, long toMillis) {
    return Playback.of(new TimeRange(T0.plusMillis(fromMillis), T0.plusMillis(toMillis)));
  }

  @Test
  void range_isDeliveredAsPictures() throws Exception {
    footage.sound().recording(T0).frames(30);

    assertThat(playThrough(range(1_000, 1_400), GREY))
        .containsExactly("10", "11", "12", "13", "end");
  }

  @Test
  void exactStart_deliversNothingBefore() throws Exception {
    footage.recording(T0).frames(30);

    assertThat(playThrough(range(1_250, 1_500).mode(SeekMode.EXACT), GREY))
        .containsExactly("12", "13", "14", "end");
  }

  @Test
  void reorderedFrames_comeInTheOrderShown_andThoseAfterTheEndDont() throws Exception {
    footage.recording(T0).reorderedFrames(3);

    assertThat(playThrough(range(100, 600), GREY)).containsExactly("0", "1", "2", "3", "4", "end");
  }

  @Test
  void gap_comesAfterAllPicturesBeforeIt() throws Exception {
    footage.recording(T0).reorderedFrames(1).end().recording(T0.plusSeconds(5)).frames(2).end();

    assertThat(playThrough(range(0, 5_200), GREY))
        .containsExactly("0", "1", "2", "3", "gap", "4", "5", "end");
  }

  @Test
  void damagedFrames_areToldOf() throws Exception {
    decoder = new FakeMediaDecoder(frame -> frame.data().getInt(0) == 8);
    footage.recording(T0).frames(12);

    assertThat(playThrough(range(700, 1_200).mode(SeekMode.EXACT), GREY))
        .containsExactly("7", "skipped 800", "skipped 900", "10", "11", "end");
  }

  @Test
  void rateAndKeyFrames_areAsAskedFor() throws Exception {
    footage.recording(T0).frames(30);

    assertThat(playThrough(range(0, 3_000), GREY.atMost(2)))
        .containsExactly("0", "5", "10", "15", "20", "25", "end");
    sink.calls.clear();
    assertThat(playThrough(range(0, 3_000), GREY.withKeyFramesOnly()))
        .containsExactly("0", "10", "20", "end");
  }

  @Test
  void history_joinsLiveWithoutASeam() throws Exception {
    footage.recording(T0).frames(3);
    try (Player player = play(Playback.from(T0), GREY, sink)) {
      assertThat(List.of(sink.next(), sink.next(), sink.next())).containsExactly("0", "1", "2");

      footage.frames(2);

      assertThat(List.of(sink.next(), sink.next())).containsExactly("3", "4");
      assertThat(player.position()).contains(T0.plusMillis(400));
    }
  }

  @Test
  void seek_forgetsWhatIsHeldBack() throws Exception {
    footage.recording(T0).reorderedFrames(1);
    try (Player player = play(Playback.from(T0), GREY, sink)) {
      // Frame 3 is held back: for all the decoder knows, one may come that is shown before it.
      assertThat(List.of(sink.next(), sink.next(), sink.next())).containsExactly("0", "1", "2");

      player.seek(T0, SeekMode.PREVIOUS_KEY);

      assertThat(List.of(sink.next(), sink.next(), sink.next())).containsExactly("0", "1", "2");
    }
  }

  @Test
  void afterASeek_nothingComesThatWasDecodedBefore() throws Exception {
    footage.recording(T0).frames(40);
    CountDownLatch held = new CountDownLatch(1);
    DecodedFrameSink holding =
        picture -> {
          sink.onFrame(picture);
          awaitQuietly(held);
        };
    try (Player player =
        FootagePlayer.decoded(
            "gate",
            log,
            Playback.from(T0).speed(Speed.UNPACED),
            new DecodedFrames(new ThreadedDecoder(decoder), GREY, holding),
            new TestClocks(),
            GapFinder.NONE,
            () -> {})) {
      assertThat(sink.next()).isEqualTo("0");
      waitUntil(() -> decoder.pushed().size() >= 30);

      player.seek(T0.plusMillis(2_000), SeekMode.EXACT);
      held.countDown();

      assertThat(sink.next()).isEqualTo("20");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitUntil(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void backwards_deliversEveryPictureInReverse() throws Exception {
    footage.recording(T0).frames(13).end();

    try (Player player =
        FootagePlayer.decoded(
            "gate",
            log,
            Playback.from(T0.plusMillis(1_250)).mode(SeekMode.EXACT).speed(new Speed(-7)),
            new DecodedFrames(decoder, GREY, sink),
            Clocks.system(InstantSource.system()),
            GapFinder.NONE,
            () -> {})) {
      assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(sink.calls)
        .containsExactly("12", "11", "10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "end");
  }

  @Test
  void steps_deliverOnePictureEach() throws Exception {
    footage.recording(T0).reorderedFrames(2);
    try (Player player = play(Playback.from(T0), GREY.atMost(1), sink)) {
      assertThat(sink.next()).isEqualTo("0");
      player.pause();
      player.seek(T0.plusMillis(300), SeekMode.EXACT);

      player.stepForward();
      assertThat(sink.next()).isEqualTo("2");
      player.stepForward();
      assertThat(sink.next()).isEqualTo("3");
      player.stepBack();
      assertThat(sink.next()).isEqualTo("2");
      player.stepBack();
      assertThat(sink.next()).isEqualTo("1");
    }
  }

  @Test
  void group_showsThePicturesOfEachCamera_alsoBackwards() throws Exception {
    footage.recording(T0).reorderedFrames(2).end();
    Sink other = new Sink();
    try (SyncGroup group =
        FootageGroup.open(
            range(0, 900).speed(Speed.UNPACED),
            id -> new FootageGroup.Camera(log, GapFinder.NONE),
            () -> decoder,
            Clocks.system(InstantSource.system()),
            () -> {})) {
      group.addDecoded("gate", GREY, sink).addDecoded("yard", GREY, other);
      group.play();
      assertThat(group.awaitEnd(Duration.ofSeconds(60))).isTrue();
      group.speed(new Speed(-64));
      assertThat(group.awaitEnd(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(sink.calls).containsExactly("0", "1", "2", "3", "4", "5", "6", "end", "0", "end");
    assertThat(other.calls).containsExactlyElementsOf(sink.calls);
  }

  @Test
  void sinkThatThrows_failsThePlayer() throws Exception {
    footage.recording(T0).frames(3);
    DecodedFrameSink broken =
        new DecodedFrameSink() {
          @Override
          public void onFrame(DecodedFrame frame) {
            throw new IllegalStateException("full");
          }

          @Override
          public void onFailure(NvrException failure) {
            sink.calls.add(failure.getMessage());
          }
        };
    try (Player player = play(Playback.from(T0), GREY, broken)) {
      assertThat(sink.next())
          .contains("the sink of a player of camera gate failed")
          .contains("full");
      assertThat(player.state()).isEqualTo(PlayerState.FAILED);
    }
  }

  @Test
  void sink_mayCloseThePlayer() throws Exception {
    footage.recording(T0).frames(10);
    CountDownLatch started = new CountDownLatch(1);
    Player[] player = new Player[1];
    player[0] =
        play(
            Playback.from(T0),
            GREY,
            frame -> {
              await(started);
              player[0].close();
              sink.onFrame(frame);
            });
    started.countDown();

    assertThat(sink.next()).isEqualTo("0");
    assertThat(player[0].awaitEnd(Duration.ofSeconds(60))).isTrue();
    player[0].close();
    assertThat(sink.calls).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
