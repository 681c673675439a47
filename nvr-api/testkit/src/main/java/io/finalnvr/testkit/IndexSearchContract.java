package io.finalnvr.testkit;

import static io.finalnvr.testkit.Samples.at;
import static io.finalnvr.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the index is searched. */
interface IndexSearchContract extends StoreTests {

  @Test
  default void keyAtOrBefore_findsTheNewestNotAfter() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000);

    assertThat(log.log().keyAtOrBefore(at(0).minusNanos(1))).isEmpty();
    assertThat(timeOf(log.log().keyAtOrBefore(at(0)))).contains(at(0));
    assertThat(timeOf(log.log().keyAtOrBefore(at(1000).minusNanos(1)))).contains(at(0));
    assertThat(timeOf(log.log().keyAtOrBefore(at(1000)))).contains(at(1000));
    assertThat(timeOf(log.log().keyAtOrBefore(at(1_000_000)))).contains(at(2000));
  }

  @Test
  default void keyAtOrAfter_findsTheOldestNotBefore() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000);

    assertThat(timeOf(log.log().keyAtOrAfter(Instant.EPOCH))).contains(at(0));
    assertThat(timeOf(log.log().keyAtOrAfter(at(0)))).contains(at(0));
    assertThat(timeOf(log.log().keyAtOrAfter(at(0).plusNanos(1)))).contains(at(1000));
    assertThat(timeOf(log.log().keyAtOrAfter(at(2000)))).contains(at(2000));
    assertThat(log.log().keyAtOrAfter(at(2000).plusNanos(1))).isEmpty();
  }

  @Test
  default void keySearch_passesOverEntriesWhereDecodingCannotStart() {
    TestLog log = newLog();
    try (FrameLogWriter writer = log.write()) {
      log.key(writer, 0);
      log.delta(writer, 11_000);
      log.delta(writer, 22_000);
      writer.endRecording(at(22_040));
      log.key(writer, 60_000);
      await(writer.endRecording(at(60_040)));
    }
    assertThat(log.index()).hasSize(6);

    assertThat(timeOf(log.log().keyAtOrBefore(at(59_999)))).contains(at(0));
    assertThat(timeOf(log.log().keyAtOrAfter(at(1)))).contains(at(60_000));
    assertThat(timeOf(log.log().keyAtOrBefore(at(90_000)))).contains(at(60_000));
    assertThat(log.log().keyAtOrAfter(at(60_001))).isEmpty();
  }

  @Test
  default void entryAtOrBefore_findsTheNewestOfWhateverKind() {
    TestLog log = newLog();
    try (FrameLogWriter writer = log.write()) {
      log.key(writer, 0);
      log.delta(writer, 11_000);
      await(writer.endRecording(at(12_000)));
    }

    assertThat(log.log().entryAtOrBefore(at(0).minusNanos(1))).isEmpty();
    assertThat(timeOf(log.log().entryAtOrBefore(at(10_999)))).contains(at(0));
    assertThat(timeOf(log.log().entryAtOrBefore(at(11_999)))).contains(at(11_000));
    assertThat(timeOf(log.log().entryAtOrBefore(at(90_000)))).contains(at(12_000));
  }

  @Test
  default void entryAtOrAfterAPosition_findsTheOldest() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000);

    for (IndexEntry entry : log.index()) {
      assertThat(log.log().entryAtOrAfter(entry.position())).contains(entry);
      if (entry.position() > 0) {
        assertThat(log.log().entryAtOrAfter(entry.position() - 1)).contains(entry);
      }
    }
    assertThat(log.log().entryAtOrAfter(log.log().tail())).isEmpty();
    log.log().truncateBefore(at(1000));
    assertThat(timeOf(log.log().entryAtOrAfter(0))).contains(at(1000));
  }

  @Test
  default void entries_comePageByPage() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000, 3000, 4000);

    assertThat(timesOf(log.log().entries(Instant.EPOCH, 2))).containsExactly(at(0), at(1000));
    assertThat(timesOf(log.log().entries(at(1000), 2))).containsExactly(at(1000), at(2000));
    assertThat(timesOf(log.log().entries(at(1000).plusNanos(1), 100)))
        .containsExactly(at(2000), at(3000), at(4000));
    assertThat(log.log().entries(at(4000).plusNanos(1), 2)).isEmpty();
  }

  @Test
  default void firstAndLast_areTheEndsOfTheIndex() {
    TestLog log = newLog();
    log.recordKeys(0, 1000, 2000);

    assertThat(timeOf(log.log().first())).contains(at(0));
    assertThat(timeOf(log.log().last())).contains(at(2000));
  }

  @Test
  default void searchInALongIndex_agreesWithTheListOfEntries() {
    TestLog log = newLog();
    long[] times = new long[400];
    for (int i = 1; i < times.length; i++) {
      times[i] = times[i - 1] + 500 + (i * 7919L) % 3000;
    }
    log.recordKeys(times);
    List<IndexEntry> index = log.index();
    assertThat(index).hasSize(times.length);

    for (int i = 0; i < times.length; i += 37) {
      Instant between = index.get(i).time().plusMillis(1);
      assertThat(log.log().keyAtOrBefore(between)).contains(index.get(i));
      if (i + 1 < times.length) {
        assertThat(log.log().keyAtOrAfter(between)).contains(index.get(i + 1));
      }
    }
    List<IndexEntry> paged = new ArrayList<>();
    List<IndexEntry> page = log.log().entries(Instant.EPOCH, 64);
    while (!page.isEmpty()) {
      paged.addAll(page);
      page = log.log().entries(paged.get(paged.size() - 1).time().plusNanos(1), 64);
    }
    assertThat(paged).isEqualTo(index);
  }

  private static Optional<Instant> timeOf(Optional<IndexEntry> entry) {
    return entry.map(IndexEntry::time);
  }

  private static List<Instant> timesOf(List<IndexEntry> entries) {
    return entries.stream().map(IndexEntry::time).toList();
  }
}
