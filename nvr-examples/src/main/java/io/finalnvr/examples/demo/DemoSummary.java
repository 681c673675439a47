package io.finalnvr.examples.demo;

import io.finalnvr.CameraConfig;
import io.finalnvr.Export.ExportResult;
import io.finalnvr.Gap;
import io.finalnvr.Nvr;
import io.finalnvr.Recorder;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Texts;
import io.finalnvr.examples.demo.Keepsakes.TakenPicture;
import io.finalnvr.examples.demo.Latencies.Percentiles;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a demonstration.
 *
 * @param tally what became of the frames
 * @param gaps in the footage of all cameras, of earlier sessions too
 * @param begin when this session began
 * @param replayJoined whether the replay from the middle reached the live edge
 * @param export the MP4 file
 * @param picture the JPEG file
 * @param faults what is not as it must be; empty when all went well
 */
public record DemoSummary(
    Tally tally,
    List<CameraGap> gaps,
    Instant begin,
    boolean replayJoined,
    Optional<ExportResult> export,
    Optional<TakenPicture> picture,
    List<String> faults) {

  /** A gap of a camera. */
  record CameraGap(String camera, Gap gap) {}

  static DemoSummary of(
      Nvr nvr,
      List<CameraConfig> cameras,
      Instant begin,
      Tally tally,
      List<Recorder> recorders,
      JoiningReplay replay,
      boolean stopped,
      Keepsakes keepsakes) {
    List<CameraGap> gaps = new ArrayList<>();
    for (CameraConfig camera : cameras) {
      nvr.timeline(camera.id()).gaps().forEach(gap -> gaps.add(new CameraGap(camera.id(), gap)));
    }
    List<String> faults = new ArrayList<>(tally.faults());
    long counted = 0;
    for (Recorder recorder : recorders) {
      counted += recorder.statistics().framesReceived();
      if (recorder.statistics().framesReceived() == 0) {
        faults.add(recorder.cameraId() + " sent no frame");
      }
    }
    if (counted != tally.received()) {
      faults.add("frames that the recorders counted: " + counted);
    }
    if (!replay.hasJoined() && !stopped) {
      faults.add("the replay from the middle did not reach the live edge");
    }
    if (keepsakes.export().isEmpty()) {
      faults.add("no export");
    }
    if (keepsakes.picture().isEmpty()) {
      faults.add("no picture");
    }
    return new DemoSummary(
        tally,
        List.copyOf(gaps),
        begin,
        replay.hasJoined(),
        keepsakes.export(),
        keepsakes.picture(),
        List.copyOf(faults));
  }

  /** Whether every frame came through, and everything else worked. */
  public boolean isGood() {
    return faults.isEmpty();
  }

  private long gapsOfSession() {
    return gaps.stream().filter(g -> !g.gap().range().start().isBefore(begin)).count();
  }

  /** For people. */
  public List<String> lines(ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add("frames received         " + tally.received());
    lines.add("frames durable          " + tally.durable());
    lines.add("frames delivered live   " + tally.delivered());
    lines.add("frames replayed         " + tally.replayed() + ", compared byte by byte");
    lines.add("received to durable     " + millis(tally.durableMillis()));
    lines.add("  pictures              " + millis(tally.durableMillisOfPictures()));
    lines.add("  sound, which waits for the next picture: " + millis(tally.durableMillisOfSound()));
    lines.add("received to live view   " + millis(tally.deliveredMillis()));
    lines.add("gaps in this session    " + gapsOfSession());
    if (gaps.size() > gapsOfSession()) {
      lines.add("gaps before             " + (gaps.size() - gapsOfSession()));
    }
    for (CameraGap gap : gaps) {
      lines.add(
          "  %s  %s  %s  %s"
              .formatted(
                  gap.camera(),
                  Texts.instant(gap.gap().range().start(), zone),
                  Texts.duration(gap.gap().range().duration()),
                  gap.gap().cause()));
    }
    export.ifPresent(
        e ->
            lines.add(
                "export                  %s (%s, %d frames of video, %d of audio)"
                    .formatted(
                        e.file(),
                        Texts.duration(e.range().duration()),
                        e.videoFrames(),
                        e.audioFrames())));
    picture.ifPresent(
        p ->
            lines.add(
                "picture                 %s (%s)"
                    .formatted(p.file(), Texts.instant(p.time(), zone))));
    faults.forEach(fault -> lines.add("FAULT                   " + fault));
    return lines;
  }

  private static String millis(Percentiles p) {
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms", p.p50(), p.p99(), p.max());
  }

  /** For programs. */
  public Map<String, Object> json() {
    return Json.object(
        "framesReceived", tally.received(),
        "framesDurable", tally.durable(),
        "framesDelivered", tally.delivered(),
        "framesReplayed", tally.replayed(),
        "framesDropped", tally.dropped(),
        "framesDifferent", tally.different(),
        "gaps", gaps.size(),
        "gapsInSession", gapsOfSession(),
        "gapList", gaps.stream().map(DemoSummary::json).toList(),
        "durableMillis", json(tally.durableMillis()),
        "durableMillisOfPictures", json(tally.durableMillisOfPictures()),
        "durableMillisOfSound", json(tally.durableMillisOfSound()),
        "deliveredMillis", json(tally.deliveredMillis()),
        "replayJoinedLive", replayJoined,
        "export", export.map(ExportResult::file),
        "exportVideoFrames", export.map(ExportResult::videoFrames),
        "exportAudioFrames", export.map(ExportResult::audioFrames),
        "exportMillis", export.map(e -> e.range().duration().toMillis()),
        "snapshot", picture.map(TakenPicture::file),
        "snapshotTime", picture.map(TakenPicture::time),
        "faults", faults);
  }

  private static Map<String, Object> json(CameraGap gap) {
    return Json.object(
        "camera", gap.camera(),
        "start", gap.gap().range().start(),
        "end", gap.gap().range().end(),
        "cause", gap.gap().cause(),
        "detail", gap.gap().detail());
  }

  private static Map<String, Object> json(Percentiles p) {
    return Json.object("p50", p.p50(), "p99", p.p99(), "max", p.max());
  }
}
