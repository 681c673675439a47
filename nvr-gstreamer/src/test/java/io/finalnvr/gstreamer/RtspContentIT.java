package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.Transport;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes from a camera is what it sent: each frame whole, in order, at its time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RtspContentIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ENOUGH = 5 * TestMedia.FPS;

  private SimulatedCamera camera;
  private List<ByteBuffer> video;
  private List<ByteBuffer> audio;

  @BeforeAll
  void sendAFile(@TempDir Path dir) {
    Path file = TestMedia.mp4(dir.resolve("a.mp4"), 3);
    try (Collector played = Collector.of(CameraConfig.of("file", file.toUri().toString()))) {
      assertThat(played.awaitEnd(LIMIT).reason()).isEqualTo(Reason.ENDED);
      video = contents(played, TrackKind.VIDEO);
      audio = contents(played, TrackKind.AUDIO);
    }
    assertThat(video).hasSize(3 * TestMedia.FPS).doesNotHaveDuplicates();
    camera = SimulatedCamera.builder().file(file).start();
  }

  @AfterAll
  void close() {
    camera.close();
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void everyFrame_isThatOfTheFile(Transport transport) {
    try (Collector received = connect(transport)) {
      received.await("frames", LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= ENOUGH);
      received.await("sound", LIMIT, c -> c.frames(TrackKind.AUDIO).size() >= ENOUGH);

      assertThat(received.frames(TrackKind.VIDEO)).noneMatch(SourceFrame::discontinuity);
      assertInOrder(contents(received, TrackKind.VIDEO), video);
      assertThat(audio).containsAll(contents(received, TrackKind.AUDIO));
    }
  }

  @Test
  void cameraTime_isThatOfTheCamera() {
    try (Collector received = connect(Transport.AUTO)) {
      received.await(
          "sender reports",
          LIMIT,
          c -> c.frames(TrackKind.VIDEO).stream().anyMatch(f -> f.cameraTime().isPresent()));

      List<SourceFrame> frames = received.frames(TrackKind.VIDEO);
      Instant last = frames.get(frames.size() - 1).cameraTime().orElseThrow();
      assertThat(Duration.between(last, Instant.now()).abs()).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void lostPackets_neverGiveATornFrame() {
    try (Collector received = connect(Transport.UDP)) {
      received.await("frames", LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= TestMedia.FPS);
      camera.losePackets(0.01);
      received.await(
          "a frame after a loss",
          LIMIT,
          c -> c.frames(TrackKind.VIDEO).stream().filter(SourceFrame::discontinuity).count() >= 3);
      camera.losePackets(0);
      int before = received.frames(TrackKind.VIDEO).size();
      received.await("more", LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= before + 50);

      assertThat(video).containsAll(contents(received, TrackKind.VIDEO));
      assertHolesAreMarked(received.frames(TrackKind.VIDEO));
    } finally {
      camera.losePackets(0);
    }
  }

  @Test
  void cameraThatSendsNoMore_isSilent() {
    try (Collector received = connect(Transport.AUTO)) {
      received.await("frames", LIMIT, c -> !c.frames(TrackKind.VIDEO).isEmpty());

      camera.mute(true);

      assertThat(received.awaitEnd(LIMIT).reason()).isEqualTo(Reason.SILENT);
    } finally {
      camera.mute(false);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"H264", "H265", "MJPEG"})
  void eachVideoCodec_isUnderstood(Codec codec) {
    try (SimulatedCamera other =
            SimulatedCamera.builder()
                .codec(codec)
                .size(320, 240)
                .gop(10)
                .framesPerSecond(10)
                .audio(codec == Codec.MJPEG ? Codec.PCMU : Codec.PCMA)
                .start();
        Collector received = Collector.of(config(other, Transport.AUTO))) {
      received.await("frames", LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= 20);

      assertThat(received.tracks())
          .singleElement()
          .satisfies(tracks -> assertThat(tracks).map(Track::kind).hasSize(2));
      assertThat(received.frames(TrackKind.VIDEO).get(0).keyFrame()).isTrue();
    }
  }

  private void assertHolesAreMarked(List<SourceFrame> frames) {
    int at = video.indexOf(Collector.content(frames.get(0)));
    for (SourceFrame frame : frames.subList(1, frames.size())) {
      int next = video.indexOf(Collector.content(frame));
      if (next != (at + 1) % video.size()) {
        assertThat(frame.discontinuity()).as("frame %d after %d", next, at).isTrue();
      }
      at = next;
    }
  }

  private static void assertInOrder(List<ByteBuffer> received, List<ByteBuffer> sent) {
    int at = sent.indexOf(received.get(0));
    for (ByteBuffer frame : received) {
      assertThat(frame).as("frame %d", at).isEqualTo(sent.get(at));
      at = (at + 1) % sent.size();
    }
  }

  private static List<ByteBuffer> contents(Collector collector, TrackKind kind) {
    return collector.frames(kind).stream().map(Collector::content).toList();
  }

  private Collector connect(Transport transport) {
    return Collector.of(config(camera, transport));
  }

  private static CameraConfig config(SimulatedCamera camera, Transport transport) {
    return CameraConfig.builder("camera", camera.uri().toString())
        .transport(transport)
        .connectTimeout(Duration.ofSeconds(15))
        .silenceTimeout(Duration.ofSeconds(2))
        .build();
  }
}
