package io.finalnvr.testkit;

import static io.finalnvr.testkit.Samples.at;
import static io.finalnvr.testkit.Samples.payload;
import static io.finalnvr.testkit.Waiting.assertFailsWith;
import static io.finalnvr.testkit.Waiting.assertThrowsWith;
import static io.finalnvr.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link Store} itself promises. */
interface StoreLifecycleContract extends StoreTests {

  @Test
  default void names_haveARule() {
    for (String good : List.of("a", "7", "Gate-2.main", "a".repeat(128), "a..-")) {
      assertThat(store().frameLog(good).name()).isEqualTo(good);
      assertThat(store().versionedMap(good).name()).isEqualTo(good);
    }
    for (String bad :
        List.of("", "-a", ".a", "a_b", "a/b", "a b", "kapı", "a\n", "a".repeat(129))) {
      assertThatThrownBy(() -> store().frameLog(bad))
          .as("log '%s'", bad)
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store().versionedMap(bad))
          .as("map '%s'", bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  default void frameLogNames_areThoseOfTheLogsThatExist() {
    TestLog one = newLog();
    TestLog other = newLog();
    TestLog notCreated = newLog();
    VersionedMap map = fixture().newMap();
    map.put("a", new byte[1], VersionedMap.ABSENT);
    one.recordKeys(0, 1000);
    other.write();

    assertThat(store().frameLogNames())
        .contains(one.log().name(), other.log().name())
        .doesNotContain(notCreated.log().name(), map.name())
        .filteredOn(name -> name.startsWith(one.log().name()))
        .as("nothing but the log itself, such as its index")
        .containsExactly(one.log().name());
  }

  @Test
  default void longestName_canBeUsed() {
    TestLog log = fixture().newLog((StoreFixture.newName() + "-".repeat(128)).substring(0, 128));

    log.recordKeys(0, 1000);

    assertThat(store().frameLogNames()).contains(log.log().name());
  }

  @Test
  default void logsOfOneStore_areIndependent() {
    TestLog one = newLog();
    TestLog other = newLog();
    one.recordKeys(0, 1000);
    other.recordKeys(5000);

    one.delete();

    assertThat(other.readAll()).hasSize(1);
    assertThat(other.indexTimes()).containsExactly(at(5000));
  }

  @Test
  default void storeOpenedAgain_hasEverything() {
    String map = fixture().newMap().name();
    TestLog log = newLog();
    Store before = fixture().openAgain();
    try (FrameLogWriter writer = before.frameLog(log.log().name()).openWriter()) {
      log.key(writer, 0);
      log.delta(writer, 40);
      await(writer.endRecording(at(80)));
    }
    long version = before.versionedMap(map).put("a", new byte[] {1, 2}, VersionedMap.ABSENT);
    before.close();

    Store after = fixture().openAgain();

    FrameLog again = after.frameLog(log.log().name());
    assertThat(again.exists()).isTrue();
    assertThat(again.tail()).isEqualTo(log.log().tail());
    assertThat(again.entries(at(0), 10))
        .extracting(IndexEntry::time)
        .containsExactly(at(0), at(80));
    try (FrameLogReader reader = again.openReader(0)) {
      assertThat(TestLog.next(reader).payload()).isEqualTo(payload(0, 300));
      assertThat(TestLog.next(reader).payload()).isEqualTo(payload(40, 100));
    }
    assertThat(after.versionedMap(map).get("a"))
        .contains(new Versioned(new byte[] {1, 2}, version));
  }

  @Test
  default void close_unblocksReaders() {
    Store closing = fixture().openAgain();
    TestLog log = newLog();
    log.recordKeys(0);
    FrameLogReader reader = closing.frameLog(log.log().name()).openReader(log.log().tail());
    Background<Optional<LogItem>> read =
        Background.run(() -> reader.read(Waiting.FOR_EVER)).untilBlocked();

    closing.close();

    assertFailsWith(Reason.CLOSED, read);
  }

  @Test
  default void close_writesNoClosingEntry() {
    Store closing = fixture().openAgain();
    TestLog log = newLog();
    FrameLogWriter writer = closing.frameLog(log.log().name()).openWriter();
    await(log.key(writer, 0));

    closing.close();

    assertFailsWith(Reason.CLOSED, writer.append(at(1000), true, false, payload(1, 9)));
    log.write().close();
    assertThat(log.indexTimes()).containsExactly(at(0));
  }

  @Test
  default void closedStore_fails() {
    Store closing = fixture().openAgain();
    FrameLog log = closing.frameLog(newLog().log().name());
    VersionedMap map = closing.versionedMap(fixture().newMap().name());
    closing.close();
    closing.close();

    assertThrowsWith(Reason.CLOSED, closing::frameLogNames);
    assertThrowsWith(Reason.CLOSED, log::tail);
    assertThrowsWith(Reason.CLOSED, log::openWriter);
    assertThrowsWith(Reason.CLOSED, () -> map.get("a"));
    assertThrowsWith(Reason.CLOSED, () -> map.put("a", new byte[1], VersionedMap.ABSENT));
  }
}
