package io.finalnvr.testkit;

import static io.finalnvr.testkit.Samples.at;
import static io.finalnvr.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code truncateBefore} and {@code delete} promise. */
interface TruncationContract extends StoreTests {

  @Test
  default void truncateBefore_removesUpToTheNewestEntryNotAfterTheCutoff() {
    TestLog log = newLog();
    log.recordKeys(0, 100, 1000, 1100, 2000);
    long second = log.index().get(1).position();

    assertThat(log.log().truncateBefore(at(1999))).isEqualTo(second);

    assertThat(log.log().head()).isEqualTo(second);
    assertThat(log.indexTimes()).containsExactly(at(1000), at(2000));
    assertThat(log.readAll())
        .extracting(StoredFrame::time)
        .containsExactly(at(1000), at(1100), at(2000));
    assertThat(log.log().keyAtOrBefore(at(999))).isEmpty();
    assertThat(log.log().keyAtOrAfter(Instant.EPOCH)).contains(log.index().get(0));
  }

  @Test
  default void truncateBeforeTheTimeOfAnEntry_keepsThatEntry() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000);

    log.log().truncateBefore(at(1000));

    assertThat(log.indexTimes()).containsExactly(at(1000), at(2000));
  }

  @Test
  default void truncateWhereNothingIsThatOld_doesNothing() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000);
    assertThat(log.log().truncateBefore(at(0).minusNanos(1))).isZero();
    long head = log.log().truncateBefore(at(1000));

    assertThat(log.log().truncateBefore(at(1000))).isEqualTo(head);
    assertThat(log.log().truncateBefore(at(500))).isEqualTo(head);

    assertThat(log.log().head()).isEqualTo(head);
    assertThat(log.indexTimes()).containsExactly(at(1000), at(2000));
  }

  @Test
  default void truncateAfterTheEndOfTheRecording_removesAllData() {
    TestLog log = newLog();
    try (FrameLogWriter writer = log.write()) {
      log.key(writer, 0);
      await(writer.endRecording(at(40)));
    }
    long tail = log.log().tail();

    assertThat(log.log().truncateBefore(at(1000))).isEqualTo(tail);

    assertThat(log.readAll()).isEmpty();
    FrameLogWriter writer = log.write();
    assertThat(writer.position()).isEqualTo(tail);
    assertThat(writer.lastTime()).contains(at(40));
    assertThat(await(log.key(writer, 5000))).isEqualTo(tail);
    assertThat(log.readAll()).hasSize(1);
  }

  @Test
  default void truncateUnderAnOpenWriter_doesNotDisturbIt() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    log.key(writer, 0);
    log.key(writer, 1000);
    await(log.key(writer, 2000));
    Waiting.until("three index entries", () -> log.index().size() == 3);

    log.log().truncateBefore(at(1500));

    await(log.key(writer, 3000));
    writer.close();
    assertThat(log.indexTimes()).containsExactly(at(1000), at(2000), at(3000));
    assertThat(log.readAll()).hasSize(3);
  }

  @Test
  default void readerBeforeTheHead_isToldOfTheBreakAndStartsAtTheHead() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000);
    long head = log.log().truncateBefore(at(1000));
    FrameLogReader reader = log.readFrom(0);

    assertThat(TestLog.nextItem(reader)).isEqualTo(new LogBreak(0, head, LogBreak.Cause.TRUNCATED));

    assertThat(reader.position()).isEqualTo(head);
    assertThat(TestLog.next(reader).time()).isEqualTo(at(1000));
    assertThat(TestLog.next(reader).time()).isEqualTo(at(2000));
  }

  @Test
  default void readerOvertakenByTruncation_losesNothingThatIsLeft() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000, 3000);
    FrameLogReader reader = log.readFrom(0);
    TestLog.next(reader);

    long head = log.log().truncateBefore(at(2000));

    // A reader may hold records in a buffer, which it then gives instead of the break.
    List<Instant> times = new ArrayList<>();
    while (reader.position() < log.log().tail()) {
      LogItem item = TestLog.nextItem(reader);
      if (item instanceof StoredFrame frame) {
        times.add(frame.time());
      } else {
        assertThat(item)
            .isInstanceOfSatisfying(
                LogBreak.class,
                gap -> {
                  assertThat(gap.cause()).isEqualTo(LogBreak.Cause.TRUNCATED);
                  assertThat(gap.to()).isEqualTo(head).isGreaterThan(gap.from());
                });
      }
    }
    assertThat(times).containsSubsequence(at(2000), at(3000)).doesNotHaveDuplicates();
  }

  @Test
  default void delete_removesEverything() {
    TestLog log = newLog();
    log.recordKeys(0, 1000);

    log.delete();

    assertThat(log.log().exists()).isFalse();
    assertThat(store().frameLogNames()).doesNotContain(log.log().name());
    assertThat(log.log().tail()).isZero();
    assertThat(log.log().last()).isEmpty();
    assertThat(log.readFrom(0).read(Duration.ZERO)).isEmpty();
    log.delete();
  }

  @Test
  default void logWrittenAgainAfterDelete_startsAnew() {
    TestLog log = newLog();
    log.recordKeys(0, 1000);
    log.delete();

    FrameLogWriter writer = log.write();

    assertThat(writer.lastTime()).isEmpty();
    assertThat(await(log.key(writer, -5000))).isZero();
    assertThat(log.readAll()).hasSize(1);
  }
}
