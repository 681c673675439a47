package io.finalnvr.core.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import io.finalnvr.media.VideoTrack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Footage that other recorders left in a log: what others' multiplexers write is read. */
class ForeignPayloadIT {

  @TempDir Path dir;

  @BeforeEach
  void needsFfmpeg() {
    assumeTrue(Ffmpeg.available());
  }

  @Test
  void gstreamerFragments_areReadAsFfprobeSeesThem() throws IOException {
    Path file = dir.resolve("gst.mp4");
    Ffmpeg.run(
        "gst-launch-1.0 -q videotestsrc num-buffers=50 ! video/x-raw,width=160,height=90,framerate=25/1"
            + " ! x264enc key-int-max=25 bframes=2 ! h264parse ! mp4mux name=m fragment-duration=1"
            + " streamable=true ! filesink location="
            + file
            + " audiotestsrc num-buffers=90 ! audio/x-raw,rate=48000 ! avenc_aac ! aacparse ! m.");

    check(file);
  }

  @Test
  void ffmpegFragmentsOfManySamples_areReadAsFfprobeSeesThem() throws IOException {
    Path file = dir.resolve("ffmpeg.mp4");
    Ffmpeg.make(
        file,
        TestMedia.REORDERED.replace("-video_track_timescale 1000000", "")
            + " -movflags +frag_keyframe+empty_moov");

    check(file);
  }

  private void check(Path file) throws IOException {
    List<Ffmpeg.Packet> video = Ffmpeg.packets(file, "v");
    List<Ffmpeg.Packet> audio = Ffmpeg.packets(file, "a");
    double videoScale = timescale(file, "v");
    double audioScale = timescale(file, "a");
    byte[] bytes = Files.readAllBytes(file);

    PayloadReader reader = new PayloadReader();
    List<EncodedFrame> frames = new ArrayList<>();
    for (Fragment fragment : fragments(bytes)) {
      double time =
          Math.min(
              earliest(video, fragment, videoScale),
              fragment.hasAny(video) ? Double.MAX_VALUE : earliest(audio, fragment, audioScale));
      Instant recordTime = Micros.plus(TestMedia.START, Math.round(time));
      frames.addAll(reader.read(recordTime, true, false, fragment.payload()));
    }

    assertSame(TestMedia.of(frames, TrackKind.VIDEO), video, videoScale, bytes);
    assertSame(TestMedia.of(frames, TrackKind.AUDIO), audio, audioScale, bytes);
  }

  private static void assertSame(
      List<EncodedFrame> frames, List<Ffmpeg.Packet> packets, double scale, byte[] file) {
    assertThat(frames).hasSameSizeAs(packets).isNotEmpty();
    for (int i = 0; i < frames.size(); i++) {
      Ffmpeg.Packet packet = packets.get(i);
      EncodedFrame frame = frames.get(i);
      assertThat(frame.data())
          .isEqualTo(ByteBuffer.wrap(file, (int) packet.position(), packet.size()));
      assertThat((double) Micros.between(TestMedia.START, frame.time()))
          .isCloseTo(packet.pts() * scale, within(2.0));
      assertThat((double) Micros.between(TestMedia.START, frame.decodeTime()))
          .isCloseTo(packet.dts() * scale, within(2.0));
      assertThat(frame.keyFrame()).isEqualTo(packet.keyFrame());
    }
  }

  /** Microseconds in a tick. */
  private static double timescale(Path file, String stream) {
    String base = Ffmpeg.entry(file, stream, "stream=time_base");
    return 1e6 / Double.parseDouble(base.substring(2));
  }

  private static double earliest(List<Ffmpeg.Packet> packets, Fragment fragment, double scale) {
    return packets.stream()
        .filter(fragment::has)
        .mapToDouble(packet -> packet.pts() * scale)
        .min()
        .orElse(Double.MAX_VALUE);
  }

  /** The header, a moof, and what follows up to the next one; with its place in the file. */
  private record Fragment(int start, int end, ByteBuffer payload) {

    boolean has(Ffmpeg.Packet packet) {
      return packet.position() >= start && packet.position() < end;
    }

    boolean hasAny(List<Ffmpeg.Packet> packets) {
      return packets.stream().anyMatch(this::has);
    }
  }

  private static List<Fragment> fragments(byte[] file) {
    List<Fragment> fragments = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    int moof = 0;
    for (int at = 0; at < file.length; at += in.getInt(at)) {
      int type = in.getInt(at + 4);
      int end = at + in.getInt(at);
      if (type == BoxType.of("ftyp") || type == BoxType.MOOV) {
        header.write(file, at, end - at);
      } else if (type == BoxType.MOOF) {
        moof = at;
      } else if (type == BoxType.MDAT) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.writeBytes(header.toByteArray());
        payload.write(file, moof, end - moof);
        fragments.add(new Fragment(moof, end, ByteBuffer.wrap(payload.toByteArray())));
      }
    }
    return fragments;
  }

  @Test
  void bareAccessUnits_areReadWithTheSameBytesAndTrack() throws IOException {
    Path mp4 = dir.resolve("plain.mp4");
    Path h264 = dir.resolve("plain.h264");
    Ffmpeg.make(mp4, TestMedia.PLAIN);
    Ffmpeg.run(
        "ffmpeg -v error -nostdin -i %s -c copy -bsf:v h264_mp4toannexb,h264_metadata=aud=insert %s"
            .formatted(mp4, h264));
    List<EncodedFrame> expected = TestMedia.frames(mp4, TestMedia.START);

    PayloadReader reader = new PayloadReader();
    List<EncodedFrame> frames = new ArrayList<>();
    List<ByteBuffer> units = accessUnits(Files.readAllBytes(h264));
    for (int i = 0; i < units.size(); i++) {
      Instant time = TestMedia.START.plusMillis(40L * i);
      frames.addAll(reader.read(time, i % 25 == 0, false, units.get(i)));
    }

    assertThat(frames).hasSameSizeAs(expected);
    VideoTrack track = (VideoTrack) frames.get(0).track();
    assertThat(track).isEqualTo(expected.get(0).track());
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).time()).isEqualTo(expected.get(i).time());
      assertThat(frames.get(i).duration()).isEqualTo(expected.get(i).duration());
      assertThat(frames.get(i).keyFrame()).isEqualTo(expected.get(i).keyFrame());
      assertThat(frames.get(i).data()).isEqualTo(expected.get(i).data());
    }
    assertThat(reader.tracks()).containsExactly(track);
  }

  /** Each begins with an access unit delimiter. */
  private static List<ByteBuffer> accessUnits(byte[] stream) {
    ByteBuffer in = ByteBuffer.wrap(stream);
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i + 4 < stream.length; i++) {
      if (in.getInt(i) == 1 && (in.get(i + 4) & 0x1f) == 9) {
        starts.add(i);
      }
    }
    starts.add(stream.length);
    List<ByteBuffer> units = new ArrayList<>();
    for (int i = 0; i + 1 < starts.size(); i++) {
      units.add(in.slice(starts.get(i), starts.get(i + 1) - starts.get(i)));
    }
    return units;
  }
}
