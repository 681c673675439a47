package io.finalnvr.testkit;

import static io.finalnvr.testkit.Samples.at;
import static io.finalnvr.testkit.Samples.payload;
import static io.finalnvr.testkit.Waiting.assertFailsWith;
import static io.finalnvr.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What {@link FrameLogWriter} promises about sessions: how they begin, end, and follow another. */
interface WriterContract extends StoreTests {

  @Test
  default void openWriter_createsTheLog() {
    TestLog log = newLog();
    assertThat(log.log().exists()).isFalse();

    FrameLogWriter writer = log.write();

    assertThat(log.log().exists()).isTrue();
    assertThat(writer.position()).isZero();
    assertThat(writer.lastTime()).isEmpty();
    assertThat(log.log().tail()).isZero();
    assertThat(log.log().head()).isZero();
  }

  @Test
  default void lastTime_isThatOfTheNewestRecordOrTheEndOfTheRecording() {
    TestLog log = newLog();
    try (FrameLogWriter writer = log.write()) {
      await(log.key(writer, 0));
      await(log.delta(writer, 40));
      assertThat(writer.lastTime()).contains(at(40));
    }
    try (FrameLogWriter writer = log.write()) {
      assertThat(writer.lastTime()).as("without a closing entry").contains(at(40));
      await(log.key(writer, 1000));
      await(writer.endRecording(at(1500)));
      assertThat(writer.lastTime()).contains(at(1500));
    }
    FrameLogWriter writer = log.write();
    assertThat(writer.lastTime()).as("with a closing entry").contains(at(1500));
    await(log.delta(writer, 1600));
    assertThat(writer.lastTime()).contains(at(1600));
  }

  @Test
  default void reopenedWriter_continuesPositions() {
    TestLog log = newLog();
    log.recordKeys(0, 1000);
    long tail = log.log().tail();

    FrameLogWriter writer = log.write();

    assertThat(writer.position()).isEqualTo(tail).isPositive();
    assertThat(await(log.key(writer, 2000))).isEqualTo(tail);
  }

  @Test
  default void reopenedWriter_refusesTimesBeforeWhatIsThere() {
    TestLog log = newLog();
    log.recordKeys(0, 1000);

    FrameLogWriter writer = log.write();

    assertThatThrownBy(() -> writer.append(at(999), true, false, payload(1, 5)))
        .isInstanceOf(IllegalArgumentException.class);
    await(log.delta(writer, 1000));
  }

  @Test
  default void firstRecordOfASession_isADiscontinuity() {
    TestLog log = newLog();
    log.recordKeys(0, 1000);
    log.recordKeys(2000, 3000);

    assertThat(log.readAll())
        .extracting(StoredFrame::discontinuity)
        .containsExactly(true, false, true, false);
    assertThat(log.index())
        .extracting(IndexEntry::discontinuity)
        .containsExactly(true, false, true, false);
  }

  @Test
  default void firstRecordAfterEndRecording_isADiscontinuity() {
    TestLog log = newLog();
    try (FrameLogWriter writer = log.write()) {
      log.key(writer, 0);
      log.key(writer, 1000);
      writer.endRecording(at(1040));
      log.key(writer, 2000);
      log.key(writer, 3000);
    }

    assertThat(log.readAll())
        .extracting(StoredFrame::discontinuity)
        .containsExactly(true, false, true, false);
    assertThat(log.index())
        .filteredOn(IndexEntry::randomAccess)
        .extracting(IndexEntry::discontinuity)
        .containsExactly(true, false, true, false);
  }

  @Test
  default void firstIndexEntryOfASession_isADiscontinuityWhereverItStands() {
    TestLog log = newLog();
    log.recordKeys(0, 1000);
    try (FrameLogWriter writer = log.write()) {
      log.delta(writer, 1100);
      log.delta(writer, 1200);
      log.key(writer, 2000);
      log.key(writer, 3000);
    }

    assertThat(log.index())
        .extracting(IndexEntry::discontinuity)
        .containsExactly(true, false, true, false);
  }

  @Test
  default void endRecording_writesAClosingEntry() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    log.key(writer, 0);
    log.delta(writer, 40);

    await(writer.endRecording(at(80)));

    assertThat(log.log().last())
        .contains(
            new IndexEntry(
                at(80), log.log().tail(), /* randomAccess= */ false, /* discontinuity= */ false));
    assertThatThrownBy(() -> writer.append(at(79), true, false, payload(1, 5)))
        .as("before the end")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void endRecordingWithNothingAppended_doesNothing() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    await(writer.endRecording(at(0)));
    assertThat(log.index()).isEmpty();

    await(log.key(writer, 10));
    await(writer.endRecording(at(50)));
    await(writer.endRecording(at(90)));

    assertThat(log.indexTimes()).containsExactly(at(10), at(50));
  }

  @Test
  default void close_makesDurableWhatWasAppended() {
    TestLog log = newLog();
    CompletableFuture<Long> last;
    try (FrameLogWriter writer = log.write()) {
      last = log.key(writer, 0);
      for (int i = 1; i < 50; i++) {
        last = log.delta(writer, i);
      }
    }

    assertThat(last).isCompleted();
    assertThat(log.readAll()).hasSize(50);
    assertThat(log.index()).as("no closing entry").hasSize(1);
  }

  @Test
  default void closedWriter_refusesRecords() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    await(log.key(writer, 0));
    writer.close();
    writer.close();

    assertFailsWith(Reason.CLOSED, writer.append(at(1000), true, false, payload(1, 5)));
    assertThat(log.readAll()).hasSize(1);
  }

  @Test
  default void openWriterAfterACrash_losesNothingThatHasAReceipt() {
    TestLog log = newLog();
    Store crashing = fixture().openAgain();
    FrameLogWriter crashed = crashing.frameLog(log.log().name()).openWriter();
    for (int i = 0; i < 20; i++) {
      log.key(crashed, i * 1000L);
    }
    await(log.delta(crashed, 20_000));
    crashing.close();

    FrameLogWriter writer = log.write();

    assertThat(writer.lastTime()).contains(at(20_000));
    await(log.key(writer, 30_000));
    assertThat(log.readAll()).hasSize(22);
    assertThat(log.log().keyAtOrBefore(at(20_000))).map(IndexEntry::time).contains(at(19_000));
    assertThat(log.readAll().get(21).discontinuity()).isTrue();
  }
}
