package io.finalnvr.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.testkit.FlakyStore;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlakyStoreTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final FlakyStore store = new FlakyStore(new MemoryStore());
  private final FrameLog log = store.frameLog("gate");

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void failOnThirdAppend_failsThatAndAllLaterOnesOfTheWriter() {
    store.failOn(Operation.APPEND, 3, Reason.UNAVAILABLE);
    FrameLogWriter writer = log.openWriter();

    assertThat(append(writer, 0)).isCompleted();
    assertThat(append(writer, 1)).isCompleted();
    assertThat(append(writer, 2)).isCompletedExceptionally();
    assertThat(append(writer, 3)).isCompletedExceptionally();

    assertThat(append(log.openWriter(), 2)).isCompleted();
    assertThat(store.calls(Operation.APPEND)).isEqualTo(5);
  }

  @Test
  void lostReceipt_leavesTheRecord() {
    store.failOn(Operation.RECEIPT, 1, Reason.UNAVAILABLE);

    assertThat(append(log.openWriter(), 0)).isCompletedExceptionally();

    assertThat(log.openWriter().lastTime()).contains(START);
  }

  @Test
  void heldReceipts_comeInOrderWhenReleased() {
    store.holdReceipts();
    FrameLogWriter writer = log.openWriter();
    CompletableFuture<Long> first = append(writer, 0);
    CompletableFuture<Long> second = append(writer, 1);
    assertThat(store.heldReceipts()).isEqualTo(2);
    assertThat(first).isNotDone();

    store.releaseReceipts(1);
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();

    store.releaseReceipts();
    assertThat(second).isCompleted();
    assertThat(append(writer, 2)).isCompleted();
  }

  @Test
  void closeWithHeldReceipts_failsThem() {
    store.holdReceipts();
    FrameLogWriter writer = log.openWriter();
    CompletableFuture<Long> receipt = append(writer, 0);

    writer.close();

    assertThat(receipt).isCompletedExceptionally();
    assertThat(store.heldReceipts()).isZero();
  }

  @Test
  void failedRead_canBeTriedAgain() {
    append(log.openWriter(), 0);
    FrameLogReader reader = log.openReader(0);
    store.failOn(Operation.READ, 1, Reason.UNAVAILABLE);

    assertThatThrownBy(() -> reader.read(Duration.ZERO)).isInstanceOf(StorageException.class);

    assertThat(reader.read(Duration.ZERO)).isPresent();
  }

  @Test
  void storeThatIsDown_failsUntilHealed() {
    store.goDown();
    assertThatThrownBy(log::openWriter).isInstanceOf(StorageException.class);
    assertThatThrownBy(log::tail).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> store.versionedMap("m").get("a")).isInstanceOf(StorageException.class);

    store.heal();

    assertThat(append(log.openWriter(), 0)).isCompleted();
  }

  private static CompletableFuture<Long> append(FrameLogWriter writer, int seconds) {
    return writer.append(START.plusSeconds(seconds), true, false, ByteBuffer.allocate(5));
  }
}
