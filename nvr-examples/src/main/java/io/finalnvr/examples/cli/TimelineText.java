package io.finalnvr.examples.cli;

import io.finalnvr.Gap;
import io.finalnvr.Recording;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import io.finalnvr.examples.console.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A timeline as text and as JSON. */
final class TimelineText {

  private record Line(Instant at, String kind, TimeRange range, String text) {}

  private TimelineText() {}

  static List<String> lines(Timeline timeline, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s"
            .formatted(
                timeline.cameraId(),
                timeline.recordings().isEmpty()
                    ? "no footage"
                    : "recordings "
                        + timeline.recordings().size()
                        + ", gaps "
                        + timeline.gaps().size()));
    List<Line> sorted = new ArrayList<>();
    for (Recording recording : timeline.recordings()) {
      sorted.add(
          new Line(
              recording.start(), "recording", recording.range(), recording.live() ? "live" : ""));
    }
    for (Gap gap : timeline.gaps()) {
      sorted.add(new Line(gap.range().start(), "gap", gap.range(), text(gap)));
    }
    sorted.sort(Comparator.comparing(Line::at).thenComparing(line -> line.range().end()));
    Table table = new Table();
    for (Line line : sorted) {
      table.row(
          "  " + line.kind(),
          Texts.instant(line.range().start(), zone),
          Texts.instant(line.range().end(), zone),
          Texts.duration(line.range().duration()),
          line.text());
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String text(Gap gap) {
    String lost =
        gap.framesLost().isPresent() ? ", frames lost: " + gap.framesLost().getAsLong() : "";
    return gap.cause() + lost + (gap.detail().isEmpty() ? "" : ": " + gap.detail());
  }

  static Map<String, Object> json(Timeline timeline) {
    return Json.object(
        "camera",
        timeline.cameraId(),
        "recordings",
        timeline.recordings().stream().map(TimelineText::json).toList(),
        "gaps",
        timeline.gaps().stream().map(TimelineText::json).toList());
  }

  private static Map<String, Object> json(Recording recording) {
    return Json.object(
        "start", recording.start(), "end", recording.end(), "live", recording.live());
  }

  static Map<String, Object> json(Gap gap) {
    return Json.object(
        "start", gap.range().start(),
        "end", gap.range().end(),
        "cause", gap.cause(),
        "detail", gap.detail(),
        "framesLost", gap.framesLost(),
        "bytesLost", gap.bytesLost());
  }
}
