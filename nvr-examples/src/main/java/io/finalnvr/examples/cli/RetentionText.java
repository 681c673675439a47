package io.finalnvr.examples.cli;

import io.finalnvr.Hold;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Texts;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What retention does, as text and as JSON. */
final class RetentionText {

  private RetentionText() {}

  static List<String> lines(RetentionPlan plan, boolean dryRun, ZoneId zone) {
    String first =
        plan.removed()
            .map(range -> removed(plan, range, dryRun, zone))
            .orElseGet(() -> "nothing to remove, %s stay".formatted(Texts.bytes(plan.bytesKept())));
    List<String> lines = new ArrayList<>();
    lines.add(plan.cameraId() + ": " + first);
    lines.add("  " + plan.reason());
    for (Hold hold : plan.held()) {
      lines.add(
          "  %s stays%s".formatted(hold.id(), hold.note().isEmpty() ? "" : ": " + hold.note()));
    }
    return lines;
  }

  private static String removed(RetentionPlan plan, TimeRange range, boolean dryRun, ZoneId zone) {
    return "%s %s to %s, %s; %s stay"
        .formatted(
            dryRun ? "would remove" : "removed",
            Texts.instant(range.start(), zone),
            Texts.instant(range.end(), zone),
            Texts.bytes(plan.bytesRemoved()),
            Texts.bytes(plan.bytesKept()));
  }

  static Map<String, Object> json(RetentionPlan plan) {
    return Json.object(
        "camera", plan.cameraId(),
        "at", plan.at(),
        "policy", json(plan.policy()),
        "reason", plan.reason(),
        "cutoff", plan.cutoff(),
        "removedFrom", plan.removed().map(TimeRange::start),
        "removedTo", plan.removed().map(TimeRange::end),
        "bytesRemoved", plan.bytesRemoved(),
        "bytesKept", plan.bytesKept(),
        "held", plan.held().stream().map(HoldText::json).toList());
  }

  static Map<String, Object> json(RetentionPolicy policy) {
    if (policy instanceof RetentionPolicy.MaxAge maxAge) {
      return Json.object("maxAgeSeconds", maxAge.age().toSeconds());
    }
    if (policy instanceof RetentionPolicy.MaxBytes maxBytes) {
      return Json.object("maxBytes", maxBytes.bytes());
    }
    if (policy instanceof RetentionPolicy.AnyOf anyOf) {
      return Json.object("anyOf", anyOf.policies().stream().map(RetentionText::json).toList());
    }
    if (policy instanceof RetentionPolicy.AllOf allOf) {
      return Json.object("allOf", allOf.policies().stream().map(RetentionText::json).toList());
    }
    return Json.object("keep", "forever");
  }
}
