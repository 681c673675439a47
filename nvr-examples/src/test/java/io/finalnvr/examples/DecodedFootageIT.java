package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraStream;
import io.finalnvr.ExportRequest;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Receipt;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.SeekMode;
import io.finalnvr.SheetRequest;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.Speed;
import io.finalnvr.SyncGroup;
import io.finalnvr.TimeRange;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.gstreamer.SimulatedPicture;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PixelFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of footage of a camera that numbers its pictures, with B-frames. What they should be is
 * known from elsewhere: the frames' times from a player of encoded frames, the numbers from an
 * export that ffmpeg has decoded.
 */
@Timeout(180)
class DecodedFootageIT {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int FRAMES = 85;
  private static final DecodeRequest GREY = DecodeRequest.of(PixelFormat.GREY8);

  @TempDir static Path folder;
  private static Nvr nvr;

  /** By the order of showing: when each picture is shown, and the number in it. */
  private static List<Instant> times;

  private static List<Long> numbers;

  /** Which of them are key frames. */
  private static List<Integer> keys;

  @BeforeAll
  static void footageOfACamera() throws Exception {
    nvr = Nvr.builder().store(URI.create("memory:decoded")).build();
    try (SimulatedCamera camera =
        SimulatedCamera.builder()
            .size(WIDTH, HEIGHT)
            .framesPerSecond(25)
            .gop(25)
            .bFrames(2)
            .start()) {
      nvr.add(CameraConfig.of("gate", camera.uri().toString()));
      CountDownLatch enough = new CountDownLatch(FRAMES);
      try (Recorder recorder = nvr.record("gate")) {
        recorder.addListener(
            new RecorderListener() {
              @Override
              public void onReceipt(Receipt receipt) {
                enough.countDown();
              }
            });
        assertThat(enough.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
    }
    TimeRange range = nvr.timeline("gate").range().orElseThrow();
    List<EncodedFrame> frames = Collections.synchronizedList(new ArrayList<>());
    try (Player player = nvr.play("gate", Playback.of(range).speed(Speed.UNPACED), frames::add)) {
      assertThat(player.awaitEnd(LONGEST)).isTrue();
    }
    assertThat(frames)
        .as("frames that are not shown when they are decoded")
        .anyMatch(frame -> frame.time().isAfter(frame.decodeTime()));
    frames.removeIf(EncodedFrame::decodeOnly);
    frames.sort(Comparator.comparing(EncodedFrame::time));
    times = frames.stream().map(EncodedFrame::time).toList();
    keys = IntStream.range(0, frames.size()).filter(i -> frames.get(i).keyFrame()).boxed().toList();
    Path export = folder.resolve("gate.mp4");
    nvr.export(ExportRequest.of("gate", range), export)
        .result()
        .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    numbers = Media.greyPictures(export, WIDTH, HEIGHT).map(DecodedFootageIT::number).toList();
    assertThat(numbers).hasSameSizeAs(times).isSorted().doesNotHaveDuplicates();
  }

  @AfterAll
  static void close() {
    nvr.close();
  }

  private static long number(byte[] grey) {
    return SimulatedPicture.read(WIDTH, HEIGHT, (x, y) -> grey[y * WIDTH + x] & 0xff)
        .orElseThrow()
        .frame();
  }

  private static long number(BufferedImage image) {
    return SimulatedPicture.read(
            image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) >> 8 & 0xff)
        .orElseThrow()
        .frame();
  }

  private static BufferedImage image(Picture picture) throws IOException {
    byte[] bytes = new byte[picture.data().remaining()];
    picture.data().get(bytes);
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  /** Writes down the numbers of the pictures, and checks that each comes at its time. */
  private static final class Numbers implements DecodedFrameSink {
    private final BlockingQueue<Long> shown;

    Numbers() {
      this(Integer.MAX_VALUE);
    }

    /** Blocks where nobody takes the numbers. */
    Numbers(int most) {
      shown = new LinkedBlockingQueue<>(most);
    }

    @Override
    public void onFrame(DecodedFrame frame) {
      byte[] grey = new byte[frame.data().remaining()];
      frame.data().get(grey);
      long number = number(grey);
      boolean atItsTime = times.get(numbers.indexOf(number)).equals(frame.time());
      try {
        shown.put(atItsTime ? number : -number);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onSkipped(Instant time, String reason) {
      shown.add(Long.MIN_VALUE);
    }

    @Override
    public void onFailure(NvrException failure) {
      shown.add(Long.MAX_VALUE);
    }

    long next() throws InterruptedException {
      return Optional.ofNullable(shown.poll(LONGEST.toSeconds(), TimeUnit.SECONDS)).orElseThrow();
    }
  }

  @Test
  void snapshot_isExactlyTheFrameShownThen() throws Exception {
    int key = keys.get(1);
    for (int i : new int[] {0, 1, key - 2, key - 1, key, key + 1, key + 2, times.size() - 1}) {
      SnapshotRequest request = SnapshotRequest.at(times.get(i)).format(PictureFormat.PNG);
      Picture picture = nvr.snapshot("gate", request);
      assertThat(picture.time()).isEqualTo(times.get(i));
      assertThat(number(image(picture))).as("picture %d", i).isEqualTo(numbers.get(i));
    }
    for (int i : new int[] {key, key + 1, key + 2}) {
      Picture before =
          nvr.snapshot("gate", SnapshotRequest.at(times.get(i).minus(Duration.ofNanos(1_000))));
      assertThat(number(image(before))).as("just before %d", i).isEqualTo(numbers.get(i - 1));
    }
  }

  @Test
  void range_isEveryPictureOnceInOrder() throws Exception {
    Numbers sink = new Numbers();
    TimeRange range = new TimeRange(times.get(10), times.get(70));
    Playback playback = Playback.of(range).mode(SeekMode.EXACT).speed(Speed.UNPACED);
    try (Player player = nvr.playDecoded("gate", playback, GREY, sink)) {
      assertThat(player.awaitEnd(LONGEST)).isTrue();
    }
    assertThat(sink.shown).containsExactlyElementsOf(numbers.subList(10, 70));
  }

  @Test
  void stepsAndBackwards_areEachTheNextPicture() throws Exception {
    Numbers sink = new Numbers();
    int start = keys.get(2);
    List<Long> expected = new ArrayList<>();
    try (SyncGroup group = nvr.playTogether(Playback.from(times.get(start)).mode(SeekMode.EXACT))) {
      group.addDecoded("gate", GREY, sink);
      group.stepForward();
      expected.add(numbers.get(start));
      assertThat(sink.next()).isEqualTo(numbers.get(start));
      for (int i : new int[] {-1, -2, -3, -4, -3, -2, -1, 0, 1, 2, 3, 2}) {
        if (i > numbers.indexOf(expected.get(expected.size() - 1)) - start) {
          group.stepForward();
        } else {
          group.stepBack();
        }
        expected.add(numbers.get(start + i));
        assertThat(sink.next()).as("%s", expected).isEqualTo(numbers.get(start + i));
      }

      group.speed(new Speed(-7));
      group.play();
      assertThat(group.awaitEnd(LONGEST)).isTrue();
    }
    List<Long> before = new ArrayList<>(numbers.subList(0, start + 2));
    Collections.reverse(before);
    assertThat(sink.shown).containsExactlyElementsOf(before);
  }

  @Test
  void stepsAfterPlaying_leaveNothingOut() throws Exception {
    Numbers sink = new Numbers(1);
    List<Long> shown = new ArrayList<>();
    Playback playback = Playback.from(times.get(0)).speed(Speed.UNPACED);
    try (Player player = nvr.playDecoded("gate", playback, GREY, sink)) {
      while (shown.size() < 10) {
        shown.add(sink.next());
      }
      // Many are being decoded then.
      player.pause();
      for (int i = 0; i < 30; i++) {
        player.stepForward();
        shown.add(sink.next());
      }
      assertThat(shown).containsExactlyElementsOf(numbers.subList(0, shown.size()));
      player.speed(Speed.UNPACED);
      player.play();
      for (int i = 0; i < 5; i++) {
        shown.add(sink.next());
      }
      player.speed(new Speed(-7));
      while (shown.get(shown.size() - 1) >= shown.get(shown.size() - 2)) {
        shown.add(sink.next());
      }
    }
    int turn = shown.size() - 2;
    assertThat(shown.subList(0, turn + 1)).containsExactlyElementsOf(numbers.subList(0, turn + 1));
    assertThat(shown).last().isEqualTo(numbers.get(turn - 1));
  }

  @Test
  void sheet_showsTheInstantsAskedFor() throws Exception {
    List<Instant> instants = List.of(5, 24, 25, 26, 49, 60).stream().map(times::get).toList();
    SheetRequest request =
        new SheetRequest(
            instants,
            3,
            WIDTH,
            /* exact= */ true,
            Optional.empty(),
            PictureFormat.PNG,
            80,
            CameraStream.MAIN);

    assertThat(tiles(image(nvr.sheet("gate", request)), 3, instants.size()))
        .containsExactlyElementsOf(
            instants.stream().map(at -> numbers.get(times.indexOf(at))).toList());
    assertThat(
            tiles(
                image(nvr.sheet("gate", request.exact(false).format(PictureFormat.JPEG, 90))),
                3,
                instants.size()))
        .containsExactlyElementsOf(
            instants.stream().map(at -> numbers.get(nearestKey(at))).toList());
  }

  private static int nearestKey(Instant at) {
    return keys.stream()
        .min(Comparator.comparing(key -> Duration.between(times.get(key), at).abs()))
        .orElseThrow();
  }

  private static List<Long> tiles(BufferedImage sheet, int columns, int count) {
    int space = (sheet.getWidth() - columns * WIDTH) / (columns + 1);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                sheet.getSubimage(
                    space + i % columns * (WIDTH + space),
                    space + i / columns * (HEIGHT + space),
                    WIDTH,
                    HEIGHT))
        .map(DecodedFootageIT::number)
        .toList();
  }
}
