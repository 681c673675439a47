package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.GapMode;
import io.finalnvr.Playback;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.SyncGroup;
import io.finalnvr.core.TestClocks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Several cameras in lock step. */
interface SyncContract extends PlayerTests {

  /** The yard's frames come 30 ms after the gate's. */
  private void twoCameras(int frames) {
    fixture().camera("gate").recording(T0).frames(frames);
    fixture().camera("yard").keyEvery(7).recording(T0.plusMillis(30)).frames(frames);
  }

  private Playback exactly(Instant at) {
    return Playback.from(at).mode(SeekMode.EXACT);
  }

  private Duration passed() {
    return Duration.between(new TestClocks().instant(), clocks().instant());
  }

  @Test
  default void group_isPausedUntilItIsPlayed_thenGoesOnOneClock() throws Exception {
    twoCameras(30);
    GroupSinks sinks = new GroupSinks();
    SyncGroup group = fixture().group(exactly(T0.plusMillis(50)), sinks, "gate", "yard");
    assertThat(group.state()).isEqualTo(PlayerState.PAUSED);
    assertThat(group.cameraIds()).containsExactlyInAnyOrder("gate", "yard");
    awaitIdle();
    assertThat(sinks.calls()).isEmpty();

    group.play();
    sinks.awaitExactly("gate:0");
    awaitWaiting();
    clocks().advance(Duration.ofMillis(29));
    awaitWaiting();
    sinks.awaitExactly("gate:0");
    clocks().advance(Duration.ofMillis(1));
    sinks.awaitExactly("gate:0", "yard:0");
    clocks().advance(Duration.ofMillis(100));
    sinks.awaitExactly("gate:0", "yard:0", "gate:1", "yard:1");
  }

  @Test
  default void skew_isBelowOneFrameWhateverIsAskedFor() throws Exception {
    twoCameras(200);
    GroupSinks sinks = new GroupSinks();
    SyncGroup group = fixture().group(exactly(T0.plusMillis(50)), sinks, "gate", "yard");
    group.play();
    sinks.awaitAdvancing(clocks(), "gate:20");
    group.speed(new Speed(4));
    sinks.awaitAdvancing(clocks(), "yard:60");
    group.speed(Speed.REVERSE);
    sinks.awaitAdvancing(clocks(), "gate:41");
    group.pause();
    group.speed(new Speed(0.5));
    group.play();
    sinks.awaitAdvancing(clocks(), "gate:70");
    for (int i = 0; i < 5; i++) {
      group.stepForward();
      group.stepBack();
    }
    group.play();
    sinks.awaitAdvancing(clocks(), "yard:90");

    assertThat(sinks.skew()).isLessThan(TestFootage.FRAME);
  }

  @Test
  default void soundThatIsHeardLater_doesNotHoldBackThePictureThatItCameWith() throws Exception {
    // As with B-frames, which are decoded long before they are shown.
    fixture().camera("gate").soundThatOutlasts(Duration.ofMillis(80)).recording(T0).frames(20);
    fixture().camera("yard").recording(T0.plusMillis(30)).frames(20);
    GroupSinks sinks = new GroupSinks();
    SyncGroup group = fixture().group(exactly(T0.plusMillis(50)), sinks, "gate", "yard");

    group.play();

    sinks.awaitAdvancing(clocks(), "yard:2");
    sinks.awaitExactly("gate:0", "yard:0", "gate:1", "yard:1", "gate:2", "yard:2");
  }

  @Test
  default void seek_movesAllCameras() throws Exception {
    twoCameras(100);
    GroupSinks sinks = new GroupSinks();
    SyncGroup group = fixture().group(exactly(T0), sinks, "gate", "yard");
    group.play();
    sinks.awaitExactly("gate:0");

    group.seek(T0.plusMillis(5_060), SeekMode.EXACT);

    sinks.awaitAdvancing(clocks(), "yard:51");
    assertThat(sinks.calls()).startsWith("gate:0", "gate:50", "yard:50", "gate:51", "yard:51");
  }

  @Test
  default void steps_goToWhereThePictureOfAnyCameraChanges() throws Exception {
    twoCameras(30);
    GroupSinks sinks = new GroupSinks();
    SyncGroup group = fixture().group(exactly(T0.plusMillis(1_050)), sinks, "gate", "yard");

    group.stepForward();
    sinks.awaitExactly("gate:10", "yard:10");
    group.stepForward();
    group.stepForward();
    group.stepBack();
    group.stepBack();
    group.stepBack();

    sinks.awaitExactly("gate:10", "yard:10", "gate:11", "yard:11", "yard:10", "gate:10", "yard:9");
  }

  @Test
  default void reverse_playsAllBackwardsAndEndsWhenAllHaveEnded() throws Exception {
    twoCameras(3);
    GroupSinks sinks = new GroupSinks();
    SyncGroup group =
        fixture()
            .group(
                exactly(T0.plusSeconds(9)).speed(Speed.UNPACED.reversed()), sinks, "gate", "yard");

    group.play();

    assertThat(group.awaitEnd(Duration.ofSeconds(60))).isTrue();
    sinks.awaitExactly(
        "yard:2", "gate:2", "yard:1", "gate:1", "yard:0", "gate:0", "gate:end", "yard:end");
    assertThat(group.state()).isEqualTo(PlayerState.ENDED);
  }

  @Test
  default void highSpeed_playsKeyFramesOfAll() throws Exception {
    twoCameras(40);
    GroupSinks sinks = new GroupSinks();

    fixture()
        .group(exactly(T0).until(T0.plusMillis(2_500)).speed(new Speed(8)), sinks, "gate", "yard")
        .play();

    sinks.awaitAdvancing(clocks(), "yard:end");
    sinks.awaitExactly(
        "gate:0",
        "yard:0",
        "yard:7",
        "gate:10",
        "yard:14",
        "gate:20",
        "yard:21",
        "gate:end",
        "yard:end");
  }

  @Test
  default void gapOfOne_isWaitedForByItAlone() throws Exception {
    fixture().camera("gate").recording(T0).frames(50);
    fixture().camera("yard").recording(T0).frames(5).end().recording(T0.plusSeconds(4)).frames(9);
    GroupSinks sinks = new GroupSinks();
    fixture().group(exactly(T0), sinks, "gate", "yard").play();

    sinks.awaitAdvancing(clocks(), "yard:6");

    assertThat(sinks.callsOf("yard")).contains("yard:gap");
    assertThat(sinks.calls().indexOf("yard:5"))
        .isBetween(sinks.calls().indexOf("gate:39"), sinks.calls().indexOf("gate:41"));
    assertThat(passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
  }

  @Test
  default void gapOfAll_isPassedOver() throws Exception {
    fixture()
        .camera("gate")
        .recording(T0)
        .frames(5)
        .end()
        .recording(T0.plusSeconds(3600))
        .frames(9);
    fixture()
        .camera("yard")
        .recording(T0)
        .frames(9)
        .end()
        .recording(T0.plusSeconds(3602))
        .frames(9);
    GroupSinks sinks = new GroupSinks();
    fixture().group(exactly(T0), sinks, "gate", "yard").play();

    sinks.awaitAdvancing(clocks(), "yard:11");

    assertThat(passed()).isBetween(Duration.ofMillis(1_700), Duration.ofSeconds(30));
    assertThat(sinks.calls().indexOf("yard:9")).isGreaterThan(sinks.calls().indexOf("gate:13"));
  }

  @Test
  default void gapOfAll_isWaitedForWhereThatIsAsked() throws Exception {
    fixture().camera("gate").recording(T0).frames(2).end().recording(T0.plusSeconds(20)).frames(2);
    fixture().camera("yard").recording(T0).frames(2).end().recording(T0.plusSeconds(21)).frames(2);
    GroupSinks sinks = new GroupSinks();
    fixture().group(exactly(T0).gaps(GapMode.WAIT), sinks, "gate", "yard").play();

    sinks.awaitAdvancing(clocks(), "yard:2");

    assertThat(passed()).isGreaterThanOrEqualTo(Duration.ofMillis(20_900));
  }

  @Test
  default void liveEdge_waitsForTheSlowerCamera() throws Exception {
    Instant now = clocks().instant();
    TestFootage gate = fixture().camera("gate").recording(now).frames(3);
    TestFootage yard = fixture().camera("yard").recording(now.plusMillis(30)).frames(3);
    GroupSinks sinks = new GroupSinks();
    fixture().group(Playback.live(), sinks, "gate", "yard").play();
    sinks.await("gate:2");

    gate.frames(2);
    awaitIdle();
    assertThat(sinks.calls()).doesNotContain("gate:4");
    yard.frames(2);

    sinks.await("yard:4");
    assertThat(sinks.calls())
        .containsExactly(
            "gate:0", "yard:0", "gate:1", "yard:1", "gate:2", "yard:2", "gate:3", "yard:3",
            "gate:4", "yard:4");
  }

  @Test
  default void liveEdge_doesNotWaitForACameraThatIsSilent() throws Exception {
    Instant now = clocks().instant();
    TestFootage gate = fixture().camera("gate").recording(now).frames(3);
    fixture().camera("yard").recording(now.plusMillis(30)).frames(3);
    GroupSinks sinks = new GroupSinks();
    fixture().group(Playback.live(), sinks, "gate", "yard").play();
    sinks.await("gate:2");
    gate.frames(12);

    sinks.awaitAdvancing(clocks(), "gate:14");

    assertThat(passed()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(30));
  }

  @Test
  default void cameraThatIsAddedLater_beginsWhereTheOthersAre() throws Exception {
    twoCameras(30);
    GroupSinks sinks = new GroupSinks();
    SyncGroup group = fixture().group(exactly(T0), sinks, "gate");
    group.play();
    sinks.awaitAdvancing(clocks(), "gate:10");

    group.add("yard", sinks.of("yard"));
    sinks.awaitAdvancing(clocks(), "gate:20");
    group.remove("gate");
    awaitIdle();
    sinks.forget("gate");
    sinks.awaitAdvancing(clocks(), "yard:25");

    assertThat(sinks.skew()).isLessThan(TestFootage.FRAME);
    assertThat(sinks.callsOf("yard").findFirst().orElseThrow())
        .isIn("yard:9", "yard:10", "yard:11");
    assertThat(sinks.calls()).doesNotContain("gate:24");
    assertThatThrownBy(() -> group.add("yard", sinks.of("yard")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  default void sinkThatThrows_failsTheGroupAndAllAreTold() throws Exception {
    twoCameras(30);
    GroupSinks sinks = new GroupSinks();
    SyncGroup group = fixture().group(exactly(T0), sinks, "gate");
    group.add(
        "yard",
        frame -> {
          throw new IllegalStateException("full");
        });

    group.play();

    sinks.awaitAdvancing(clocks(), "gate:failed");
    assertThat(group.state()).isEqualTo(PlayerState.FAILED);
  }
}
