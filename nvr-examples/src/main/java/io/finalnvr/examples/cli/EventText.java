package io.finalnvr.examples.cli;

import io.finalnvr.Event;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import io.finalnvr.examples.console.Texts;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Events as text and as JSON. */
final class EventText {

  private EventText() {}

  static List<String> lines(List<Event> events, ZoneId zone) {
    Table table = new Table().row("FROM", "TO", "LABEL", "SOURCE", "TRIGGER");
    for (Event event : events) {
      table.row(
          Texts.instant(event.range().start(), zone),
          Texts.instant(event.range().end(), zone),
          event.label(),
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
        "attributes", event.attributes(),
        "trigger", event.trigger().isPresent(),
        "postRollMillis",
            event.trigger().flatMap(Event.Trigger::postRoll).map(roll -> roll.toMillis()));
  }
}
