package io.finalnvr.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.CameraStream;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.Footage;
import io.finalnvr.Hold;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.Speed;
import io.finalnvr.SubStream;
import io.finalnvr.Subscription;
import io.finalnvr.TimeRange;
import io.finalnvr.VerifyRequest;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.MediaSourceProvider;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A camera with two streams, its schedules and what happens in front of it, through the API. */
class StreamsTest {

  private static final VideoTrack VIDEO = FakeFrames.video();

  private final MemoryStore store = new MemoryStore();
  private final FakeMediaSource main = FakeMediaSource.manual();
  private final FakeMediaSource sub = FakeMediaSource.manual();
  private final Nvr nvr = open();

  private Nvr open() {
    return Nvr.builder().store(store).mediaSource(new TwoStreams()).build();
  }

  /** Tells the streams apart by their URIs. */
  private final class TwoStreams implements MediaSourceProvider {
    @Override
    public Set<String> schemes() {
      return Set.of("fake");
    }

    @Override
    public MediaSource create(CameraConfig camera) {
      return camera.uri().toString().endsWith("sub") ? sub : main;
    }
  }

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  private static CameraConfig config() {
    return CameraConfig.builder("gate", "fake:main").sub("fake:sub").build();
  }

  private static FakeSession connect(FakeMediaSource source) {
    return source.awaitSession().cameraClock(Instant.now()).tracks(VIDEO).keyFrame(0);
  }

  @Test
  void bothStreams_areRecordedSideBySideAsOneCamera() {
    nvr.add(config());
    Recorder recorder = nvr.record("gate");
    connect(main).frames(24, 40);
    connect(sub).frames(9, 100);
    recorder.flush().join();

    assertThat(nvr.cameras()).extracting(Camera::id).containsExactly("gate");
    assertThat(nvr.recorders()).hasSize(1);
    assertThat(recorder.statistics().framesDurable()).isEqualTo(25);
    assertThat(recorder.statistics(CameraStream.SUB))
        .map(RecorderStatistics::framesDurable)
        .contains(10L);
    assertThat(nvr.timeline("gate").recordings()).hasSize(1);
    assertThat(nvr.timeline("gate", CameraStream.SUB).recordings()).hasSize(1);
    assertThat(main.attempts()).isEqualTo(1);
    assertThat(sub.attempts()).isEqualTo(1);
    assertThat(store.frameLogNames())
        .containsExactly("gate.events", "gate.main", "gate.sub", "gate.sub-events");
    recorder.close();
    assertThat(played(CameraStream.MAIN)).isEqualTo(22);
    assertThat(played(CameraStream.SUB)).isEqualTo(9);
    assertThat(verified(CameraStream.MAIN)).isEqualTo(25);
    assertThat(verified(CameraStream.SUB)).isEqualTo(10);
  }

  private int played(CameraStream stream) {
    AtomicInteger frames = new AtomicInteger();
    TimeRange range = nvr.timeline("gate", stream).range().orElseThrow();
    // The end is before the last frame, so that the player need not wait for what comes after it.
    Playback playback =
        Playback.from(range.start())
            .until(range.end().minusMillis(150))
            .speed(Speed.UNPACED)
            .stream(stream);
    try (Player player = nvr.play("gate", playback, frame -> frames.incrementAndGet())) {
      assertThat(player.awaitEnd(Duration.ofSeconds(30))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return frames.get();
  }

  private long verified(CameraStream stream) {
    return nvr.verify(VerifyRequest.ofCamera("gate").stream(stream), breach -> {}).records();
  }

  @Test
  void holdOfOneStream_sparesItFromRetention_andNotTheOther() {
    nvr.add(config());
    Recorder recorder = nvr.record("gate");
    connect(main).frames(24, 40).keyFrame(40).frames(24, 40);
    connect(sub).frames(9, 100).keyFrame(100).frames(9, 100);
    recorder.flush().join();
    recorder.close();
    TimeRange all = nvr.timeline("gate", CameraStream.SUB).range().orElseThrow();
    TimeRange wholeMain = nvr.timeline("gate").range().orElseThrow();

    Hold hold =
        nvr.hold(
            "gate",
            CameraStream.SUB,
            new TimeRange(all.start(), all.start().plusMillis(100)),
            "evidence");
    RetentionPolicy least = RetentionPolicy.maxBytes(1);
    SubStream subStream = SubStream.at(URI.create("fake:sub")).retention(least);
    nvr.edit(CameraConfig.builder("gate", "fake:main").sub(subStream).retention(least).build());
    RetentionPlan ofSub = nvr.applyRetention("gate", CameraStream.SUB);
    RetentionPlan ofMain = nvr.applyRetention("gate", CameraStream.MAIN);

    assertThat(hold.id()).isEqualTo("gate.sub.hold-1");
    assertThat(nvr.holds("gate")).containsExactly(hold);
    assertThat(ofSub.held()).containsExactly(hold);
    assertThat(ofMain.held()).isEmpty();
    assertThat(nvr.timeline("gate", CameraStream.SUB).range().orElseThrow().start())
        .isEqualTo(all.start());
    assertThat(nvr.timeline("gate").range().filter(wholeMain::overlaps)).isEmpty();

    nvr.release(hold.id());
    assertThat(nvr.holds("gate")).isEmpty();
    assertThat(nvr.timeline("gate", CameraStream.SUB).range().filter(all::overlaps)).isEmpty();
    assertThatThrownBy(() -> nvr.release(hold.id())).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void lossOfOneStream_doesNotTouchTheOther() {
    nvr.add(config());
    Recorder recorder = nvr.record("gate");
    FakeSession mainSession = connect(main);
    FakeSession subSession = connect(sub);
    subSession.fail(CameraException.Reason.LOST);
    mainSession.frames(10, 40);
    recorder.flush().join();

    await(() -> nvr.timeline("gate", CameraStream.SUB).gaps().size() == 1);
    assertThat(nvr.timeline("gate").gaps()).isEmpty();
  }

  @Test
  void subStreamGivenAndTakenAwayWhileRecording_isRecordedMeanwhile() {
    nvr.add(CameraConfig.of("gate", "fake:main"));
    Recorder recorder = nvr.record("gate");
    FakeSession session = connect(main);
    nvr.edit(config());
    connect(sub).frames(4, 100);
    recorder.flush().join();
    nvr.edit(config().toBuilder().withoutSub().build());
    session.frames(4, 40);
    recorder.flush().join();

    assertThat(recorder.statistics(CameraStream.SUB)).isEmpty();
    assertThat(recorder.statistics().framesDurable()).isEqualTo(5);
    assertThat(main.attempts()).isEqualTo(1);
    assertThat(nvr.timeline("gate", CameraStream.SUB).recordings()).hasSize(1);
  }

  @Test
  void subStreamWithAScheduleOfItsOwn_isRecordedByIt() {
    RecordingSchedule onEvent =
        RecordingSchedule.onEvent(Duration.ofSeconds(10), Duration.ofSeconds(30));
    nvr.add(
        CameraConfig.builder("gate", "fake:main")
            .schedule(onEvent)
            .sub(SubStream.at(URI.create("fake:sub")).schedule(RecordingSchedule.continuous()))
            .build());
    Recorder recorder = nvr.record("gate");
    connect(main).frames(24, 40);
    connect(sub).frames(24, 40);
    recorder.flush().join();
    assertThat(recorder.statistics().framesDurable()).isZero();
    assertThat(recorder.statistics(CameraStream.SUB).orElseThrow().framesDurable()).isEqualTo(25);

    Event door = nvr.trigger("gate", "door");
    recorder.flush().join();
    assertThat(recorder.statistics().framesDurable()).isEqualTo(25);
    Instant at = door.range().start();
    assertThat(nvr.events("gate", new TimeRange(at, at.plusSeconds(1)))).containsExactly(door);
  }

  @Test
  void scheduleAndTriggerOfAnotherProcess_reachTheRecorder() throws Exception {
    nvr.add(CameraConfig.of("gate", "fake:main"));
    Recorder recorder = nvr.record("gate");
    FakeSession session = connect(main);
    recorder.flush().join();
    BlockingQueue<Event> told = new LinkedBlockingQueue<>();
    try (Nvr other = open();
        Subscription subscription = nvr.subscribe("gate", told::add)) {
      assertThat(subscription).isNotNull();
      other.schedule("gate", RecordingSchedule.onEvent(Duration.ZERO, Duration.ofSeconds(30)));
      await(() -> standsBy(recorder, session));
      Event event = other.trigger("gate", "door");
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
      // The frames catch up with the instant of the trigger.
      await(
          () -> {
            session.frames(1, 40);
            return recorder.state() == RecorderState.RECORDING;
          });
    }
  }

  private static boolean standsBy(Recorder recorder, FakeSession session) {
    session.frames(1, 1);
    return recorder.state() == RecorderState.STANDBY;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).describedAs("not within 30 s").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void removedCamera_takesBothStreamsEventsAndBookmarksWithIt() {
    nvr.add(config());
    Recorder recorder = nvr.record("gate");
    connect(main);
    connect(sub);
    recorder.flush().join();
    Instant now = Instant.now();
    nvr.append(Event.at("gate", "door", now));
    nvr.bookmark("gate", new TimeRange(now, now), "here");
    nvr.remove("gate", Footage.DELETE);

    assertThat(store.frameLogNames()).isEmpty();
    nvr.add(config());
    assertThat(nvr.bookmarks("gate")).isEmpty();
  }

  @Test
  void streamThatACameraDoesNotHave_isAnErrorThatSaysSo() {
    nvr.add(CameraConfig.of("gate", "fake:main"));
    assertThatThrownBy(() -> nvr.applyRetention("gate", CameraStream.SUB))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no sub stream");
    assertThat(nvr.timeline("gate", CameraStream.SUB).recordings()).isEqualTo(List.of());
  }

  @Test
  void eventOfAnUnknownCamera_isAnError() {
    assertThatThrownBy(() -> nvr.trigger("attic", "door"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("attic");
  }
}
