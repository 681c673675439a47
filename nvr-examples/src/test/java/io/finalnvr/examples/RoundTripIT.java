package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.Export;
import io.finalnvr.ExportRequest;
import io.finalnvr.Import;
import io.finalnvr.Import.ImportResult;
import io.finalnvr.ImportRequest;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.Store;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file with B-frames and sound goes in and comes out as it was. */
class RoundTripIT {

  private static final Instant START = Instant.parse("2026-03-01T10:15:30.123456Z");

  @TempDir Path folder;
  private final Store store = new MemoryStore();
  private Nvr nvr;

  @BeforeEach
  void threeCameras() {
    nvr = Nvr.builder().store(store).build();
    for (String id : List.of("one", "two", "three")) {
      nvr.add(CameraConfig.of(id, "test:?fps=25"));
    }
  }

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  @Test
  void framesAndTimes_surviveImportAndExport() throws Exception {
    Path source = make("source.mp4", "-movflags +faststart");

    ImportResult first = load(ImportRequest.of("one", source).startingAt(START));

    assertThat(first.videoFrames()).isEqualTo(150);
    assertThat(first.audioFrames()).isBetween(280L, 284L);
    // The file hides the first frame of its sound.
    assertThat(first.range().start()).isBetween(START.minusMillis(22), START);
    Path exported = save("one", first.range());
    assertThat(Media.complaints(exported)).isEmpty();
    ImportResult second = load(ImportRequest.of("two", exported));
    Path again = save("two", second.range());
    ImportResult third = load(ImportRequest.of("three", again));

    assertThat(second.range().start()).isBetween(START.minusMillis(22), START);
    assertThat(third).isEqualTo(second);
    List<Seen> all = played("one");
    assertThat(all).hasSize((int) (first.videoFrames() + first.audioFrames()));
    // An export begins with a picture.
    List<Seen> one = all.stream().filter(seen -> !seen.time().isBefore(START)).toList();
    assertSame(played("two"), one);
    assertSame(played("three"), one);
  }

  @Test
  void otherContainers_areImportedAtFullSpeed() throws Exception {
    for (String name : List.of("one.mkv", "two.ts")) {
      Path file = make(name, "");
      ImportResult done = load(ImportRequest.of(name.substring(0, 3), file).startingAt(START));

      assertThat(done.videoFrames()).as(name).isEqualTo(150);
      assertThat(done.range().start()).isBetween(START.minusMillis(22), START);
      assertThat(done.range().duration().toMillis()).as(name).isBetween(5_900L, 6_200L);
    }
  }

  /** From the middle of a group of pictures: what the file hides comes back, too. */
  @ParameterizedTest
  @EnumSource(ExportRequest.Form.class)
  void everyFrameOfAnExport_comesBackAtItsTime(ExportRequest.Form form) throws Exception {
    load(ImportRequest.of("one", make("source.mp4", "")).startingAt(START));
    TimeRange range = new TimeRange(START.plusMillis(1_520), START.plusMillis(4_500));

    Path file = folder.resolve(form + ".mp4");
    Export.ExportResult exported;
    try (Export export = nvr.export(ExportRequest.of("one", range).as(form), file)) {
      exported = export.result().get(60, TimeUnit.SECONDS);
    }
    assertThat(Media.complaints(file)).isEmpty();
    ImportResult back = load(ImportRequest.of("two", file));

    assertThat(back.videoFrames()).isEqualTo(exported.videoFrames());
    assertThat(back.audioFrames()).isEqualTo(exported.audioFrames());
    assertThat(back.range().start()).isEqualTo(START.plusSeconds(1));
    List<Seen> source = played("one");
    List<Seen> frames = played("two");
    for (TrackKind kind : List.of(TrackKind.VIDEO, TrackKind.AUDIO)) {
      List<Seen> mine = frames.stream().filter(f -> f.kind() == kind).toList();
      List<Seen> all = source.stream().filter(f -> f.kind() == kind).toList();
      int first = all.stream().map(Seen::hash).toList().indexOf(mine.get(0).hash());
      assertSame(mine, all.subList(first, first + mine.size()));
    }
  }

  private record Seen(TrackKind kind, Instant time, boolean key, int hash) {}

  private static void assertSame(List<Seen> actual, List<Seen> expected) {
    for (TrackKind kind : List.of(TrackKind.VIDEO, TrackKind.AUDIO)) {
      List<Seen> mine = actual.stream().filter(s -> s.kind() == kind).toList();
      List<Seen> theirs = expected.stream().filter(s -> s.kind() == kind).toList();
      assertThat(mine).hasSameSizeAs(theirs);
      for (int i = 0; i < mine.size(); i++) {
        Seen frame = mine.get(i);
        Seen source = theirs.get(i);
        assertThat(frame.hash()).as("%s %d", kind, i).isEqualTo(source.hash());
        assertThat(frame.key()).as("%s %d", kind, i).isEqualTo(source.key());
        // Sound is counted in samples, 21 µs long.
        assertThat(Math.abs(ChronoUnit.MICROS.between(frame.time(), source.time())))
            .as("%s %d at %s and %s", kind, i, frame.time(), source.time())
            .isLessThanOrEqualTo(kind == TrackKind.VIDEO ? 0 : 21);
      }
    }
  }

  /** Of all but parameter sets: GStreamer repeats them in front of the first key frame. */
  private static int hash(EncodedFrame frame) {
    ByteBuffer data = frame.data();
    if (frame.track().kind() != TrackKind.VIDEO) {
      return data.hashCode();
    }
    int hash = 1;
    while (data.hasRemaining()) {
      int size = data.getInt();
      int type = data.get(data.position()) & 0x1f;
      hash =
          type == 7 || type == 8 ? hash : 31 * hash + data.slice(data.position(), size).hashCode();
      data.position(data.position() + size);
    }
    return hash;
  }

  private List<Seen> played(String camera) throws Exception {
    List<Seen> frames = new ArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    FrameSink sink =
        new FrameSink() {
          @Override
          public void onFrame(EncodedFrame f) {
            frames.add(new Seen(f.track().kind(), f.time(), f.keyFrame(), hash(f)));
          }

          @Override
          public void onEnd() {
            ended.countDown();
          }
        };
    Playback all =
        Playback.from(START.minusSeconds(1)).until(START.plusSeconds(60)).speed(Speed.UNPACED);
    try (AutoCloseable player = nvr.play(camera, all, sink)) {
      assertThat(player).isNotNull();
      assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }
    return frames;
  }

  private ImportResult load(ImportRequest request) throws Exception {
    try (Import running = nvr.importFile(request)) {
      return running.result().get(60, TimeUnit.SECONDS);
    }
  }

  private Path save(String camera, TimeRange range) throws Exception {
    Path file = folder.resolve(camera + ".mp4");
    try (Export export = nvr.export(ExportRequest.of(camera, range), file)) {
      assertThat(export.result().get(60, TimeUnit.SECONDS).videoFrames()).isEqualTo(150);
    }
    return file;
  }

  private Path make(String name, String options) throws Exception {
    Path file = folder.resolve(name);
    String command =
        "ffmpeg -v error -nostdin -y"
            + " -f lavfi -i testsrc2=size=160x90:rate=25"
            + " -f lavfi -i sine=frequency=440:sample_rate=48000"
            + " -t 6 -c:v libx264 -preset veryfast -threads 1 -g 25 -bf 3 -c:a aac -ac 2 "
            + options
            + " "
            + file;
    Process process =
        new ProcessBuilder(command.split("\\s+"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("ffmpeg.txt").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return file;
  }
}
