package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.ExportRequest;
import io.finalnvr.Gap;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.Receipt;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.SyncGroup;
import io.finalnvr.TimeRange;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.gstreamer.SimulatedPicture;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.TrackKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way of playing, on footage of cameras that number their pictures and write the time into
 * them, kept by a real node. What is shown is told by what is in the picture, which ffmpeg has
 * decoded from an export.
 */
@Timeout(180)
class PlayedContentIT {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Speed BACKWARDS = Speed.UNPACED.reversed();
  private static final Duration GATE_FRAME = Duration.ofMillis(40);

  @TempDir static Path directory;

  private static Nvr nvr;

  /** With B-frames and sound. */
  private static Content gate;

  private static Content yard;

  /** Footage of a camera: its pictures in the order of showing, and what is in them. */
  private record Content(
      TimeRange range, List<EncodedFrame> pictures, Map<ByteBuffer, SimulatedPicture> in) {

    List<Long> numbers() {
      return numbers(pictures);
    }

    List<Long> numbers(List<EncodedFrame> frames) {
      return frames.stream().map(frame -> of(frame).frame()).toList();
    }

    SimulatedPicture of(EncodedFrame frame) {
      return in.get(frame.data());
    }

    Instant time(int index) {
      return pictures.get(index).time();
    }

    int size() {
      return pictures.size();
    }

    int keyAtOrBefore(int index) {
      int at = index;
      while (!pictures.get(at).keyFrame()) {
        at--;
      }
      return at;
    }

    int keyAtOrAfter(int index) {
      int at = index;
      while (!pictures.get(at).keyFrame()) {
        at++;
      }
      return at;
    }
  }

  @BeforeAll
  static void record() throws Exception {
    nvr = Nvr.builder().store(directory.resolve("store")).build();
    try (SimulatedCamera withBFrames =
            SimulatedCamera.builder()
                .size(640, 360)
                .framesPerSecond(25)
                .gop(20)
                .bFrames(2)
                .audio(Codec.AAC)
                .start();
        SimulatedCamera slower =
            SimulatedCamera.builder().size(320, 240).framesPerSecond(10).gop(15).start()) {
      nvr.add(CameraConfig.of("gate", withBFrames.uri().toString()));
      nvr.add(CameraConfig.of("yard", slower.uri().toString()));
      CountDownLatch gateDone = new CountDownLatch(110);
      CountDownLatch yardDone = new CountDownLatch(45);
      List<Recorder> recorders = List.of(recorder("gate", gateDone), recorder("yard", yardDone));
      assertThat(gateDone.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(yardDone.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
      recorders.forEach(Recorder::close);
    }
    gate = content("gate");
    yard = content("yard");
    assertThat(gate.pictures()).anyMatch(frame -> frame.time().isAfter(frame.decodeTime()));
  }

  private static Recorder recorder(String camera, CountDownLatch pictures) {
    Recorder recorder = nvr.record(camera);
    recorder.addListener(
        new RecorderListener() {
          @Override
          public void onReceipt(Receipt receipt) {
            if (receipt.frame().track().kind() == TrackKind.VIDEO) {
              pictures.countDown();
            }
          }
        });
    return recorder;
  }

  private static Content content(String camera) throws Exception {
    TimeRange range = nvr.timeline(camera).range().orElseThrow();
    Pictures all = new Pictures();
    try (Player player = nvr.play(camera, Playback.of(range).speed(Speed.UNPACED), all)) {
      assertThat(player.awaitEnd(LONGEST)).isTrue();
    }
    List<EncodedFrame> pictures =
        all.rest().stream().sorted(Comparator.comparing(EncodedFrame::time)).toList();
    Path file = directory.resolve(camera + ".mp4");
    nvr.export(ExportRequest.of(camera, range), file)
        .result()
        .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    List<Shown> shown = Shown.in(file);
    assertThat(shown).hasSameSizeAs(pictures);
    Map<ByteBuffer, SimulatedPicture> in = new HashMap<>();
    for (int i = 0; i < shown.size(); i++) {
      in.put(pictures.get(i).data(), shown.get(i).picture());
    }
    Content content = new Content(range, pictures, in);
    assertThat(content.numbers()).isSorted().doesNotHaveDuplicates();
    return content;
  }

  @AfterAll
  static void close() {
    nvr.close();
  }

  @Test
  void recording_endsWhenItsLastPictureDoes() {
    EncodedFrame last = gate.pictures().get(gate.size() - 1);

    assertThat(gate.range().end()).isAfterOrEqualTo(last.endTime());
    assertThat(yard.range().end()).isEqualTo(yard.pictures().get(yard.size() - 1).endTime());
  }

  @Test
  void seek_showsThePictureAsked() throws Exception {
    Random random = new Random(7);
    Pictures seen = new Pictures();
    List<Long> numbers = gate.numbers();
    try (Player player =
        nvr.play("gate", Playback.from(gate.range().end().plusSeconds(60)), seen)) {
      player.pause();
      for (int i = 0; i < 40; i++) {
        int index = random.nextInt(gate.size() - 25);
        long inside = random.nextLong(nanosUntilTheNext(index));
        Instant instant = gate.time(index).plusNanos(inside);
        int before = gate.keyAtOrBefore(index);
        int after = gate.keyAtOrAfter(inside == 0 ? index : index + 1);
        SeekMode mode = SeekMode.values()[i % SeekMode.values().length];
        int expected =
            switch (mode) {
              case EXACT -> index;
              case PREVIOUS_KEY -> before;
              case NEXT_KEY -> after;
              case CLOSEST_KEY ->
                  Duration.between(gate.time(before), instant)
                              .compareTo(Duration.between(instant, gate.time(after)))
                          <= 0
                      ? before
                      : after;
            };

        player.seek(instant, mode);
        player.stepForward();

        assertThat(gate.numbers(seen.take(1)))
            .as("%s %d ns behind picture %d", mode, inside, index)
            .containsExactly(numbers.get(expected));
      }
    }
  }

  private static long nanosUntilTheNext(int index) {
    return Duration.between(gate.time(index), gate.time(index + 1)).toNanos();
  }

  @Test
  void steps_goThroughAllPicturesEitherWay() throws Exception {
    Pictures seen = new Pictures();
    List<Long> expected = new ArrayList<>(gate.numbers());
    List<Long> stepped = new ArrayList<>();
    try (Player player =
        nvr.play("gate", Playback.from(gate.range().end().plusSeconds(60)), seen)) {
      player.pause();
      player.seek(gate.time(0), SeekMode.EXACT);
      for (int i = 0; i < gate.size(); i++) {
        player.stepForward();
        stepped.addAll(gate.numbers(seen.take(1)));
      }
      for (int i = 1; i < gate.size(); i++) {
        player.stepBack();
        stepped.addAll(gate.numbers(seen.take(1)));
      }
    }
    List<Long> back = new ArrayList<>(expected.subList(0, expected.size() - 1));
    Collections.reverse(back);
    expected.addAll(back);
    assertThat(stepped).isEqualTo(expected);
  }

  @Test
  void backwards_showsEveryPictureOnce() throws Exception {
    Pictures seen = new Pictures();
    try (Player player = nvr.play("gate", Playback.of(gate.range()).speed(BACKWARDS), seen)) {
      assertThat(player.awaitEnd(LONGEST)).isTrue();
    }
    List<Long> expected = new ArrayList<>(gate.numbers());
    Collections.reverse(expected);

    assertThat(gate.numbers(seen.rest())).isEqualTo(expected);
  }

  @Test
  void range_isExactlyThePicturesInIt() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 10; i++) {
      int from = random.nextInt(gate.size() - 1);
      int to = from + 1 + random.nextInt(gate.size() - from - 1);
      Pictures seen = new Pictures();
      Playback range =
          Playback.of(new TimeRange(gate.time(from), gate.time(to))).mode(SeekMode.EXACT);
      try (Player player = nvr.play("gate", range.speed(Speed.UNPACED), seen)) {
        assertThat(player.awaitEnd(LONGEST)).isTrue();
      }

      assertThat(gate.numbers(seen.rest()).stream().sorted())
          .as("from picture %d to %d", from, to)
          .isEqualTo(gate.numbers().subList(from, to));
    }
  }

  @Test
  void end_isLeftBackwardsByThePictureBeforeTheLast() throws Exception {
    Pictures seen = new Pictures();
    Playback whole = Playback.of(gate.range()).speed(Speed.UNPACED);
    try (Player player = nvr.play("gate", whole, seen)) {
      assertThat(player.awaitEnd(LONGEST)).isTrue();
      assertThat(player.state()).isEqualTo(PlayerState.ENDED);
      assertThat(player.position()).contains(gate.time(gate.size() - 1));
      seen.take(gate.size());

      player.stepBack();
      player.stepBack();

      assertThat(gate.numbers(seen.take(2)))
          .containsExactly(
              gate.numbers().get(gate.size() - 2), gate.numbers().get(gate.size() - 3));
    }
  }

  @Test
  void camerasInStep_areLessThanOneFrameApart() throws Exception {
    List<Instant> due = new ArrayList<>();
    List<Instant> shown = new ArrayList<>();
    List<Instant> taken = new ArrayList<>();
    TimeRange both =
        new TimeRange(
            later(gate.time(0), yard.time(0)), earlier(gate.range().end(), yard.range().end()));
    Playback playback = Playback.of(both).mode(SeekMode.EXACT).speed(new Speed(4));
    try (SyncGroup group = nvr.playTogether(playback)) {
      Map.of("gate", gate, "yard", yard)
          .forEach((camera, content) -> group.add(camera, new Merged(content, due, shown, taken)));
      group.play();
      assertThat(group.awaitEnd(LONGEST)).isTrue();
      assertThat(due).hasSizeGreaterThan(100).isSorted();

      group.speed(new Speed(-4));
      assertThat(group.awaitEnd(LONGEST)).isTrue();
    }

    // By the clocks of the cameras, which are in the pictures. The timeline comes close to them
    // only after a while, which is not the player's doing.
    Duration limit = GATE_FRAME.plus(timesApart());
    assertThat(shown).hasSizeGreaterThan(100).isSortedAccordingTo(Comparator.reverseOrder());
    Instant reached = Instant.MAX;
    for (Instant time : taken) {
      assertThat(Duration.between(reached, time)).isLessThan(limit);
      reached = earlier(reached, time);
    }
  }

  /** How much times of the timeline differ in how far they are from those in the pictures. */
  private static Duration timesApart() {
    List<Duration> errors =
        Stream.of(gate, yard)
            .flatMap(
                content ->
                    content.pictures().stream()
                        .map(frame -> Duration.between(content.of(frame).time(), frame.time())))
            .sorted()
            .toList();
    return errors.get(errors.size() - 1).minus(errors.get(0));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** When frames of all cameras are due forward, and what they show backwards, in one list. */
  private record Merged(
      Content content, List<Instant> due, List<Instant> shown, List<Instant> taken)
      implements FrameSink {

    @Override
    public void onFrame(EncodedFrame frame) {
      if (frame.track().kind() == TrackKind.VIDEO && !frame.decodeOnly()) {
        due.add(frame.decodeTime());
      }
    }

    @Override
    public void onShow(EncodedFrame frame) {
      shown.add(frame.time());
      taken.add(content.of(frame).time());
    }
  }

  /** Keeps what is shown, in the order of showing. */
  private static final class Pictures implements FrameSink {
    private final BlockingQueue<EncodedFrame> shown = new LinkedBlockingQueue<>();
    private final List<String> unexpected = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onFrame(EncodedFrame frame) {
      if (frame.track().kind() == TrackKind.VIDEO && !frame.decodeOnly()) {
        shown.add(frame);
      }
    }

    @Override
    public void onShow(EncodedFrame frame) {
      shown.add(frame);
    }

    @Override
    public void onGap(Gap gap) {
      unexpected.add(gap.toString());
    }

    @Override
    public void onFailure(NvrException failure) {
      unexpected.add(failure.toString());
    }

    /** Waits for this many pictures; there are no more then. */
    List<EncodedFrame> take(int count) throws InterruptedException {
      List<EncodedFrame> taken = new ArrayList<>();
      while (taken.size() < count) {
        EncodedFrame next = shown.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("picture %d; %s", taken.size(), unexpected).isNotNull();
        taken.add(next);
      }
      taken.addAll(rest());
      return taken;
    }

    List<EncodedFrame> rest() {
      List<EncodedFrame> rest = new ArrayList<>();
      shown.drainTo(rest);
      assertThat(unexpected).isEmpty();
      return rest;
    }
  }
}
