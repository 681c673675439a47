package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.Export;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.Recording;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.gstreamer.SimulatedCameraBuilder;
import io.finalnvr.gstreamer.SimulatedPicture;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A camera that is recorded: its time, its settings changed meanwhile, many who look at it. */
@Timeout(300)
class RunningCameraIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What {@code doc/time.md} promises of a camera with a good clock. */
  private static final Duration MOST_ERROR = Duration.ofMillis(20);

  private final Nvr nvr = Nvr.builder().store(URI.create("memory:running")).build();
  private final List<EncodedFrame> received = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void close() {
    nvr.remove("gate", io.finalnvr.Footage.DELETE);
    nvr.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"H264", "H265", "MJPEG"})
  void sizeThatChanges_beginsANewRecording_andBothAreWhole(Codec codec) throws Exception {
    try (SimulatedCamera camera = camera().codec(codec).start()) {
      Recorder recorder = record(camera);
      await("frames", () -> pictures().size() >= 15);
      camera.resize(480, 270 + 2);
      await("other frames", () -> pictures().stream().filter(f -> width(f) == 480).count() >= 15);
      recorder.close();
    }

    List<Recording> recordings = nvr.timeline("gate").recordings();
    assertThat(recordings).hasSize(2);
    List<Integer> widths = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (Recording recording : recordings) {
      Export.ExportResult part = export(recording.range(), widths.size() + ".mp4");
      assertThat(Media.complaints(part.file())).isEmpty();
      List<Shown> shown = Shown.in(part.file());
      shown.forEach(s -> numbers.add(s.picture().frame()));
      widths.add(width(frames(recording.range()).get(0)));
      assertThat(frames(recording.range()))
          .hasSameSizeAs(shown)
          .allMatch(frame -> width(frame) == widths.get(widths.size() - 1));
    }
    assertThat(widths).containsExactly(320, 480);
    assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSameSizeAs(pictures());
    for (Recording recording : recordings) {
      SimulatedPicture picture =
          Shown.inJpeg(nvr.snapshot("gate", SnapshotRequest.at(recording.start())).data());
      assertThat(numbers).contains(picture.frame());
    }
  }

  @Test
  void fivePlayersAndAnExport_needOneSessionOnTheCamera() throws Exception {
    try (SimulatedCamera camera = camera().start()) {
      record(camera);
      await("frames", () -> pictures().size() >= 10);
      AtomicInteger delivered = new AtomicInteger();
      List<Player> players = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        players.add(nvr.play("gate", Playback.live(), frame -> delivered.incrementAndGet()));
      }
      export(nvr.timeline("gate").range().orElseThrow(), "meanwhile.mp4");
      await("everybody sees", () -> delivered.get() >= 5 * 10);

      assertThat(camera.sessions()).isEqualTo(1);
      assertThat(camera.clients()).isEqualTo(1);
      players.forEach(Player::close);
    }
  }

  @Test
  void instantOnTheTimeline_isTheOneThatIsPaintedInThePicture() throws Exception {
    Export.ExportResult exported;
    try (SimulatedCamera camera = camera().framesPerSecond(20).start()) {
      Recorder recorder = record(camera);
      await("settled", () -> pictures().size() >= 240);
      recorder.close();
      exported = export(nvr.timeline("gate").range().orElseThrow(), "all.mp4");
    }

    List<Instant> times = pictures().stream().map(EncodedFrame::time).sorted().toList();
    List<Shown> shown = Shown.in(exported.file());
    assertThat(shown).hasSameSizeAs(times);
    for (int i = shown.size() - 40; i < shown.size(); i++) {
      Duration error = Duration.between(shown.get(i).picture().time(), times.get(i));
      assertThat(error.abs()).as("error of frame %d", i).isLessThan(MOST_ERROR);
    }
  }

  private static SimulatedCameraBuilder camera() {
    return SimulatedCamera.builder().size(320, 180 + 4).framesPerSecond(10).gop(10);
  }

  private Recorder record(SimulatedCamera camera) {
    nvr.add(
        CameraConfig.builder("gate", camera.uri().toString())
            .connectTimeout(Duration.ofSeconds(20))
            .build());
    Recorder recorder = nvr.record("gate");
    recorder.addListener(
        new RecorderListener() {
          @Override
          public void onReceived(EncodedFrame frame) {
            received.add(frame);
          }
        });
    return recorder;
  }

  private List<EncodedFrame> pictures() {
    return received.stream().filter(frame -> frame.track() instanceof VideoTrack).toList();
  }

  private static int width(EncodedFrame frame) {
    return ((VideoTrack) frame.track()).width();
  }

  private Export.ExportResult export(TimeRange range, String name) throws Exception {
    try (Export export = nvr.export("gate", range, folder.resolve(name))) {
      return export.result().get(60, TimeUnit.SECONDS);
    }
  }

  private List<EncodedFrame> frames(TimeRange range) throws Exception {
    List<EncodedFrame> frames = new CopyOnWriteArrayList<>();
    try (Player player = nvr.play("gate", Playback.of(range).speed(Speed.UNPACED), frames::add)) {
      assertThat(player.awaitEnd(PATIENCE)).isTrue();
    }
    return frames;
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
