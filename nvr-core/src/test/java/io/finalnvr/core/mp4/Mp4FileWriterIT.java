package io.finalnvr.core.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ffmpeg and ffprobe judge exported files. */
class Mp4FileWriterIT {

  private static final int AUDIO_RATE = 48_000;

  @TempDir static Path sources;
  private static List<EncodedFrame> reordered;
  private static List<EncodedFrame> plain;

  @TempDir Path dir;

  @BeforeAll
  static void makeSources() throws IOException {
    assumeTrue(Ffmpeg.available());
    Ffmpeg.make(sources.resolve("reordered.mp4"), TestMedia.REORDERED);
    Ffmpeg.make(sources.resolve("plain.mp4"), TestMedia.PLAIN);
    reordered = TestMedia.frames(sources.resolve("reordered.mp4"), TestMedia.START);
    plain = TestMedia.frames(sources.resolve("plain.mp4"), TestMedia.START);
  }

  @Test
  void reorderedVideoWithSound_isExact() {
    List<EncodedFrame> frames = reordered;
    Path file = export(frames);

    assertExact(file, frames, firstTime(frames));
    assertThat(Ffmpeg.entry(file, "", "format_tags=date")).isEqualTo(firstTime(frames).toString());
    assertThat(Ffmpeg.entry(file, "", "format_tags=creation_time"))
        .isEqualTo("2026-03-01T11:22:33.000000Z");
  }

  @Test
  void plainVideo_isExact() {
    List<EncodedFrame> frames = plain;

    assertExact(export(frames), frames, TestMedia.START);
  }

  @Test
  void gap_isKeptAsTime() {
    List<EncodedFrame> frames = new ArrayList<>(reordered);
    List<EncodedFrame> later = TestMedia.shifted(frames, 1_234_567_891L);
    frames.addAll(later);
    Path file = export(frames);

    assertExact(file, frames, firstTime(frames));
    assertThat(Double.parseDouble(Ffmpeg.entry(file, "", "format=duration")))
        .isCloseTo(1234.567891 + 6.04, within(0.06));
  }

  @Test
  void gapOfManyHours_isKeptAsTimeToTheMillisecond() {
    List<EncodedFrame> frames = new ArrayList<>(reordered);
    long gap = 100L * 3600 * 1_000_000;
    frames.addAll(TestMedia.shifted(frames, gap));
    Path file = export(frames);

    assertThat(Ffmpeg.complaints(file)).isEmpty();
    List<Ffmpeg.Packet> packets = Ffmpeg.packets(file, "v");
    assertThat(packets).hasSize(300);
    assertThat(packets.get(150).pts() - packets.get(0).pts()).isEqualTo(gap / 1000);
  }

  @Test
  void changedParameters_arePlayedOn() {
    List<EncodedFrame> small = reordered;
    List<EncodedFrame> frames = new ArrayList<>(TestMedia.of(small, TrackKind.VIDEO));
    List<EncodedFrame> large = TestMedia.shifted(plain, 6_000_000);
    frames.addAll(large);
    frames.addAll(TestMedia.shifted(TestMedia.of(small, TrackKind.VIDEO), 10_000_000));
    Path file = export(frames);

    assertExact(file, frames, firstTime(frames));
    assertThat(Ffmpeg.pictures(file)).hasSize(frames.size());
  }

  @Test
  void askedInstantBetweenKeyFrames_isWherePresentationStarts() {
    List<EncodedFrame> frames = reordered;
    List<String> all = Ffmpeg.pictures(sources.resolve("reordered.mp4"));
    Instant from = firstTime(frames).plusMillis(1_500).plusNanos(7_000);
    Path file = dir.resolve("export.mp4");
    try (Mp4FileWriter writer = Mp4FileWriter.open(file, from(from))) {
      frames.forEach(writer::write);
      assertThat(writer.finish().start()).isEqualTo(from);
    }

    assertThat(Ffmpeg.complaints(file)).isEmpty();
    List<String> shown = Ffmpeg.pictures(file);
    assertThat(shown.stream().map(line -> line.split(" ")[1]))
        .isEqualTo(all.stream().skip(all.size() - shown.size()).map(l -> l.split(" ")[1]).toList());
    for (Ffmpeg.Packet packet : Ffmpeg.packets(file, "v")) {
      assertThat(packet.discarded()).isEqualTo(packet.pts() + packet.duration() <= 0);
    }
    List<EncodedFrame> audio = TestMedia.of(frames, TrackKind.AUDIO);
    List<Ffmpeg.Packet> heard = Ffmpeg.packets(file, "a");
    Ffmpeg.Packet last = heard.get(heard.size() - 1);
    assertThat(last.pts())
        .isEqualTo(Math.round(micros(from, audio.get(audio.size() - 1).time()) * AUDIO_RATE / 1e6));
  }

  @Test
  void soundThatBeginsLater_staysInStep() {
    List<EncodedFrame> frames = reordered;
    List<EncodedFrame> kept =
        frames.stream()
            .filter(
                frame ->
                    frame.track().kind() == TrackKind.VIDEO
                        || frame.time().isAfter(TestMedia.START.plusMillis(777)))
            .toList();

    assertExact(export(kept), kept, firstTime(kept));
  }

  @Test
  void soundOnly_isExact() {
    List<EncodedFrame> frames = TestMedia.of(reordered, TrackKind.AUDIO);

    assertExact(export(frames), frames, firstTime(frames));
  }

  private Path export(List<EncodedFrame> frames) {
    Path file = dir.resolve("export.mp4");
    try (Mp4FileWriter writer = Mp4FileWriter.open(file)) {
      frames.forEach(writer::write);
      Mp4FileWriter.Result result = writer.finish();
      assertThat(result.videoFrames()).isEqualTo(TestMedia.of(frames, TrackKind.VIDEO).size());
      assertThat(result.audioFrames()).isEqualTo(TestMedia.of(frames, TrackKind.AUDIO).size());
      assertThat(result.start()).isEqualTo(firstTime(frames));
      assertThat(result.bytes()).isEqualTo(file.toFile().length());
    }
    return file;
  }

  private static void assertExact(Path file, List<EncodedFrame> frames, Instant start) {
    assertThat(Ffmpeg.complaints(file)).isEmpty();
    assertSame(file, "v", TestMedia.of(frames, TrackKind.VIDEO), start, 1_000_000);
    assertSame(file, "a", TestMedia.of(frames, TrackKind.AUDIO), start, AUDIO_RATE);
  }

  private static void assertSame(
      Path file, String stream, List<EncodedFrame> frames, Instant start, int timescale) {
    List<Ffmpeg.Packet> packets = Ffmpeg.packets(file, stream);
    assertThat(packets).hasSameSizeAs(frames);
    long tolerance = timescale == 1_000_000 ? 0 : 1;
    for (int i = 0; i < frames.size(); i++) {
      Ffmpeg.Packet packet = packets.get(i);
      EncodedFrame frame = frames.get(i);
      String which = stream + i;
      assertThat(packet.pts())
          .as(which)
          .isCloseTo(ticks(start, frame.time(), timescale), within(tolerance));
      assertThat(packet.dts())
          .as(which)
          .isCloseTo(ticks(start, frame.decodeTime(), timescale), within(tolerance));
      assertThat(packet.size()).as(which).isGreaterThanOrEqualTo(frame.size());
      assertThat(packet.keyFrame()).as(which).isEqualTo(frame.keyFrame());
      assertThat(packet.discarded()).as(which).isFalse();
    }
  }

  private static long ticks(Instant start, Instant time, int timescale) {
    return Math.round(micros(start, time) * (timescale / 1e6));
  }

  private static long micros(Instant from, Instant to) {
    return Micros.between(from, to);
  }

  private static Instant firstTime(List<EncodedFrame> frames) {
    return frames.stream().map(EncodedFrame::time).min(Instant::compareTo).orElseThrow();
  }

  private static Mp4FileWriter.Settings from(Instant start) {
    return new Mp4FileWriter.Settings(
        java.util.Optional.of(start), /* overwrite= */ true, 0, java.util.Map.of(), "");
  }
}
