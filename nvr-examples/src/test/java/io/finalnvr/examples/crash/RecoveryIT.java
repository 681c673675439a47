package io.finalnvr.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Nvr;
import io.finalnvr.RecorderState;
import io.finalnvr.examples.Forked;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the recorder, the node, and both, while frames arrive; the receipts are kept outside of
 * both. More rounds: {@code -Dnvr.crash.rounds=50}.
 */
@Timeout(3_600)
class RecoveryIT {

  private static final int ROUNDS = Integer.getInteger("nvr.crash.rounds", 3);
  private static final int RECEIPTS = 150;

  @TempDir Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private Forked startNode() throws IOException, InterruptedException {
    Path out = folder.resolve("node.out");
    Forked node =
        Forked.start(out, folder.resolve("node.err"), "node", "--store", data().toString());
    Crash.await("a node", () -> node.isAlive() && Crash.text(out).contains("tcp:"));
    return node;
  }

  private URI store() {
    return EmbeddedPravega.find(data()).orElseThrow();
  }

  @Test
  void whateverIsKilled_everyReceiptIsKeptOnceAndEveryHoleIsAGap() throws Exception {
    Forked node = startNode();
    RecorderProcess recorder = new RecorderProcess(store(), folder.resolve("journal-0"));
    Set<String> receipts = new HashSet<>();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        recorder.awaitReceipts(RECEIPTS + 37 * round % 100);
        if (round % 3 != 1) {
          recorder.kill();
        }
        if (round % 3 != 0) {
          node.kill();
          node = startNode();
        }
        if (round % 3 != 1) {
          receipts.addAll(recorder.receipts());
          recorder = new RecorderProcess(store(), folder.resolve("journal-" + (round + 1)));
        }
        recorder.awaitReceipts(20);
      }
      recorder.stop();
      receipts.addAll(recorder.receipts());
      try (Nvr nvr = Nvr.builder().store(store()).mediaSource(new TickingCamera()).build()) {
        List<Gap> gaps = Crash.check(nvr, receipts);
        System.out.printf(
            "%d rounds: %d receipts, %d gaps, all kept once%n",
            ROUNDS, receipts.size(), gaps.size());
        assertThat(gaps).extracting(Gap::cause).contains(GapCause.CRASHED);
        assertThat(gaps)
            .extracting(Gap::cause)
            .isSubsetOf(
                GapCause.CRASHED, GapCause.STORE_UNAVAILABLE, GapCause.OVERLOAD, GapCause.FENCED);
      }
    } finally {
      recorder.close();
      node.close();
    }
  }

  @Test
  void recorderThatWasPausedBeyondItsLease_writesNothingWrongAndTheLedgerSaysSo() throws Exception {
    try (Forked node = startNode();
        RecorderProcess first = new RecorderProcess(store(), folder.resolve("journal-first"))) {
      first.awaitReceipts(RECEIPTS);
      try (RecorderProcess second =
          new RecorderProcess(store(), folder.resolve("journal-second"))) {
        second.awaitOutput("STATE " + RecorderState.REFUSED);
        first.pause();
        second.awaitReceipts(RECEIPTS);
        first.resume();
        first.awaitOutput("STATE " + RecorderState.REFUSED);
        second.awaitReceipts(RECEIPTS);
        second.stop();
        first.kill();
        Set<String> receipts = new HashSet<>(first.receipts());
        receipts.addAll(second.receipts());
        try (Nvr nvr = Nvr.builder().store(store()).mediaSource(new TickingCamera()).build()) {
          List<Gap> gaps = Crash.check(nvr, receipts);
          assertThat(gaps).extracting(Gap::cause).contains(GapCause.FENCED);
          assertThat(gaps).extracting(Gap::detail).anyMatch(text -> text.contains("process"));
        }
      }
      assertThat(node.isAlive()).isTrue();
    }
  }
}
