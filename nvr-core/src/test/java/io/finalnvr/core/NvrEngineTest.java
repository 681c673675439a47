package io.finalnvr.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.CameraState;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import io.finalnvr.Export.ExportResult;
import io.finalnvr.Footage;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Hold;
import io.finalnvr.Nvr;
import io.finalnvr.NvrListener;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.Speed;
import io.finalnvr.SubStream;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSourceProvider;
import io.finalnvr.testkit.FakeSession;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvrEngineTest {

  private final MemoryStore store = new MemoryStore();
  private final FakeMediaSourceProvider cameras = new FakeMediaSourceProvider();
  private final Nvr nvr = open();

  private Nvr open() {
    return Nvr.builder().store(store).mediaSource(cameras).build();
  }

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  private FakeSession record(String id) {
    nvr.add(FakeMediaSourceProvider.config(id));
    nvr.record(id);
    return cameras.source(id).awaitSession().cameraClock(Instant.now());
  }

  @Test
  void addedCamera_isThereWhenTheStoreIsOpenedAgain() {
    CameraConfig config =
        CameraConfig.builder("gate", "fake:gate")
            .name("Gate")
            .location("north")
            .credentials(Credentials.of("admin", "s3cret"))
            .silenceTimeout(Duration.ofSeconds(7))
            .schedule(RecordingSchedule.onEvent(Duration.ofSeconds(10), Duration.ofSeconds(30)))
            .sub(
                SubStream.at(URI.create("fake:gate-sub"))
                    .schedule(RecordingSchedule.continuous())
                    .retention(RetentionPolicy.maxBytes(1_000)))
            .build();
    nvr.add(config);
    try (Nvr again = open()) {
      assertThat(again.cameras()).extracting(Camera::config).containsExactly(config);
      assertThat(again.camera("gate")).map(Camera::state).contains(CameraState.IDLE);
    }
  }

  @Test
  void secondCameraWithTheSameId_isAnError() {
    nvr.add(FakeMediaSourceProvider.config("gate"));
    assertThatThrownBy(() -> nvr.add(FakeMediaSourceProvider.config("gate")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("already a camera 'gate'");
  }

  @Test
  void unknownCamera_isAnErrorThatNamesIt() {
    assertThatThrownBy(() -> nvr.record("attic"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("attic");
  }

  @Test
  void schemeNobodyServes_isAnErrorThatNamesTheArtifact() {
    assertThatThrownBy(() -> nvr.add(CameraConfig.of("gate", "rtsp://127.0.0.1/")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("io.finalnvr:nvr-gstreamer");
    assertThatThrownBy(
            () -> Nvr.builder().store(URI.create("pravega://127.0.0.1:9090/nvr")).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("io.finalnvr:nvr-pravega");
  }

  @Test
  void editedCamera_isConnectedToAnew() {
    record("gate").tracks(FakeFrames.video()).keyFrame(0);
    CameraConfig changed = FakeMediaSourceProvider.config("gate").toBuilder().name("Gate").build();
    nvr.edit(changed);
    cameras.source("gate").awaitSession();
    assertThat(cameras.lastConfig("gate")).contains(changed);
    assertThat(nvr.camera("gate")).map(Camera::config).contains(changed);
  }

  @Test
  void recordingTwice_isOneRecorder() {
    record("gate");
    assertThat(nvr.record("gate")).isSameAs(nvr.recorders().get(0));
    nvr.record("gate").close();
    assertThat(nvr.recorders()).isEmpty();
  }

  @Test
  void livePlayer_getsFramesAsTheyComeAndAnotherOneTheSameFromTheStart() throws Exception {
    FakeSession session = record("gate");
    BlockingQueue<EncodedFrame> live = new LinkedBlockingQueue<>();
    nvr.play("gate", Playback.live(), live::add);
    session.tracks(FakeFrames.video()).keyFrame(0).frames(9, 40);
    EncodedFrame first = live.poll(30, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    assertThat(first.keyFrame()).isTrue();

    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    Timeline timeline = nvr.timeline("gate");
    BlockingQueue<EncodedFrame> replay = new LinkedBlockingQueue<>();
    TimeRange range =
        new TimeRange(timeline.range().orElseThrow().start(), Instant.now().plusSeconds(60));
    Player player = nvr.play("gate", Playback.of(range).speed(Speed.UNPACED), replay::add);
    for (int i = 0; i < 10; i++) {
      EncodedFrame frame = replay.poll(30, TimeUnit.SECONDS);
      assertThat(frame).isNotNull();
      assertThat(frame.data()).isEqualTo(i == 0 ? first.data() : live.take().data());
    }
    player.close();
  }

  @Test
  void listener_isToldOfCamerasAndRecorders() throws Exception {
    CountDownLatch streaming = new CountDownLatch(1);
    nvr.addListener(
        new NvrListener() {
          @Override
          public void onCameraState(Camera camera, CameraState state) {
            if (state == CameraState.STREAMING) {
              streaming.countDown();
            }
          }
        });
    record("gate").tracks(FakeFrames.video()).keyFrame(0);
    assertThat(streaming.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void removedCamera_keepsItsFootageWhenAsked() throws Exception {
    record("gate").tracks(FakeFrames.video()).keyFrame(0).frames(9, 40);
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    nvr.remove("gate", Footage.KEEP);
    assertThat(nvr.cameras()).isEmpty();
    nvr.add(FakeMediaSourceProvider.config("gate"));
    assertThat(nvr.timeline("gate").recordings()).hasSize(1);
  }

  @Test
  void cameraAddedAgain_goesOnWithTheFootageThatWasKept() throws Exception {
    record("gate").tracks(FakeFrames.video()).keyFrame(0).frames(9, 40);
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    nvr.remove("gate", Footage.KEEP);
    record("gate").tracks(FakeFrames.video()).keyFrame(0).frames(9, 40);
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);

    Timeline timeline = nvr.timeline("gate");
    assertThat(timeline.recordings()).hasSize(2);
    assertThat(timeline.gaps()).extracting(Gap::cause).containsExactly(GapCause.STOPPED);
  }

  @Test
  void removedCamera_losesItsFootageWhenAsked() throws Exception {
    record("gate").tracks(FakeFrames.video()).keyFrame(0).frames(9, 40);
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    nvr.remove("gate", Footage.DELETE);
    assertThat(store.frameLogNames()).isEmpty();
  }

  @Test
  void retention_isKeptInTheCatalogueAndDisturbsNoRecorder() throws Exception {
    FakeSession session = record("gate").tracks(FakeFrames.video()).keyFrame(0);
    RetentionPolicy policy = RetentionPolicy.maxAge(Duration.ofDays(30));
    nvr.retention("gate", RetentionPolicy.maxBytes(1_000_000));
    nvr.edit(nvr.camera("gate").orElseThrow().config().toBuilder().retention(policy).build());
    session.frames(9, 40);
    try (Nvr again = open()) {
      assertThat(again.camera("gate")).map(c -> c.config().retention()).contains(policy);
    }
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    assertThat(nvr.record("gate").statistics().connectionsLost()).isZero();
    assertThat(nvr.timeline("gate").recordings()).hasSize(1);
  }

  @Test
  void policyOfTheApplication_canBeTriedButNotKept() throws Exception {
    record("gate")
        .tracks(FakeFrames.video())
        .keyFrame(0)
        .frames(29, 40)
        .keyFrame(40)
        .frames(29, 40);
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    RetentionPolicy own = (footage, now) -> footage.range().map(TimeRange::end);
    assertThat(nvr.explainRetention("gate", own).bytesRemoved()).isPositive();
    assertThat(nvr.applyRetention("gate").bytesRemoved()).isZero();
    assertThatThrownBy(() -> nvr.retention("gate", own)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void retention_cutsWhileTheCameraRecords() throws Exception {
    record("gate")
        .tracks(FakeFrames.video())
        .keyFrame(0)
        .frames(29, 40)
        .keyFrame(40)
        .frames(29, 40);
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    Instant start = nvr.timeline("gate").range().orElseThrow().start();
    nvr.retention("gate", RetentionPolicy.maxBytes(1));

    RetentionPlan done = nvr.applyRetention("gate");

    assertThat(done.removed().orElseThrow().start()).isEqualTo(start);
    assertThat(nvr.timeline("gate").recordings())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.start()).isEqualTo(done.removed().orElseThrow().end());
              assertThat(left.live()).isTrue();
            });
    assertThat(nvr.record("gate").state()).isEqualTo(io.finalnvr.RecorderState.RECORDING);
  }

  @Test
  void hold_survivesRetentionAndGoesWithTheCamera() throws Exception {
    record("gate")
        .tracks(FakeFrames.video())
        .keyFrame(0)
        .frames(29, 40)
        .keyFrame(40)
        .frames(29, 40);
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    TimeRange all = nvr.timeline("gate").range().orElseThrow();
    Hold hold = nvr.hold("gate", new TimeRange(all.start(), all.start().plusMillis(100)), "why");
    nvr.retention("gate", RetentionPolicy.maxBytes(1));

    RetentionPlan done = nvr.applyRetention("gate");

    assertThat(done.bytesRemoved()).isPositive();
    assertThat(done.held()).containsExactly(hold);
    assertThat(nvr.timeline("gate").recordings()).hasSize(1);
    assertThat(nvr.timeline("gate").range().orElseThrow().start()).isEqualTo(all.start());
    assertThat(store.frameLogNames()).contains(hold.id());

    nvr.release(hold.id());
    assertThat(nvr.holds("gate")).isEmpty();
    assertThat(nvr.timeline("gate").range().orElseThrow().start()).isAfter(all.start());
    nvr.hold("gate", all, "again");
    nvr.applyRetention("gate");
    nvr.remove("gate", Footage.DELETE);
    assertThat(store.frameLogNames()).isEmpty();
    nvr.add(FakeMediaSourceProvider.config("gate"));
    assertThat(nvr.holds("gate")).isEmpty();
  }

  @Test
  void export_isAFileWithTheFramesOfTheRange(@TempDir Path folder) throws Exception {
    record("gate").tracks(FakeFrames.video()).keyFrame(0).frames(9, 40);
    nvr.record("gate").close();
    TimeRange all = nvr.timeline("gate").range().orElseThrow();
    ExportResult result =
        nvr.export("gate", all, folder.resolve("gate.mp4")).result().get(30, TimeUnit.SECONDS);
    assertThat(result.videoFrames()).isEqualTo(10);
    assertThat(result.range()).isEqualTo(all);
    assertThat(Files.size(result.file())).isEqualTo(result.bytes());
  }

  @Test
  void closedRecorder_endsEverythingAndLeavesNoThread() {
    record("gate").tracks(FakeFrames.video()).keyFrame(0);
    Recorder recorder = nvr.recorders().get(0);
    Player player = nvr.play("gate", Playback.live(), frame -> {});
    nvr.close();
    nvr.close();
    assertThat(recorder.state()).isEqualTo(io.finalnvr.RecorderState.CLOSED);
    assertThat(player.state()).isEqualTo(io.finalnvr.PlayerState.CLOSED);
    assertThat(List.copyOf(Thread.getAllStackTraces().keySet()))
        .filteredOn(Thread::isAlive)
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("nvr-"));
  }
}
