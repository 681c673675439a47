package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.media.Codec;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every codec comes through RTSP as it was encoded: compared access unit by access unit. */
class CodecContentIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SECONDS = 2;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "H264, libx264 -bf 3 -g 25, AAC, aac -ar 48000, mp4",
    "H265, libx265 -x265-params log-level=none:bframes=2:keyint=25, OPUS, libopus -ar 48000, mkv",
    "H265, libx265 -x265-params log-level=none:bframes=0:keyint=25:slices=2, AAC, aac, mp4",
    "MJPEG, mjpeg -pix_fmt yuvj420p -huffman default, PCMU, pcm_mulaw -ar 8000, mkv",
    "H264, libx264 -bf 0 -g 10 -x264-params slices=3, PCMA, pcm_alaw -ar 8000, mkv",
  })
  void eachCodec_comesAsItWasEncoded(
      Codec videoCodec, String video, Codec audioCodec, String audio, String container) {
    Path file = encode(video, audio, container);
    try (Collector sent = play(file);
        SimulatedCamera camera = SimulatedCamera.builder().file(file).start();
        Collector received = Collector.of(config(camera))) {
      received.await(
          "two rounds",
          LIMIT,
          c -> c.frames(TrackKind.VIDEO).size() >= 2 * SECONDS * TestMedia.FPS + 10);

      assertThat(received.tracks().get(0))
          .extracting(Collector::codec)
          .containsExactlyInAnyOrder(videoCodec, audioCodec);
      assertThat(received.tracks()).hasSize(1);
      assertInOrder(received.frames(TrackKind.VIDEO), sent.frames(TrackKind.VIDEO));
      assertSound(received.frames(TrackKind.AUDIO), sent.frames(TrackKind.AUDIO));
    }
  }

  @Test
  void soundAlone_isRecordedToo() {
    try (SimulatedCamera camera =
            SimulatedCamera.builder().withoutVideo().audio(Codec.OPUS).start();
        Collector received = Collector.of(config(camera))) {
      received.await("sound", LIMIT, c -> c.frames(TrackKind.AUDIO).size() >= 100);

      assertThat(received.tracks())
          .singleElement()
          .satisfies(
              tracks ->
                  assertThat(tracks).extracting(Collector::codec).containsExactly(Codec.OPUS));
      assertThat(received.frames(TrackKind.AUDIO)).allMatch(SourceFrame::keyFrame);
    }
  }

  private Path encode(String video, String audio, String container) {
    Path file = dir.resolve("a." + container);
    List<String> command =
        new ArrayList<>(
            List.of(
                "ffmpeg -v error -f lavfi -i testsrc2=size=320x240:rate=25 -f lavfi -i sine -t 2 -c:v"
                    .split(" ")));
    command.addAll(List.of(video.split(" ")));
    command.add("-c:a");
    command.addAll(List.of(audio.split(" ")));
    if (!video.contains("pix_fmt")) {
      command.addAll(List.of("-pix_fmt", "yuv420p"));
    }
    command.add(file.toString());
    Tool.run(command.toArray(String[]::new)).ok();
    return file;
  }

  private static Collector play(Path file) {
    Collector sent = Collector.of(CameraConfig.of("file", file.toUri() + "?unpaced=true"));
    assertThat(sent.awaitEnd(LIMIT).reason()).isEqualTo(Reason.ENDED);
    return sent;
  }

  private static void assertInOrder(List<SourceFrame> received, List<SourceFrame> sent) {
    List<ByteBuffer> expected = contents(sent);
    assertThat(expected).hasSize(SECONDS * TestMedia.FPS);
    List<ByteBuffer> actual = contents(received);
    int at = expected.indexOf(actual.get(0));
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).as("frame %d", i).isEqualTo(expected.get(at));
      at = (at + 1) % expected.size();
    }
  }

  /** Encoders repeat themselves on a steady tone, and G.711 is cut into packets at will. */
  private static void assertSound(List<SourceFrame> received, List<SourceFrame> sent) {
    Codec codec = Collector.codec(sent.get(0).track());
    assertThat(received).isNotEmpty();
    if (codec == Codec.AAC || codec == Codec.OPUS) {
      assertThat(contents(sent)).containsAll(contents(received));
    } else {
      String all = joined(sent) + joined(sent) + joined(sent) + joined(sent);
      assertThat(all).contains(joined(received));
    }
  }

  private static String joined(List<SourceFrame> frames) {
    StringBuilder bytes = new StringBuilder();
    for (ByteBuffer data : contents(frames)) {
      while (data.hasRemaining()) {
        bytes.append((char) (data.get() & 0xff));
      }
    }
    return bytes.toString();
  }

  private static List<ByteBuffer> contents(List<SourceFrame> frames) {
    return frames.stream().map(Collector::content).toList();
  }

  private static CameraConfig config(SimulatedCamera camera) {
    return CameraConfig.builder("camera", camera.uri().toString())
        .connectTimeout(Duration.ofSeconds(15))
        .build();
  }
}
