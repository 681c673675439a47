package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import io.finalnvr.media.Codec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedCameraIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static SimulatedCameraBuilder small() {
    return SimulatedCamera.builder().size(320, 180).framesPerSecond(25).gop(25);
  }

  private static Tool.Result probe(URI uri, String transport) {
    return Tool.ffprobe(
        "-rtsp_transport",
        transport,
        "-show_entries",
        "stream=codec_name,width,height,r_frame_rate,sample_rate",
        "-of",
        "compact=p=0:nk=1",
        uri.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, H264, AAC, h264|320|180|25/1, aac|48000|0/0",
    "udp, H264, AAC, h264|320|180|25/1, aac|48000|0/0",
    "tcp, H264, PCMA, h264|320|180|25/1, pcm_alaw|8000|0/0",
    "udp, H264, PCMU, h264|320|180|25/1, pcm_mulaw|8000|0/0",
    "tcp, H265, AAC, hevc|320|180|25/1, aac|48000|0/0",
  })
  void ffprobe_seesWhatWasAskedFor(
      String transport, Codec codec, Codec audio, String video, String sound) {
    try (SimulatedCamera camera = small().codec(codec).audio(audio).start()) {
      assertThat(probe(camera.uri(), transport).ok().lines()).contains(video, sound);
    }
  }

  @Test
  void mjpegWithoutSound_isOneStream() {
    try (SimulatedCamera camera =
        small().size(640, 360).codec(Codec.MJPEG).framesPerSecond(10).start()) {
      assertThat(probe(camera.uri(), "tcp").ok().lines()).containsOnly("mjpeg|640|360|10/1");
    }
  }

  @Test
  void bFrames_areSent() {
    try (SimulatedCamera camera = small().bFrames(2).start()) {
      assertThat(
              Tool.ffprobe(
                      "-rtsp_transport",
                      "tcp",
                      "-read_intervals",
                      "%+2",
                      "-show_entries",
                      "frame=pict_type",
                      "-of",
                      "default=nw=1:nk=1",
                      camera.uri().toString())
                  .ok()
                  .lines())
          .contains("I", "P", "B");
    }
  }

  @Test
  void encoderThatCannotKeepUp_leavesPicturesOutAndGoesOn() {
    try (SimulatedCamera camera =
        SimulatedCamera.builder().size(3840, 2160).framesPerSecond(60).gop(60).start()) {
      assertThat(
              Tool.ffprobe(
                      "-rtsp_transport",
                      "tcp",
                      "-read_intervals",
                      "%+4",
                      "-show_entries",
                      "packet=size",
                      "-of",
                      "default=nw=1:nk=1",
                      camera.uri().toString())
                  .ok()
                  .lines())
          .hasSizeGreaterThan(30);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void pictures_areNumberedInOrderAndShowTheirTime(String transport) throws Exception {
    Instant before = Instant.now();
    try (SimulatedCamera camera = small().start();
        Watcher watcher = new Watcher(camera.uri(), transport)) {
      SimulatedPicture first = watcher.next(PATIENCE).orElseThrow();
      SimulatedPicture second = watcher.next(PATIENCE).orElseThrow();

      assertThat(second.frame()).isGreaterThan(first.frame());
      Duration apart = Duration.between(first.time(), second.time());
      assertThat(apart.toMillis()).isCloseTo((second.frame() - first.frame()) * 40, offset(15L));
      assertThat(first.time()).isAfter(before);
    }
  }

  @ParameterizedTest
  @EnumSource(SimulatedCamera.Authentication.class)
  void credentials_areDemanded(SimulatedCamera.Authentication authentication) {
    try (SimulatedCamera camera =
        small().credentials(Credentials.of("gate", "s3cret"), authentication).start()) {
      String address = camera.uri().toString().substring("rtsp://".length());

      assertThat(camera.uri().toString()).doesNotContain("s3cret");
      assertThat(probe(camera.uri(), "tcp").output()).contains("401 Unauthorized");
      assertThat(probe(URI.create("rtsp://gate:wrong@" + address), "tcp").output())
          .contains("401 Unauthorized");
      assertThat(probe(URI.create("rtsp://gate:s3cret@" + address), "tcp").ok().output())
          .contains("h264");
    }
  }

  @Test
  void stoppedCamera_refuses_andServesAgainAtTheSameUri() throws Exception {
    try (SimulatedCamera camera = small().start()) {
      try (Watcher watcher = new Watcher(camera.uri(), "tcp")) {
        SimulatedPicture first = watcher.next(PATIENCE).orElseThrow();
        assertThat(camera.clients()).isEqualTo(1);
        camera.stopServing();

        while (watcher.next(PATIENCE).isPresent()) {
          assertThat(first.time()).isAfter(Instant.now().minus(PATIENCE));
        }
        assertThat(camera.clients()).isZero();
        assertThat(probe(camera.uri(), "tcp").output()).contains("Connection refused");

        camera.startServing();
        assertThat(probe(camera.uri(), "tcp").ok().output()).contains("h264");
      }
    }
  }

  @Test
  void muteCamera_keepsTheConnectionAndSendsNothing() throws Exception {
    try (SimulatedCamera camera = small().start();
        Watcher watcher = new Watcher(camera.uri(), "tcp")) {
      SimulatedPicture last = watcher.next(PATIENCE).orElseThrow();

      camera.mute(true);
      Instant giveUp = Instant.now().plus(PATIENCE);
      for (var next = watcher.next(Duration.ofSeconds(1));
          next.isPresent();
          next = watcher.next(Duration.ofSeconds(1))) {
        last = next.get();
        assertThat(Instant.now()).isBefore(giveUp);
      }
      assertThat(watcher.connected()).isTrue();
      assertThat(camera.clients()).isEqualTo(1);

      camera.mute(false);
      // What refers to a frame that was not sent is decoded wrongly, up to the next key frame.
      long frameBefore = last.frame();
      assertThat(watcher.nextMatching(PATIENCE, picture -> picture.frame() > frameBefore + 10))
          .isPresent();
    }
  }

  @Test
  void file_isSentOverAndOverAtSteadyTimes(@TempDir Path folder) {
    Path file = folder.resolve("one second.mp4");
    Tool.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "testsrc=size=320x180:rate=25",
            "-f",
            "lavfi",
            "-i",
            "sine",
            "-c:v",
            "libx264",
            "-g",
            "10",
            "-bf",
            "0",
            "-c:a",
            "aac",
            "-t",
            "1",
            file.toString())
        .ok();
    try (SimulatedCamera camera = SimulatedCamera.builder().file(file).start()) {
      assertThat(probe(camera.uri(), "tcp").ok().lines())
          .contains("h264|320|180|25/1", "aac|44100|0/0");

      List<Double> times =
          Tool.ffprobe(
                  "-rtsp_transport",
                  "tcp",
                  "-select_streams",
                  "v",
                  "-read_intervals",
                  "%+5",
                  "-show_entries",
                  "packet=pts_time",
                  "-of",
                  "default=nw=1:nk=1",
                  camera.uri().toString())
              .ok()
              .lines()
              .stream()
              .filter(line -> !line.equals("N/A"))
              .map(Double::valueOf)
              .toList();
      assertThat(times).hasSizeGreaterThan(100);
      for (int i = 1; i < times.size(); i++) {
        assertThat(times.get(i) - times.get(i - 1)).isBetween(0.035, 0.1);
      }
    }
  }

  @Test
  void textFile_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.mp4"), "no video");

    assertThatThrownBy(() -> SimulatedCamera.builder().file(file).start())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nothing that can be sent");
  }

  @Test
  void takenPort_isRefused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> small().port(socket.getLocalPort()).start())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("port " + socket.getLocalPort());
    }
  }

  @Test
  void close_freesThePortAndLeavesNoThread() throws Exception {
    SimulatedCamera camera = small().audio(Codec.AAC).start();
    try (Watcher watcher = new Watcher(camera.uri(), "tcp")) {
      watcher.next(PATIENCE).orElseThrow();
      camera.close();
      camera.close();
    }

    new ServerSocket(camera.uri().getPort(), 1, InetAddress.getLoopbackAddress()).close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("nvr-simulated"));
    assertThat(camera.clients()).isZero();
  }
}
