package io.finalnvr.testkit;

import static io.finalnvr.testkit.Samples.at;
import static io.finalnvr.testkit.Waiting.assertFailsWith;
import static io.finalnvr.testkit.Waiting.assertThrowsWith;
import static io.finalnvr.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link FrameLogReader} promises. */
interface ReaderContract extends StoreTests {

  @Test
  default void read_givesRecordsInOrder() {
    TestLog log = newLog();
    try (FrameLogWriter writer = log.write()) {
      log.key(writer, 0);
      log.delta(writer, 40);
    }
    FrameLogReader reader = log.readFrom(0);

    StoredFrame first = TestLog.next(reader);
    long between = reader.position();
    StoredFrame second = TestLog.next(reader);

    assertThat(first.time()).isEqualTo(at(0));
    assertThat(first.payload()).isEqualTo(Samples.payload(0, 300));
    assertThat(first.payload().isReadOnly()).isTrue();
    assertThat(second.time()).isEqualTo(at(40));
    assertThat(second.payload()).isEqualTo(Samples.payload(40, 100));
    assertThat(second.position()).isEqualTo(between);
    assertThat(reader.position()).isEqualTo(log.log().tail());
  }

  @Test
  default void readAtTheEnd_isEmptyAfterTheTimeout() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    await(log.key(writer, 0));
    FrameLogReader reader = log.readFrom(log.log().tail());

    assertThat(reader.read(Duration.ZERO)).isEmpty();
    assertThat(reader.read(Duration.ofMillis(100))).isEmpty();

    await(log.delta(writer, 40));
    assertThat(TestLog.next(reader).time()).isEqualTo(at(40));
  }

  @Test
  default void blockedRead_getsTheNextRecordWhenItIsAppended() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    await(log.key(writer, 0));
    FrameLogReader reader = log.readFrom(log.log().tail());
    Background<StoredFrame> read = Background.run(() -> TestLog.next(reader));

    await(log.delta(writer, 40));

    assertThat(await(read).time()).isEqualTo(at(40));
  }

  @Test
  default void tailingReader_getsEveryRecordOnce() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    FrameLogReader reader = log.readFrom(0);
    Background<List<StoredFrame>> reading =
        Background.run(() -> Stream.generate(() -> TestLog.next(reader)).limit(300).toList());

    for (int i = 0; i < 300; i++) {
      CompletableFuture<Long> receipt = i % 30 == 0 ? log.key(writer, i) : log.delta(writer, i);
      if (i % 10 == 0) {
        await(receipt);
      }
    }

    List<StoredFrame> frames = await(reading);
    for (int i = 0; i < 300; i++) {
      assertThat(frames.get(i).time()).isEqualTo(at(i));
    }
    assertThat(reader.read(Duration.ZERO)).isEmpty();
  }

  @Test
  default void readerOfALogThatDoesNotExist_waitsForIt() {
    TestLog log = newLog();
    FrameLogReader reader = log.readFrom(0);
    assertThat(reader.read(Duration.ZERO)).isEmpty();
    assertThat(reader.read(Duration.ofMillis(50))).isEmpty();
    assertThat(log.log().exists()).isFalse();
    Background<StoredFrame> read = Background.run(() -> TestLog.next(reader));

    await(log.key(log.write(), 0));

    assertThat(await(read).time()).isEqualTo(at(0));
  }

  @Test
  default void reader_startsAtEveryPositionThatTheLogGave() {
    TestLog log = newLog();
    log.recordKeys(0, 100, 1000, 1100);
    List<StoredFrame> frames = log.readAll();

    for (StoredFrame frame : frames) {
      assertThat(TestLog.next(log.readFrom(frame.position())).time()).isEqualTo(frame.time());
    }
    for (IndexEntry entry : log.index()) {
      assertThat(TestLog.next(log.readFrom(entry.position())).time()).isEqualTo(entry.time());
    }
    assertThat(TestLog.next(log.readFrom(log.log().head())).time()).isEqualTo(at(0));
    FrameLogReader atTail = log.readFrom(log.log().tail());
    assertThat(atTail.position()).isEqualTo(log.log().tail());
    assertThat(atTail.read(Duration.ZERO)).isEmpty();
  }

  @Test
  default void readerAtAClosingEntry_getsTheNextRecording() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    log.key(writer, 0);
    await(writer.endRecording(at(40)));
    FrameLogReader reader = log.readFrom(log.log().last().orElseThrow().position());
    assertThat(reader.read(Duration.ZERO)).isEmpty();

    await(log.key(writer, 5000));

    assertThat(TestLog.next(reader).time()).isEqualTo(at(5000));
  }

  @Test
  default void readers_areIndependent() {
    TestLog log = newLog();
    log.recordKeys(0, 1000);
    FrameLogReader one = log.readFrom(0);
    FrameLogReader other = log.readFrom(0);

    TestLog.next(one);
    TestLog.next(one);
    one.close();

    assertThat(TestLog.next(other).time()).isEqualTo(at(0));
    assertThat(TestLog.next(other).time()).isEqualTo(at(1000));
  }

  @Test
  default void close_endsABlockedRead() {
    TestLog log = newLog();
    log.recordKeys(0);
    FrameLogReader reader = log.readFrom(log.log().tail());
    Background<Optional<LogItem>> read =
        Background.run(() -> reader.read(Waiting.FOR_EVER)).untilBlocked();

    reader.close();

    assertFailsWith(Reason.CLOSED, read);
  }

  @Test
  default void closeOfAReaderThatWaitsForItsLog_endsTheRead() {
    FrameLogReader reader = newLog().readFrom(0);
    Background<Optional<LogItem>> read =
        Background.run(() -> reader.read(Waiting.FOR_EVER)).untilBlocked();

    reader.close();

    assertFailsWith(Reason.CLOSED, read);
  }

  @Test
  default void closedReader_fails() {
    TestLog log = newLog();
    log.recordKeys(0);
    FrameLogReader reader = log.readFrom(0);
    reader.close();
    reader.close();

    assertThrowsWith(Reason.CLOSED, () -> reader.read(Duration.ZERO));
  }
}
