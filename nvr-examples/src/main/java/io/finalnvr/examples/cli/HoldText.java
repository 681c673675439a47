package io.finalnvr.examples.cli;

import io.finalnvr.Hold;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import io.finalnvr.examples.console.Texts;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Holds as text and as JSON. */
final class HoldText {

  private HoldText() {}

  static List<String> lines(List<Hold> holds, ZoneId zone) {
    Table table = new Table().row("HOLD", "STREAM", "FROM", "TO", "NOTE");
    for (Hold hold : holds) {
      table.row(
          hold.id(),
          hold.stream().word(),
          Texts.instant(hold.range().start(), zone),
          Texts.instant(hold.range().end(), zone),
          hold.note());
    }
    return table.lines();
  }

  static Map<String, Object> json(Hold hold) {
    return Json.object(
        "id", hold.id(),
        "camera", hold.cameraId(),
        "stream", hold.stream().word(),
        "start", hold.range().start(),
        "end", hold.range().end(),
        "note", hold.note(),
        "created", hold.created());
  }
}
