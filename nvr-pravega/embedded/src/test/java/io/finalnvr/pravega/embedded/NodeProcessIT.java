package io.finalnvr.pravega.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.pravega.client.byteStream.ByteStreamWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProcessIT {

  private static final long SOME_RECORDS = 300;
  private static final long RECORDS_OF_FOUR_CACHES = (128 << 20) / ByteLog.RECORD;

  @TempDir Path temp;

  @Test
  void killedNode_hasEveryRecordWithReceiptAfterRestart() throws Exception {
    Path receipts = temp.resolve("receipts");
    Path directory = temp.resolve("data");
    try (NodeProcess node = new NodeProcess(directory, receipts)) {
      Deadline.after(Duration.ofSeconds(60))
          .await("records", () -> count(receipts) >= SOME_RECORDS);
      node.kill();
    }
    assertThat(EmbeddedPravega.find(directory)).isEmpty();

    try (EmbeddedPravega node = EmbeddedPravega.start(directory);
        ByteLog log = new ByteLog(node.controllerUri(), "camera")) {
      assertThat(log.countWhole()).isBetween(count(receipts), count(receipts) + 1);
    }
  }

  @Test
  void writerFasterThanLongTermStorage_isSlowedDown_andAKilledNodeStartsWithAFullCache()
      throws Exception {
    Path directory = temp.resolve("data");
    try (NodeProcess node = new NodeProcess(directory);
        ByteLog log = new ByteLog(node.controller(), "import")) {
      log.create();
      try (ByteStreamWriter writer = log.writer()) {
        for (long number = 0; number < RECORDS_OF_FOUR_CACHES; number++) {
          writer.write(ByteLog.record(number));
        }
        writer.flush();
      }
      node.kill();
    }

    try (EmbeddedPravega node = EmbeddedPravega.start(directory, NodeMain.SMALL_CACHE);
        ByteLog log = new ByteLog(node.controllerUri(), "import")) {
      assertThat(log.countWhole()).isEqualTo(RECORDS_OF_FOUR_CACHES);
    }
  }

  @Test
  void runningNode_isFoundByOtherProcessesAndKeepsItsDirectory() throws Exception {
    try (NodeProcess node = new NodeProcess(temp)) {
      assertThat(EmbeddedPravega.find(temp))
          .hasValueSatisfying(
              uri -> assertThat(uri.getPort()).isEqualTo(node.controller().getPort()));
      assertThatThrownBy(() -> EmbeddedPravega.start(temp))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.IN_USE))
          .hasMessageContaining("process " + node.pid());

      node.stop();
      assertThat(EmbeddedPravega.find(temp)).isEmpty();
    }
  }

  private static long count(Path receipts) {
    try {
      return Files.exists(receipts) ? Files.size(receipts) / Long.BYTES : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
