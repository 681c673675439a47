package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.Export;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every codec from the camera to what is taken out of the store: cameras that number their pictures
 * are recorded side by side; then what was recorded is played, exported, and decoded by ffmpeg.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CodecsIT {

  private static final int ENOUGH = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Map<String, SimulatedCamera> cameras = new LinkedHashMap<>();
  private final Map<String, List<EncodedFrame>> received = new ConcurrentHashMap<>();
  private final Map<String, TimeRange> recorded = new ConcurrentHashMap<>();
  private Nvr nvr;

  @TempDir Path folder;

  @BeforeAll
  void record() throws Exception {
    nvr = Nvr.builder().store(URI.create("memory:codecs")).build();
    add("h264", camera(Codec.H264));
    add("h264-b-aac", camera(Codec.H264).bFrames(2).audio(Codec.AAC));
    add("h265-pcma", camera(Codec.H265).audio(Codec.PCMA));
    add("h265-b-opus", camera(Codec.H265).bFrames(2).audio(Codec.OPUS));
    add("mjpeg-pcmu", camera(Codec.MJPEG).audio(Codec.PCMU));
    add("sound", SimulatedCamera.builder().withoutVideo().audio(Codec.AAC));
    List<Recorder> recorders = cameras.keySet().stream().map(this::record).toList();
    for (String id : cameras.keySet()) {
      awaitFrames(id, ENOUGH);
    }
    for (Recorder recorder : recorders) {
      recorder.close();
      recorded.put(recorder.cameraId(), nvr.timeline(recorder.cameraId()).range().orElseThrow());
    }
  }

  private static SimulatedCameraBuilder camera(Codec codec) {
    return SimulatedCamera.builder()
        .codec(codec)
        .size(640, 360)
        .framesPerSecond(10)
        .gop(20)
        .kilobitsPerSecond(500);
  }

  private void add(String id, SimulatedCameraBuilder camera) {
    cameras.put(id, camera.start());
    nvr.add(
        CameraConfig.builder(id, cameras.get(id).uri().toString())
            .connectTimeout(Duration.ofSeconds(20))
            .build());
  }

  private Recorder record(String id) {
    List<EncodedFrame> frames = new CopyOnWriteArrayList<>();
    received.put(id, frames);
    Recorder recorder = nvr.record(id);
    recorder.addListener(
        new RecorderListener() {
          @Override
          public void onReceived(EncodedFrame frame) {
            frames.add(frame);
          }
        });
    return recorder;
  }

  private void awaitFrames(String id, int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (received.get(id).size() < count) {
      assertThat(System.nanoTime()).as("%s has %d", id, received.get(id).size()).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @AfterAll
  void close() {
    nvr.close();
    cameras.values().forEach(SimulatedCamera::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h264-b-aac", "h265-pcma", "h265-b-opus", "mjpeg-pcmu", "sound"})
  void whatWasReceived_isPlayedByteByByte(String id) throws Exception {
    assertThat(nvr.timeline(id).recordings()).hasSize(1);
    assertThat(contents(played(id))).isEqualTo(contents(received.get(id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h264-b-aac", "h265-pcma", "h265-b-opus", "mjpeg-pcmu"})
  void exportedFile_showsEveryPictureOnceInOrder(String id) throws Exception {
    Export.ExportResult exported = export(id);

    assertThat(Media.complaints(exported.file())).isEmpty();
    List<Shown> shown = Shown.in(exported.file());
    assertThat(shown).hasSize((int) pictures(received.get(id)));
    // A camera on a busy machine leaves out a picture now and then.
    assertThat(shown).extracting(s -> s.picture().frame()).doesNotHaveDuplicates().isSorted();
    assertThat(Media.decodedFrames(exported.file(), "v:0")).isEqualTo(shown.size());
    if (exported.audioFrames() > 0) {
      assertThat(Media.decodedFrames(exported.file(), "a:0")).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h264-b-aac", "h265-pcma", "h265-b-opus", "mjpeg-pcmu"})
  void snapshot_isOfTheFrameShownThen(String id) throws Exception {
    List<EncodedFrame> frames =
        received.get(id).stream()
            .filter(frame -> frame.track() instanceof VideoTrack)
            .sorted(Comparator.comparing(EncodedFrame::time))
            .toList();
    int number = frames.size() - 15;

    SimulatedPicture picture =
        Shown.inJpeg(
            nvr.snapshot(id, SnapshotRequest.at(frames.get(number).time().plusMillis(3))).data());

    assertThat(picture).isEqualTo(Shown.in(export(id).file()).get(number).picture());
  }

  @Test
  void soundAlone_isExported() throws Exception {
    Export.ExportResult exported = export("sound");

    assertThat(Media.complaints(exported.file())).isEmpty();
    assertThat(exported.videoFrames()).isZero();
    assertThat(Media.decodedFrames(exported.file(), "a:0")).isGreaterThan(ENOUGH / 2);
  }

  private Export.ExportResult export(String id) throws Exception {
    try (Export export = nvr.export(id, recorded.get(id), folder.resolve(id + ".mp4"))) {
      return export.result().get(60, TimeUnit.SECONDS);
    }
  }

  private List<EncodedFrame> played(String id) throws Exception {
    List<EncodedFrame> frames = new CopyOnWriteArrayList<>();
    Playback all = Playback.of(recorded.get(id)).speed(Speed.UNPACED);
    try (Player player = nvr.play(id, all, frames::add)) {
      assertThat(player.awaitEnd(PATIENCE)).isTrue();
    }
    return frames;
  }

  private static long pictures(List<EncodedFrame> frames) {
    return frames.stream().filter(frame -> frame.track() instanceof VideoTrack).count();
  }

  /** Times and bytes of each track's frames. */
  private static Map<Integer, List<Content>> contents(List<EncodedFrame> frames) {
    Map<Integer, List<Content>> contents = new LinkedHashMap<>();
    for (EncodedFrame frame : frames) {
      contents
          .computeIfAbsent(frame.track().id(), id -> new ArrayList<>())
          .add(new Content(frame.time(), frame.decodeTime(), frame.keyFrame(), frame.data()));
    }
    return contents;
  }

  private record Content(Instant time, Instant decodeTime, boolean key, ByteBuffer data) {}
}
