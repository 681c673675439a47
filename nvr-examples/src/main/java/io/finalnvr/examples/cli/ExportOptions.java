package io.finalnvr.examples.cli;

import io.finalnvr.ExportRequest;
import io.finalnvr.ExportRequest.Form;
import io.finalnvr.ExportRequest.Gaps;
import io.finalnvr.ExportRequest.Start;
import io.finalnvr.TimeRange;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Option;

/** How footage is exported. */
final class ExportOptions {

  @Option(
      names = "--gaps",
      defaultValue = "KEEP",
      paramLabel = "keep|close",
      description = "Whether gaps are kept as time, or left out. Default: keep.")
  Gaps gaps;

  @Option(
      names = "--exact",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether it begins exactly at --from, or at the key frame before. Default: yes.")
  boolean exact;

  @Option(
      names = "--fragmented",
      description = "Write a fragmented file: each frame as it stands in the store.")
  boolean fragmented;

  @Option(names = "--subtitles", description = "Add the time of day as a subtitle track.")
  boolean subtitles;

  @Option(names = "--overwrite", description = "Replace a file of that name.")
  boolean overwrite;

  ExportRequest request(List<String> cameras, TimeRange range, ZoneId zone) {
    ExportRequest request =
        ExportRequest.of(cameras, range)
            .as(fragmented ? Form.FRAGMENTED : Form.PLAIN)
            .startingAt(exact ? Start.EXACT : Start.KEY_FRAME)
            .withGaps(gaps);
    request = subtitles ? request.withSubtitles(zone) : request;
    return overwrite ? request.overwriting() : request;
  }
}
