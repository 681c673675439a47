package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Export;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Hold;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSourceProvider;
import io.finalnvr.testkit.FakeSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Retention and holds on a real node: two recorders have the store open, one records. */
@Timeout(300)
class RetentionIT {

  private static final RetentionPolicy SMALLEST = RetentionPolicy.maxBytes(1);

  @TempDir static Path directory;
  private static EmbeddedPravega node;

  private final FakeMediaSourceProvider cameras = new FakeMediaSourceProvider();
  private Nvr nvr;
  private Nvr other;
  private Recorder recorder;
  private TimeRange all;

  @BeforeAll
  static void startNode() {
    node = EmbeddedPravega.start(directory);
  }

  @AfterAll
  static void stopNode() {
    node.close();
  }

  @BeforeEach
  void aCameraThatRecords() throws Exception {
    nvr = open();
    other = open();
    nvr.add(FakeMediaSourceProvider.config("gate"));
    recorder = nvr.record("gate");
    FakeSession session = cameras.source("gate").awaitSession();
    session.cameraClock(Instant.now().minusSeconds(8)).tracks(FakeFrames.video());
    for (int gop = 0; gop < 8; gop++) {
      session.keyFrame(gop * 1_000).frames(24, 40);
    }
    recorder.flush().get(60, TimeUnit.SECONDS);
    all = nvr.timeline("gate").range().orElseThrow();
  }

  @AfterEach
  void removeTheCamera() {
    nvr.remove("gate", io.finalnvr.Footage.DELETE);
    nvr.close();
    other.close();
  }

  private Nvr open() {
    return Nvr.builder().store(node.storeUri()).mediaSource(cameras).build();
  }

  @Test
  void twoThatApplyThePolicyAtOnce_cutTheSameAndDoNotDisturbTheRecorder() throws Exception {
    nvr.retention("gate", SMALLEST);
    CompletableFuture<RetentionPlan> one =
        CompletableFuture.supplyAsync(() -> nvr.applyRetention("gate"));
    CompletableFuture<RetentionPlan> two =
        CompletableFuture.supplyAsync(() -> other.applyRetention("gate"));
    List<RetentionPlan> done =
        List.of(one.get(90, TimeUnit.SECONDS), two.get(90, TimeUnit.SECONDS));

    assertThat(done).filteredOn(plan -> plan.bytesRemoved() > 0).hasSize(1);
    assertThat(recorder.state()).isEqualTo(RecorderState.RECORDING);
    Timeline left = nvr.timeline("gate");
    assertThat(left).isEqualTo(other.timeline("gate"));
    assertThat(left.recordings())
        .singleElement()
        .satisfies(recording -> assertThat(recording.start()).isAfter(all.start()));
    assertThat(left.range().orElseThrow().end()).isEqualTo(all.end());
  }

  @Test
  void playerInWhatIsHeld_doesNotNoticeTheCut() throws Exception {
    List<EncodedFrame> before = frames(() -> {});
    Hold hold = other.hold("gate", all, "evidence");
    nvr.retention("gate", SMALLEST);

    List<EncodedFrame> during = frames(() -> nvr.applyRetention("gate"));
    List<EncodedFrame> after = frames(() -> {});

    assertThat(nvr.explainRetention("gate").removed()).isEmpty();
    assertThat(during).extracting(EncodedFrame::data).isEqualTo(data(before));
    assertThat(after).extracting(EncodedFrame::data).isEqualTo(data(before));
    assertThat(after).extracting(EncodedFrame::discontinuity).containsOnlyOnce(true);
    assertThat(nvr.timeline("gate").range()).contains(all);
    assertThat(nvr.timeline("gate").gaps()).isEmpty();
    other.release(hold.id());
    assertThat(nvr.timeline("gate").range().orElseThrow().start()).isAfter(all.start());
  }

  @Test
  void whatIsHeldInTheMiddle_isExportedWithTheRest(@TempDir Path folder) throws Exception {
    nvr.hold(
        "gate", new TimeRange(all.start().plusMillis(2_500), all.start().plusMillis(3_500)), "");
    nvr.retention("gate", SMALLEST);
    nvr.applyRetention("gate");

    Timeline left = nvr.timeline("gate");
    assertThat(left.recordings()).hasSize(2);
    assertThat(left.gaps()).extracting(Gap::cause).containsExactly(GapCause.RETENTION);
    try (Export export = nvr.export("gate", all, folder.resolve("gate.mp4"))) {
      Export.ExportResult done = export.result().get(60, TimeUnit.SECONDS);
      assertThat(done.gaps()).isEqualTo(1);
      assertThat(done.range().start()).isEqualTo(left.recordings().get(0).start());
      assertThat(done.videoFrames()).isEqualTo(frames(() -> {}).size());
    }
  }

  private static List<java.nio.ByteBuffer> data(List<EncodedFrame> frames) {
    return frames.stream().map(EncodedFrame::data).toList();
  }

  /** Plays everything; does something when the first frames have been delivered. */
  private List<EncodedFrame> frames(Runnable underWay) throws Exception {
    List<EncodedFrame> frames = new CopyOnWriteArrayList<>();
    List<Object> unexpected = new ArrayList<>();
    AtomicReference<Runnable> once = new AtomicReference<>(underWay);
    CountDownLatch end = new CountDownLatch(1);
    FrameSink sink =
        new FrameSink() {
          @Override
          public void onFrame(EncodedFrame frame) {
            frames.add(frame);
            once.getAndSet(() -> {}).run();
          }

          @Override
          public void onFailure(io.finalnvr.NvrException failure) {
            unexpected.add(failure);
            end.countDown();
          }

          @Override
          public void onEnd() {
            end.countDown();
          }
        };
    try (Player player = nvr.play("gate", Playback.of(all).speed(Speed.UNPACED), sink)) {
      assertThat(player).isNotNull();
      assertThat(end.await(90, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(unexpected).isEmpty();
    return frames;
  }
}
