package io.finalnvr.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Event;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process that analyses, again and again, and counts the results. */
@Timeout(600)
class KilledAnalysisIT {

  private static final int KILLS = Integer.getInteger("nvr.crash.kills", 2);
  private static final int RECEIPTS = 1_200;

  @TempDir Path folder;

  @Test
  void howeverOftenItIsKilled_eachPictureHasItsResultOnceAndTheEventIsOne() throws Exception {
    try (EmbeddedPravega node = EmbeddedPravega.start(folder.resolve("data"))) {
      URI store = node.storeUri();
      try (RecorderProcess recorder = new RecorderProcess(store, folder.resolve("journal"))) {
        recorder.awaitReceipts(RECEIPTS);
        recorder.stop();
      }
      try (Nvr nvr = Nvr.builder().store(store).mediaSource(new TickingCamera()).build()) {
        TimeRange all = nvr.timeline(Crash.CAMERA).range().orElseThrow();
        TimeRange range = new TimeRange(all.start(), all.end().plusSeconds(1));
        for (int i = 0; i < KILLS; i++) {
          try (AnalyzerProcess analyzer = new AnalyzerProcess(store, range, folder)) {
            analyzer.awaitResults(400);
            analyzer.kill();
          }
        }
        try (AnalyzerProcess analyzer = new AnalyzerProcess(store, range, folder)) {
          analyzer.awaitEnd();
          assertThat(analyzer.output()).contains("ENDED");
        }
        List<Instant> wanted = times(nvr, range);
        List<AnalyzedFrame> found = nvr.detections(Crash.CAMERA, AnalyzerMain.ANALYZER, range);
        System.out.printf(
            "%d kills: %d pictures, %d results%n", KILLS, wanted.size(), found.size());
        assertThat(found).extracting(AnalyzedFrame::time).isEqualTo(wanted);
        List<Event> events = nvr.events(Crash.CAMERA, range);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).range())
            .isEqualTo(new TimeRange(wanted.get(0), wanted.get(wanted.size() - 1)));
      }
    }
  }

  private static List<Instant> times(Nvr nvr, TimeRange range) throws InterruptedException {
    List<EncodedFrame> frames = new ArrayList<>();
    try (Player player =
        nvr.play(Crash.CAMERA, Playback.of(range).speed(Speed.UNPACED), frames::add)) {
      assertThat(player.awaitEnd(Duration.ofMinutes(1))).isTrue();
    }
    return frames.stream().map(EncodedFrame::time).toList();
  }
}
