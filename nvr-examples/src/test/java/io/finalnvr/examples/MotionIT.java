package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.Nvr;
import io.finalnvr.Recorder;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisStatistics;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.gstreamer.BoxMotion;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Motion in real video: what is found live and in the past is when it moved by the clock. */
@Timeout(180)
class MotionIT {

  private static final Duration PERIOD = Duration.ofSeconds(8);
  private static final Duration FROM = Duration.ofSeconds(3);
  private static final Duration TO = Duration.ofSeconds(6);

  /** Two pictures of the analysis, and what the camera's clock is off. */
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  private static final Duration PICTURE = Duration.ofMillis(200);

  @TempDir Path directory;

  @Test
  void motion_isFoundWhenThereIsAny_liveAndOfThePast() throws Exception {
    try (EmbeddedPravega node = EmbeddedPravega.start(directory);
        SimulatedCamera camera =
            SimulatedCamera.builder()
                .size(640, 360)
                .framesPerSecond(15)
                .gop(30)
                .motion(new BoxMotion(FROM, TO, PERIOD))
                .start();
        Nvr nvr = Nvr.builder().store(node.storeUri()).build()) {
      nvr.add(CameraConfig.of("gate", camera.uri().toString()));
      Recorder recorder = nvr.record("gate");
      BlockingQueue<Event> told = new LinkedBlockingQueue<>();
      AnalysisRequest motion =
          AnalysisRequest.live()
              .with("motion", () -> nvr.motionDetector(MotionSettings.standard()))
              .onEvent(told::add);
      Instant end;
      long skipped;
      try (Analysis live = nvr.analyze("gate", motion)) {
        end = endOfPeriods(Instant.now(), 2);
        while (Instant.now().isBefore(end.plusSeconds(1))) {
          Thread.sleep(100);
        }
        AnalysisStatistics counts = live.statistics("motion");
        System.out.printf("live: %s%n", counts);
        assertThat(counts.failures()).isZero();
        assertThat(counts.undecodable()).isZero();
        skipped = counts.skipped();
      }
      recorder.close();
      TimeRange range = new TimeRange(endOfPeriods(end, -2), end);

      List<Event> found = nvr.events(EventQuery.of(range).camera("gate").label("motion"));
      assertMovedAsTheBox(found, range, TOLERANCE.plus(PICTURE.multipliedBy(skipped)));
      assertThat(told)
          .filteredOn(event -> event.attributes().containsKey(Event.ONGOING))
          .extracting(Event::id)
          .containsAll(found.stream().map(Event::id).toList());

      AnalysisRequest again =
          AnalysisRequest.of(range)
              .with("again", () -> nvr.motionDetector(MotionSettings.standard()));
      try (Analysis past = nvr.analyze("gate", again)) {
        assertThat(past.awaitEnd(Duration.ofSeconds(60))).as(past::reason).isTrue();
        assertThat(past.statistics("again").analyzed()).isBetween(70L, 81L);
        assertThat(past.statistics("again").skipped()).isZero();
      }
      assertMovedAsTheBox(
          nvr.events(EventQuery.of(range).sources(java.util.Set.of("again"))), range, TOLERANCE);
      List<Double> seconds = nvr.activity("gate", "motion", range, 16);
      assertThat(seconds).element(0).isEqualTo(0.0);
      assertThat(seconds.subList(4, 6)).allMatch(score -> score > 0.05);
      assertThat(seconds).element(7).isEqualTo(0.0);
    }
  }

  /** The end of the period after so many from the one under way. */
  private static Instant endOfPeriods(Instant now, int count) {
    long periods = now.toEpochMilli() / PERIOD.toMillis();
    boolean atEnd = now.toEpochMilli() % PERIOD.toMillis() == 0;
    return Instant.ofEpochMilli((periods + count + (atEnd ? 0 : 1)) * PERIOD.toMillis());
  }

  private static void assertMovedAsTheBox(List<Event> found, TimeRange range, Duration tolerance) {
    assertThat(found).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Instant begin = range.start().plus(PERIOD.multipliedBy(i));
      assertClose(found.get(i).range().start(), begin.plus(FROM), tolerance);
      assertClose(found.get(i).range().end(), begin.plus(TO), tolerance);
      Event.Area area = found.get(i).area().orElseThrow();
      assertThat(area.width()).isGreaterThan(0.8);
      assertThat(area.height()).isBetween(0.15, 0.25);
    }
  }

  private static void assertClose(Instant found, Instant truth, Duration tolerance) {
    assertThat(Duration.between(truth, found).abs())
        .as("%s, truth %s", found, truth)
        .isLessThan(tolerance);
  }
}
