package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisStatistics;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Stop;
import io.finalnvr.media.DecodedFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How many pictures the detector of motion looks at in a second, and how long it takes at the live
 * edge from the receipt of a frame to what is seen in it being durable and told.
 *
 * @param warmUp how long it runs before it is measured: Java compiles what is used often
 * @param length how long it is measured
 */
public record AnalysisBench(Duration warmUp, Duration length) {

  private static final String MOTION = "motion";
  private static final int PICTURES = 200;
  private static final int ROUNDS = 5;
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(1);
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(100);

  /**
   * Runs it.
   *
   * @param source of one camera
   * @param work an empty folder for the store
   */
  public Report run(CameraSupply source, Path work, Console console, Stop stop) throws Exception {
    Machine machine = Machine.here();
    try (source;
        Rig rig = Rig.start(work, stop, source::equip)) {
      console.status("measuring the detector");
      double perSecond = detector(rig.nvr());
      CameraConfig camera = source.camera(0);
      DetectionDelays delays = new DetectionDelays();
      rig.nvr().add(camera);
      rig.nvr().record(camera.id()).addListener(delays);
      try (Analysis analysis =
          rig.nvr()
              .analyze(
                  camera.id(),
                  AnalysisRequest.live()
                      .with(MOTION, () -> rig.nvr().motionDetector(MotionSettings.standard()))
                      .onFrame(delays))) {
        awaitFirst(analysis, stop);
        console.status("warming up for %d s".formatted(warmUp.toSeconds()));
        stop.await(warmUp);
        delays.measure();
        console.status("measuring for %d s".formatted(length.toSeconds()));
        stop.await(length);
        return report(machine, perSecond, delays.delays(), analysis.statistics(MOTION));
      }
    }
  }

  private static void awaitFirst(Analysis analysis, Stop stop) {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (analysis.statistics(MOTION).analyzed() == 0 && !stop.await(TICK)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("no picture of the camera came");
      }
    }
  }

  /** Pictures a second of CPU time; the median of some rounds after one that does not count. */
  private double detector(Nvr nvr) throws Exception {
    long roundNanos =
        Math.min(LONGEST_ROUND.toNanos(), length.toNanos() / ROUNDS); // Short runs, short rounds.
    List<DecodedFrame> pictures = MotionPictures.draw(PICTURES);
    double[] rounds = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      try (FrameAnalyzer detector = nvr.motionDetector(MotionSettings.standard())) {
        long begin = CpuMeter.ofThisThread();
        long count = 0;
        long took = 0;
        while (took < roundNanos) {
          for (DecodedFrame picture : pictures) {
            detector.analyze(picture);
          }
          detector.onGap();
          count += pictures.size();
          took = CpuMeter.ofThisThread() - begin;
        }
        rounds[Math.max(0, round)] = count * 1e9 / took;
      }
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private Report report(
      Machine machine, double perSecond, Histogram delays, AnalysisStatistics counts) {
    return new Report(
            "analysis: motion at 320x180; live, of one camera of 1920x1080, for %d s"
                .formatted(length.toSeconds()),
            machine)
        .row("pictures a second of one core", String.format(Locale.ROOT, "%.0f", perSecond))
        .row("milliseconds", "p50", "p90", "p99", "max")
        .row(
            "received to detection told",
            Measurement.millis(delays, 50),
            Measurement.millis(delays, 90),
            Measurement.millis(delays, 99),
            Measurement.millis(delays, 100))
        .row("pictures with motion", Long.toString(delays.getTotalCount()))
        .row("pictures analysed", Long.toString(counts.analyzed()))
        .row("left out", Long.toString(counts.skipped()))
        .value("picturesPerCoreSecond", Math.round(perSecond))
        .value("delayMillis", Measurement.json(delays))
        .value("picturesWithMotion", delays.getTotalCount())
        .value("analyzed", counts.analyzed())
        .value("skipped", counts.skipped())
        .value("failures", counts.failures());
  }
}
