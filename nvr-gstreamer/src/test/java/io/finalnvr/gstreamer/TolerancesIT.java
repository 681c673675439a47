package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.Tolerances;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cameras that do not keep to the standards, and what is forgiven them. */
class TolerancesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FPS = 10;

  @ParameterizedTest
  @EnumSource(
      value = RtpClock.class,
      names = {"STANDING_STILL", "HALF_RATE", "JUMPING"})
  void timesOfTheArrival_goOnWhateverTheTimestampsSay(RtpClock clock) {
    Tolerances arrival = Tolerances.strict().with(Tolerances.Timestamps.ARRIVAL);
    try (SimulatedCamera camera = camera().rtpClock(clock).start();
        Collector received = connect(camera, arrival)) {
      received.await("frames", LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= 5 * FPS);

      List<SourceFrame> frames = received.frames(TrackKind.VIDEO);
      assertThat(frames).isSortedAccordingTo((a, b) -> Long.compare(a.ptsNanos(), b.ptsNanos()));
      assertThat(frames).allMatch(frame -> frame.cameraTime().isEmpty());
      long passed = frames.get(frames.size() - 1).ptsNanos() - frames.get(0).ptsNanos();
      assertThat(passed / 1e9).isCloseTo((frames.size() - 1.0) / FPS, within(0.8));
      assertThat(received.end()).isEmpty();
    }
  }

  @Test
  void timestampsThatJump_endTheSessionOfACameraThatIsBelieved() {
    try (SimulatedCamera camera = camera().rtpClock(RtpClock.JUMPING).start();
        Collector received = connect(camera, Tolerances.strict())) {
      assertThat(received.awaitEnd(LIMIT).reason()).isEqualTo(Reason.LOST);
    }
  }

  @Test
  void senderReports_areReadUnlessTheyAreIgnored() {
    Tolerances ignored = Tolerances.strict().with(Tolerances.SenderReports.IGNORED);
    try (SimulatedCamera camera = camera().start()) {
      camera.tellTime(Duration.ofHours(1));
      try (Collector believed = connect(camera, Tolerances.strict());
          Collector deaf = connect(camera, ignored)) {
        believed.await(
            "a report",
            LIMIT,
            c -> c.frames(TrackKind.VIDEO).stream().anyMatch(f -> f.cameraTime().isPresent()));
        int before = deaf.frames(TrackKind.VIDEO).size();
        deaf.await("more", LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= before + 3 * FPS);

        List<SourceFrame> frames = believed.frames(TrackKind.VIDEO);
        Instant told = frames.get(frames.size() - 1).cameraTime().orElseThrow();
        assertThat(told)
            .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
        assertThat(deaf.frames(TrackKind.VIDEO)).allMatch(f -> f.cameraTime().isEmpty());
      }
    }
  }

  @Test
  void cameraWithoutReports_tellsNoTime() {
    try (SimulatedCamera camera = camera().start()) {
      camera.sendReports(false);
      try (Collector received = connect(camera, Tolerances.strict())) {
        received.await("frames", LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= 7 * FPS);

        assertThat(received.frames(TrackKind.VIDEO)).allMatch(f -> f.cameraTime().isEmpty());
      }
    }
  }

  @Test
  void timestampsThatWrapAround_goOn() {
    long ticksBeforeTheEnd = 2 * 90_000;
    try (SimulatedCamera camera = camera().firstTimestamp((1L << 32) - ticksBeforeTheEnd).start();
        Collector received = connect(camera, Tolerances.strict())) {
      received.await("frames", LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= 6 * FPS);

      List<SourceFrame> frames = received.frames(TrackKind.VIDEO);
      for (int i = 1; i < frames.size(); i++) {
        long step = frames.get(i).ptsNanos() - frames.get(i - 1).ptsNanos();
        assertThat(step / 1_000_000).as("step to frame %d", i).isBetween(50L, 150L);
      }
      assertThat(received.end()).isEmpty();
    }
  }

  private static SimulatedCameraBuilder camera() {
    return SimulatedCamera.builder().size(160, 96).framesPerSecond(FPS).gop(5);
  }

  private static Collector connect(SimulatedCamera camera, Tolerances tolerances) {
    return Collector.of(
        CameraConfig.builder("camera", camera.uri().toString())
            .tolerances(tolerances)
            .connectTimeout(Duration.ofSeconds(15))
            .build());
  }
}
