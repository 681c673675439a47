package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraStream;
import io.finalnvr.Event;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.RecorderState;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.Speed;
import io.finalnvr.SubStream;
import io.finalnvr.TimeRange;
import io.finalnvr.VerifyRequest;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two streams of a camera on a real node: one recorded on events of another process, one always.
 */
@Timeout(180)
class TriggerIT {

  private static final Duration PRE_ROLL = Duration.ofSeconds(2);
  private static final Duration POST_ROLL = Duration.ofSeconds(1);

  @TempDir Path directory;

  private final List<EncodedFrame> received = new CopyOnWriteArrayList<>();

  @Test
  void triggerOfAnotherProcess_recordsExactlyPreRollAndPostRollBesideTheSubStream()
      throws Exception {
    try (EmbeddedPravega node = EmbeddedPravega.start(directory);
        SimulatedCamera large =
            SimulatedCamera.builder().size(640, 360).framesPerSecond(15).gop(15).start();
        SimulatedCamera small =
            SimulatedCamera.builder().size(320, 180).framesPerSecond(5).gop(5).start();
        Nvr nvr = Nvr.builder().store(node.storeUri()).build();
        Nvr other = Nvr.builder().store(node.storeUri()).build()) {
      nvr.add(
          CameraConfig.builder("gate", large.uri().toString())
              .schedule(RecordingSchedule.onEvent(PRE_ROLL, POST_ROLL))
              .sub(SubStream.at(small.uri()).schedule(RecordingSchedule.continuous()))
              .build());
      Recorder recorder = nvr.record("gate");
      recorder.addListener(
          new RecorderListener() {
            @Override
            public void onReceived(EncodedFrame frame) {
              received.add(frame);
            }
          });
      await(() -> received.size() > 75 && recorder.state() == RecorderState.STANDBY);
      assertThat(recorder.statistics().framesDurable()).isZero();

      Event door = other.trigger("gate", "door");
      Instant at = door.range().start();
      await(() -> !received.isEmpty() && last().isAfter(at.plus(POST_ROLL).plusSeconds(1)));
      recorder.flush().get(30, TimeUnit.SECONDS);

      assertThat(content(play(nvr, CameraStream.MAIN))).isEqualTo(content(wanted(at)));
      assertThat(nvr.timeline("gate").recordings()).hasSize(1);
      assertThat(nvr.timeline("gate").gaps())
          .extracting(Gap::cause)
          .containsExactly(GapCause.NO_EVENT);
      assertThat(nvr.events("gate", new TimeRange(at, at.plusSeconds(1)))).containsExactly(door);

      assertThat(nvr.timeline("gate", CameraStream.SUB).gaps()).isEmpty();
      assertThat(play(nvr, CameraStream.SUB)).hasSizeGreaterThan(25);
      assertThat(large.clients()).isEqualTo(1);
      assertThat(small.clients()).isEqualTo(1);
      recorder.close();
      for (CameraStream stream : CameraStream.values()) {
        VerifyRequest request = VerifyRequest.ofCamera("gate").stream(stream).withPayloads();
        assertThat(nvr.verify(request, breach -> {}).breaches()).isZero();
      }
    }
  }

  private Instant last() {
    return received.get(received.size() - 1).decodeTime();
  }

  /** From the key frame at or before the pre-roll to the end of the post-roll. */
  private List<EncodedFrame> wanted(Instant at) {
    Instant from = at.minus(PRE_ROLL);
    int first = 0;
    for (int i = 0; i < received.size(); i++) {
      if (received.get(i).keyFrame() && !received.get(i).time().isAfter(from)) {
        first = i;
      }
    }
    return received.subList(first, received.size()).stream()
        .filter(frame -> !frame.decodeTime().isAfter(at.plus(POST_ROLL)))
        .toList();
  }

  private static List<Object> content(List<EncodedFrame> frames) {
    return frames.stream().<Object>map(f -> List.of(f.time(), f.keyFrame(), f.data())).toList();
  }

  private static List<EncodedFrame> play(Nvr nvr, CameraStream stream) throws Exception {
    TimeRange range = nvr.timeline("gate", stream).range().orElseThrow();
    List<EncodedFrame> frames = new ArrayList<>();
    Playback playback = Playback.of(range).speed(Speed.UNPACED).stream(stream);
    try (Player player = nvr.play("gate", playback, frames::add)) {
      assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    }
    return frames;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).describedAs("not within 60 s").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
