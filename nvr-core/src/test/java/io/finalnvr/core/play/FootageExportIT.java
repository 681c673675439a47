package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.finalnvr.Export;
import io.finalnvr.Export.ExportResult;
import io.finalnvr.ExportRequest;
import io.finalnvr.ExportRequest.Form;
import io.finalnvr.ExportRequest.Gaps;
import io.finalnvr.TimeRange;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.mp4.Ffmpeg;
import io.finalnvr.core.mp4.TestMedia;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Footage of real encoders, with B-frames and sound; ffmpeg and ffprobe judge the files. */
class FootageExportIT {

  private static final Instant T0 = TestMedia.START;

  @TempDir static Path sources;
  private static List<EncodedFrame> reordered;
  private static List<EncodedFrame> plain;

  /** A digest of each picture of {@code reordered}, in the order of time. */
  private static List<String> pictures;

  @TempDir Path folder;
  private final Store store = new MemoryStore();

  @BeforeAll
  static void makeSources() throws IOException {
    assumeTrue(Ffmpeg.available());
    Ffmpeg.make(sources.resolve("reordered.mp4"), TestMedia.REORDERED);
    Ffmpeg.make(sources.resolve("plain.mp4"), TestMedia.PLAIN);
    reordered = TestMedia.frames(sources.resolve("reordered.mp4"), T0);
    plain = TestMedia.frames(sources.resolve("plain.mp4"), T0);
    pictures = digests(Ffmpeg.pictures(sources.resolve("reordered.mp4")));
  }

  @BeforeEach
  void recordTheGate() {
    try (RealFootage gate = new RealFootage(store.frameLog("gate.main"))) {
      gate.recording(reordered);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void fromWithinAGroupOfPictures_showsExactlyWhatWasToBeSeenThen(Form form) throws Exception {
    List<Instant> times = times(reordered, TrackKind.VIDEO);
    // In the middle of the 37th picture, to the middle of the 111th.
    TimeRange range = new TimeRange(times.get(37).plusMillis(17), times.get(111).plusMillis(13));
    Path file = folder.resolve("gate.mp4");

    ExportResult done = export(ExportRequest.of("gate", range).as(form), file);

    assertThat(Ffmpeg.complaints(file)).isEmpty();
    assertThat(done.range()).isEqualTo(micros(range));
    long length = ChronoUnit.MICROS.between(done.range().start(), done.range().end());
    // ffmpeg follows no edit list of a fragmented file but for its start.
    List<String> shown =
        Ffmpeg.pictures(file).stream()
            .filter(line -> form == Form.PLAIN || time(line) > -40_000 && time(line) < length)
            .toList();
    assertThat(digests(shown)).isEqualTo(pictures.subList(37, 112));
    for (int i = 1; i < shown.size(); i++) {
      assertThat(time(shown.get(i)))
          .isEqualTo(ChronoUnit.MICROS.between(micros(range).start(), times.get(37 + i)));
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void sound_isThatOfTheSourceToTheSample(Form form) throws Exception {
    TimeRange range = new TimeRange(T0.plusMillis(1_517), T0.plusMillis(4_444));
    Path file = folder.resolve("gate.mp4");

    ExportResult done = export(ExportRequest.of("gate", range).as(form), file);

    short[] all = Ffmpeg.sound(sources.resolve("reordered.mp4"), /* fromMicros= */ 0);
    short[] heard = Ffmpeg.sound(file, 0);
    // The first frame of the source's sound is at another time in the footage.
    Instant second = times(reordered, TrackKind.AUDIO).get(0);
    long after = ChronoUnit.MICROS.between(second, done.range().start());
    int from = 1024 + (int) Math.round(after * 48_000 / 1e6);
    int length = (int) Math.round(2.927 * 48_000);
    assertThat(heard.length / 2).isCloseTo(length, within(1024));
    int off = offset(all, heard, from);
    assertThat(off).as("samples off").isBetween(-1, 1);
  }

  /** By how many samples what is heard is off; found by comparing a stretch of it. */
  private static int offset(short[] all, short[] heard, int from) {
    int best = Integer.MAX_VALUE;
    long least = Long.MAX_VALUE;
    for (int off = -50; off <= 50; off++) {
      long difference = 0;
      for (int i = 10_000; i < 14_000; i++) {
        difference += Math.abs(heard[2 * i] - all[2 * (i + from + off)]);
      }
      if (difference < least) {
        least = difference;
        best = off;
      }
    }
    return best;
  }

  @Test
  void gapsThatAreClosed_leaveEveryPictureAndNoTimeBetween() throws Exception {
    try (RealFootage yard = new RealFootage(store.frameLog("yard.main"))) {
      yard.recording(RealFootage.video(reordered));
      yard.recording(TestMedia.shifted(RealFootage.video(reordered), 100_000_000));
    }
    TimeRange all = new TimeRange(T0, T0.plusSeconds(200));
    for (Form form : Form.values()) {
      Path file = folder.resolve(form + ".mp4");

      ExportResult done = export(ExportRequest.of("yard", all).as(form).withGaps(Gaps.CLOSE), file);

      assertThat(Ffmpeg.complaints(file)).isEmpty();
      assertThat(done.gaps()).isEqualTo(1);
      List<String> shown = Ffmpeg.pictures(file);
      List<String> twice = new ArrayList<>(pictures);
      twice.addAll(pictures);
      assertThat(digests(shown)).isEqualTo(twice);
      for (int i = 0; i < shown.size(); i++) {
        assertThat(time(shown.get(i)) - time(shown.get(0))).isEqualTo(i * 40_000L);
      }
    }
  }

  @Test
  void gapsThatAreKept_keepTheTimeOfDay() throws Exception {
    try (RealFootage yard = new RealFootage(store.frameLog("yard.main"))) {
      yard.recording(reordered);
      yard.recording(TestMedia.shifted(RealFootage.video(plain), 100_000_000));
    }
    List<EncodedFrame> frames = new ArrayList<>(RealFootage.video(reordered));
    frames.addAll(TestMedia.shifted(RealFootage.video(plain), 100_000_000));
    List<Instant> times = times(frames, TrackKind.VIDEO);
    TimeRange all = new TimeRange(times.get(0), T0.plusSeconds(200));
    Path file = folder.resolve("yard.mp4");

    ExportResult done = export(ExportRequest.of("yard", all), file);

    assertThat(Ffmpeg.complaints(file)).isEmpty();
    assertThat(done.gaps()).isEqualTo(1);
    // Another picture size, in the same track.
    List<String> shown = Ffmpeg.pictures(file);
    assertThat(shown).hasSameSizeAs(times);
    for (int i = 0; i < times.size(); i++) {
      assertThat(time(shown.get(i)))
          .isEqualTo(ChronoUnit.MICROS.between(times.get(0), times.get(i)));
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void severalCameras_areInStepOnOneTimeline(Form form) throws Exception {
    try (RealFootage yard = new RealFootage(store.frameLog("yard.main"))) {
      yard.recording(TestMedia.shifted(plain, 1_234_567));
    }
    TimeRange range = new TimeRange(T0.plusMillis(80), T0.plusSeconds(6));
    Path file = folder.resolve("both.mp4");

    ExportResult done = export(ExportRequest.of(List.of("gate", "yard"), range).as(form), file);

    assertThat(Ffmpeg.complaints(file)).isEmpty();
    assertThat(Ffmpeg.entry(file, "v:0", "stream_tags=handler_name")).isEqualTo("gate");
    assertThat(Ffmpeg.entry(file, "v:1", "stream_tags=handler_name")).isEqualTo("yard");
    Instant start = done.range().start();
    long length = ChronoUnit.MICROS.between(start, done.range().end());
    assertThat(presented(file, "v:0", length))
        .isEqualTo(microsAfter(start, RealFootage.video(reordered), range.end()));
    assertThat(presented(file, "v:1", length))
        .isEqualTo(
            microsAfter(start, RealFootage.video(plain), range.end()).stream()
                .map(micros -> micros + 1_234_567)
                .toList());
  }

  private static List<Long> presented(Path file, String stream, long length) {
    return Ffmpeg.packets(file, stream).stream()
        .map(Ffmpeg.Packet::pts)
        .filter(pts -> pts < length)
        .sorted()
        .toList();
  }

  private static List<Long> microsAfter(Instant start, List<EncodedFrame> frames, Instant end) {
    return frames.stream()
        .map(EncodedFrame::time)
        .filter(time -> time.isBefore(end))
        .map(time -> ChronoUnit.MICROS.between(start, time))
        .sorted()
        .toList();
  }

  @Test
  void subtitles_sayTheTimeOfDayEachSecond() throws Exception {
    TimeRange range = new TimeRange(T0.plusMillis(1_500), T0.plusMillis(4_000));
    Path file = folder.resolve("gate.mp4");

    ExportResult done =
        export(ExportRequest.of("gate", range).withSubtitles(ZoneOffset.ofHours(1)), file);

    // From 11:22:34.956789 to 11:22:37.456789.
    List<Ffmpeg.Packet> entries = Ffmpeg.packets(file, "s");
    assertThat(entries.stream().map(Ffmpeg.Packet::pts).toList())
        .containsExactly(0L, 43_211L, 1_043_211L, 2_043_211L);
    assertThat(Ffmpeg.run("ffmpeg -v error -i " + file + " -map 0:s -f srt -"))
        .contains(
            "2026-03-01 12:22:34 +01:00",
            "2026-03-01 12:22:35 +01:00",
            "2026-03-01 12:22:36 +01:00",
            "2026-03-01 12:22:37 +01:00")
        .doesNotContain("12:22:33", "12:22:38");
    assertThat(Ffmpeg.entry(file, "", "format_tags=date"))
        .isEqualTo(done.range().start().toString());
  }

  private ExportResult export(ExportRequest request, Path file) throws Exception {
    List<CameraLog> logs =
        request.cameraIds().stream()
            .map(id -> new CameraLog(id, store.frameLog(id + ".main")))
            .toList();
    try (Export export = FootageExport.start(request, logs, file, new TestClocks(), () -> {})) {
      return export.result().get(60, TimeUnit.SECONDS);
    }
  }

  private static List<Instant> times(List<EncodedFrame> frames, TrackKind kind) {
    return TestMedia.of(frames, kind).stream()
        .map(EncodedFrame::time)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static TimeRange micros(TimeRange range) {
    return new TimeRange(
        range.start().truncatedTo(ChronoUnit.MICROS), range.end().truncatedTo(ChronoUnit.MICROS));
  }

  private static long time(String line) {
    return Long.parseLong(line.split(" ")[0]);
  }

  private static List<String> digests(List<String> lines) {
    return lines.stream().map(line -> line.split(" ")[1]).toList();
  }
}
