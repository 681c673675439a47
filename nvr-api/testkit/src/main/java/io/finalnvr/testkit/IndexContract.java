package io.finalnvr.testkit;

import static io.finalnvr.testkit.Samples.at;
import static io.finalnvr.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import org.junit.jupiter.api.Test;

/** Which records get an index entry. */
interface IndexContract extends StoreTests {

  @Test
  default void keyFrames_areIndexedHalfASecondApart() {
    TestLog log = newLog();

    log.recordKeys(0, 400, 499, 500, 999, 1000, 1501);

    assertThat(log.indexTimes()).containsExactly(at(0), at(500), at(1000), at(1501));
  }

  @Test
  default void otherRecords_areIndexedAfterMoreThanTenSeconds() {
    TestLog log = newLog();
    try (FrameLogWriter writer = log.write()) {
      log.key(writer, 0);
      log.delta(writer, 5_000);
      log.delta(writer, 10_000);
      log.delta(writer, 10_001);
      log.delta(writer, 10_100);
      log.key(writer, 10_400);
      log.key(writer, 10_501);
    }

    assertThat(log.indexTimes()).containsExactly(at(0), at(10_001), at(10_501));
    assertThat(log.index()).extracting(IndexEntry::randomAccess).containsExactly(true, false, true);
  }

  @Test
  default void entries_pointAtTheirRecords() {
    TestLog log = newLog();
    long first;
    long third;
    try (FrameLogWriter writer = log.write()) {
      first = await(log.key(writer, 0));
      await(log.delta(writer, 500));
      third = await(log.key(writer, 1000));
    }

    assertThat(log.index())
        .containsExactly(
            new IndexEntry(at(0), first, /* randomAccess= */ true, /* discontinuity= */ true),
            new IndexEntry(at(1000), third, /* randomAccess= */ true, /* discontinuity= */ false));
  }

  @Test
  default void discontinuity_isIndexedWithItsRecord() {
    TestLog log = newLog();
    try (FrameLogWriter writer = log.write()) {
      log.key(writer, 0);
      log.append(writer, at(1000), true, /* discontinuity= */ true, Samples.payload(1, 9));
      log.key(writer, 2000);
    }

    assertThat(log.index())
        .extracting(IndexEntry::discontinuity)
        .containsExactly(true, true, false);
  }

  @Test
  default void entryOfAnOpenWriter_becomesVisible() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    await(log.key(writer, 0));
    await(log.key(writer, 1000));

    Waiting.until("two index entries", () -> log.index().size() == 2);

    assertThat(log.log().last()).map(IndexEntry::time).contains(at(1000));
  }

  @Test
  default void logThatDoesNotExist_isLikeAnEmptyOneAndIsNotCreated() {
    TestLog untouched = newLog();
    FrameLog log = untouched.log();

    assertThat(log.exists()).isFalse();
    assertThat(log.head()).isZero();
    assertThat(log.tail()).isZero();
    assertThat(log.first()).isEmpty();
    assertThat(log.last()).isEmpty();
    assertThat(log.keyAtOrBefore(at(0))).isEmpty();
    assertThat(log.keyAtOrAfter(at(0))).isEmpty();
    assertThat(log.entries(at(0), 10)).isEmpty();
    assertThat(log.truncateBefore(at(0))).isZero();
    log.delete();

    assertThat(log.exists()).isFalse();
    assertThat(store().frameLogNames()).doesNotContain(log.name());
  }
}
