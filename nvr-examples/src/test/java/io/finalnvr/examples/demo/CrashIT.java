package io.finalnvr.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recording;
import io.finalnvr.Speed;
import io.finalnvr.Timeline;
import io.finalnvr.examples.Forked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(420)
class CrashIT {

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int RECEIPTS_BEFORE_THE_CRASH = 400;

  @TempDir Path folder;

  @Test
  void afterKill9_everyFrameWithAReceiptIsThere_andTheHoleIsAGapWithACause() throws Exception {
    Path data = folder.resolve("data");
    Path journal = folder.resolve("journal");
    try (Forked demo = demo(data, "120", journal)) {
      awaitLines(journal, RECEIPTS_BEFORE_THE_CRASH, demo);
      demo.kill();
    }
    Set<String> promised = wholeLines(journal);
    try (Forked demo = demo(data, "4", journal)) {
      demo.await(LONGEST);
    }
    promised.addAll(wholeLines(journal));

    try (Nvr nvr = Nvr.builder().store(data).build()) {
      Set<String> missing = new HashSet<>(promised);
      for (String camera : List.of("gate", "yard")) {
        missing.removeAll(everything(nvr, camera));
        assertThat(holes(nvr.timeline(camera))).extracting(Gap::cause).contains(GapCause.CRASHED);
      }
      assertThat(missing).isEmpty();
    }
  }

  /** The gaps, after checking that each hole between two recordings is one. */
  private static List<Gap> holes(Timeline timeline) {
    List<Recording> recordings = timeline.recordings();
    List<Gap> holes = new ArrayList<>();
    for (int i = 1; i < recordings.size(); i++) {
      var from = recordings.get(i - 1).end();
      var to = recordings.get(i).start();
      List<Gap> between =
          timeline.gaps().stream()
              .filter(gap -> !gap.range().start().isBefore(from) && !gap.range().end().isAfter(to))
              .toList();
      assertThat(between).as("gaps from %s to %s in %s", from, to, timeline).isNotEmpty();
      holes.addAll(between);
    }
    return holes;
  }

  private static Set<String> everything(Nvr nvr, String camera) throws InterruptedException {
    Set<String> frames = ConcurrentHashMap.newKeySet();
    var range = nvr.timeline(camera).range().orElseThrow();
    try (Player player =
        nvr.play(
            camera,
            Playback.from(range.start()).until(range.end()).speed(Speed.UNPACED),
            frame -> frames.add(ReceiptJournal.line(camera, frame)))) {
      assertThat(player.awaitEnd(Duration.ofMinutes(1))).isTrue();
    }
    return frames;
  }

  private Forked demo(Path data, String seconds, Path journal) throws IOException {
    return Forked.start(
        folder.resolve("out"),
        folder.resolve("err"),
        "demo",
        "--seconds",
        seconds,
        "--json",
        "--data",
        data.toString(),
        "--journal",
        journal.toString());
  }

  private void awaitLines(Path file, int lines, Forked process) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!Files.exists(file) || wholeLines(file).size() < lines) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("err"))).isTrue();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    }
  }

  /** The last line may have been cut off by the crash; then its receipt was not yet written. */
  private static Set<String> wholeLines(Path file) throws IOException {
    String text = Files.readString(file);
    return new HashSet<>(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
  }
}
