package io.finalnvr.examples.cli;

import io.finalnvr.Export.ExportResult;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Texts;
import java.util.Map;

/** How an export is told of. */
final class ExportText {

  private ExportText() {}

  static String text(ExportResult result) {
    return "%s: %s, video frames %d, audio frames %d, gaps %d, %s"
        .formatted(
            result.file(),
            Texts.duration(result.range().duration()),
            result.videoFrames(),
            result.audioFrames(),
            result.gaps(),
            Texts.bytes(result.bytes()));
  }

  static Map<String, Object> json(ExportResult result) {
    return Json.object(
        "file", result.file(),
        "start", result.range().start(),
        "end", result.range().end(),
        "videoFrames", result.videoFrames(),
        "audioFrames", result.audioFrames(),
        "gaps", result.gaps(),
        "bytes", result.bytes());
  }
}
