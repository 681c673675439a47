package io.finalnvr.core.mp4;

import static io.finalnvr.core.mp4.TestFrames.AUDIO;
import static io.finalnvr.core.mp4.TestFrames.START;
import static io.finalnvr.core.mp4.TestFrames.VIDEO;
import static io.finalnvr.core.mp4.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieFileTest {

  private static final VideoTrack OTHER =
      new VideoTrack(1, VIDEO.codec(), 320, 180, VIDEO.codecData());

  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = dir.resolve("gate.mp4");
  }

  @Test
  void everyFrame_isReadAsItWasWritten_whatIsHiddenToo() throws IOException {
    List<EncodedFrame> written = frames(new Random(7), 20_000);
    Instant start = START.plusMillis(1_000);
    write(written, Optional.of(start));

    try (MovieFile movie = MovieFile.open(file).orElseThrow()) {
      assertThat(movie.tracks()).hasSize(2);
      Map<TrackKind, List<SourceFrame>> read = new HashMap<>();
      for (Optional<SourceFrame> f = movie.next(); f.isPresent(); f = movie.next()) {
        read.computeIfAbsent(f.get().track().kind(), any -> new ArrayList<>()).add(f.get());
      }
      for (TrackKind kind : List.of(TrackKind.VIDEO, TrackKind.AUDIO)) {
        List<EncodedFrame> expected =
            written.stream().filter(f -> f.track().kind() == kind).toList();
        List<SourceFrame> actual = read.get(kind);
        // Sound long before the start is not in the file.
        int left = expected.size() - actual.size();
        assertThat(left).isBetween(0, kind == TrackKind.AUDIO ? 60 : 0);
        for (int i = 0; i < actual.size(); i++) {
          assertSame(actual.get(i), expected.get(left + i), start);
        }
      }
    }
  }

  private static void assertSame(SourceFrame actual, EncodedFrame expected, Instant start) {
    boolean video = expected.track().kind() == TrackKind.VIDEO;
    long tick = video ? 0 : 1_000_000_000L / 48_000 + 1;
    assertThat(actual.keyFrame()).isEqualTo(expected.keyFrame());
    assertThat(actual.track()).isEqualTo(expected.track());
    assertThat(Math.abs(actual.ptsNanos() - nanos(start, expected.time())))
        .isLessThanOrEqualTo(tick);
    assertThat(Math.abs(actual.dtsNanos().orElseThrow() - nanos(start, expected.decodeTime())))
        .isLessThanOrEqualTo(tick);
    // Key frames of other parameters carry them in band, too.
    assertThat(actual.data().limit()).isGreaterThanOrEqualTo(expected.size());
    int more = actual.data().limit() - expected.size();
    assertThat(actual.data().position(more).slice()).isEqualTo(expected.data());
  }

  private static long nanos(Instant from, Instant to) {
    return Duration.between(from, to).toNanos();
  }

  /** Groups of 25 pictures with a picture that others refer to from behind, and sound. */
  private static List<EncodedFrame> frames(Random random, int count) {
    List<EncodedFrame> frames = new ArrayList<>();
    long hole = 0;
    for (int i = 0; i < count; i++) {
      hole += i == 400 ? 4L * 3600 * 1_000_000 : 0;
      Track track = i / 100 % 2 == 0 ? VIDEO : OTHER;
      long decode = i * 40_000L + hole;
      int composition = i % 25 % 3 == 1 ? 120_000 : 40_000;
      frames.add(frame(track, decode, composition, i % 25 == 0, bytes(random)));
      frames.add(frame(AUDIO, decode + 100, 0, true, bytes(random)));
    }
    return frames;
  }

  private static byte[] bytes(Random random) {
    return TestFrames.bytes(random, 1 + random.nextInt(200));
  }

  private void write(List<EncodedFrame> frames, Optional<Instant> start) {
    Mp4FileWriter.Settings settings =
        new Mp4FileWriter.Settings(start, /* overwrite= */ true, 0, Map.of(), "");
    try (Mp4FileWriter writer = Mp4FileWriter.open(file, settings)) {
      frames.forEach(writer::write);
      writer.finish();
    }
  }

  @Test
  void fileThatShowsEverything_isLeftToDemultiplexers() throws IOException {
    write(frames(new Random(1), 50), Optional.empty());

    assertThat(MovieFile.open(file)).isEmpty();
  }

  @Test
  void otherFiles_areNotUnderstood() throws IOException {
    assertThat(MovieFile.open(Files.createFile(file))).isEmpty();
    Files.write(file, new byte[100]);
    assertThat(MovieFile.open(file)).isEmpty();
    Files.write(file, FragmentHeader.bytes(List.of(VIDEO), START));
    assertThat(MovieFile.open(file)).isEmpty();
  }

  @Test
  void fileThatIsCutShort_saysSo() throws IOException {
    write(frames(new Random(1), 50), Optional.of(START.plusMillis(400)));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1_000));

    try (MovieFile movie = MovieFile.open(file).orElseThrow()) {
      assertThatThrownBy(
              () -> {
                while (movie.next().isPresent()) {
                  assertThat(movie.tracks()).isNotEmpty();
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void damagedIndex_endsReading_withoutAnyOtherException() throws IOException {
    write(frames(new Random(1), 200), Optional.of(START.plusMillis(400)));
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 5; i++) {
        damaged[random.nextInt(Math.min(8_000, whole.length))] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try (MovieFile movie = MovieFile.open(file).orElse(null)) {
        for (int i = 0; movie != null && i < 1_000 && movie.next().isPresent(); i++) {
          assertThat(movie.tracks()).isNotEmpty();
        }
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("it is cut short.*|its index is damaged");
      }
    }
  }
}
