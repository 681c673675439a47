package io.finalnvr.examples.cli;

import io.finalnvr.Event;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import io.finalnvr.examples.console.Texts;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events as text and as JSON. */
final class EventText {

  private EventText() {}

  static List<String> lines(List<Event> events, ZoneId zone) {
    Table table = new Table().row("CAMERA", "FROM", "TO", "LABEL", "SCORE", "SOURCE", "TRIGGER");
    for (Event event : events) {
      table.row(
          event.cameraId(),
          Texts.instant(event.range().start(), zone),
          Texts.instant(event.range().end(), zone),
          event.label(),
          event.score().isPresent()
              ? String.format(Locale.ROOT, "%.2f", event.score().getAsDouble())
              : "",
          event.source(),
          event.trigger().isPresent() ? "yes" : "");
    }
    return table.lines();
  }

  static Map<String, Object> json(Event event) {
    return Json.object(
        "id", event.id(),
        "camera", event.cameraId(),
        "source", event.source(),
        "label", event.label(),
        "start", event.range().start(),
        "end", event.range().end(),
        "score", event.score(),
        "area", event.area().map(EventText::json),
        "ongoing", event.attributes().containsKey(Event.ONGOING),
        "attributes", event.attributes(),
        "trigger", event.trigger().isPresent(),
        "postRollMillis",
            event.trigger().flatMap(Event.Trigger::postRoll).map(roll -> roll.toMillis()));
  }

  private static Map<String, Object> json(Event.Area area) {
    return Json.object(
        "x", area.x(), "y", area.y(), "width", area.width(), "height", area.height());
  }

  /** One line for people who watch. */
  static String line(Event event, ZoneId zone) {
    boolean ongoing = event.attributes().containsKey(Event.ONGOING);
    String from = Texts.instant(event.range().start(), zone);
    String score =
        event.score().isPresent()
            ? String.format(Locale.ROOT, ", score %.2f", event.score().getAsDouble())
            : "";
    String length =
        String.format(Locale.ROOT, "%.1f s", event.range().duration().toMillis() / 1000.0);
    return "%s  %s %s%s"
        .formatted(from, event.label(), ongoing ? "has begun" : "for " + length, score);
  }
}
