package io.finalnvr.core.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who may write to the store, but has no key, can do to a log. */
class EncryptedLogTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private KeyFile keys;
  private final MemoryStore raw = new MemoryStore();
  private Store store;

  @BeforeEach
  void openEncrypted() {
    keys = KeyFile.create(folder.resolve("nvr.keys"));
    store = encrypted(raw);
  }

  private Store encrypted(MemoryStore under) {
    return Encryption.of(under, Optional.of(keys), List.of());
  }

  private static void write(Store to, String log, int first, int count) {
    try (FrameLogWriter writer = to.frameLog(log).openWriter()) {
      for (int i = first; i < first + count; i++) {
        writer.append(START.plusSeconds(i), i % 2 == 0, false, payload(i)).join();
      }
    }
  }

  private static ByteBuffer payload(int number) {
    return ByteBuffer.wrap("footage %03d".formatted(number).getBytes(StandardCharsets.US_ASCII));
  }

  private static List<LogItem> readAll(FrameLog log) {
    List<LogItem> items = new ArrayList<>();
    try (FrameLogReader reader = log.openReader(log.head())) {
      while (reader.position() < log.tail()) {
        items.add(reader.read(Duration.ZERO).orElseThrow());
      }
    }
    return items;
  }

  /** The numbers of the frames, -1 for damage. */
  private static List<Integer> numbers(FrameLog log) {
    return readAll(log).stream().map(EncryptedLogTest::number).toList();
  }

  private static int number(LogItem item) {
    if (item instanceof StoredFrame frame) {
      String text = StandardCharsets.US_ASCII.decode(frame.payload()).toString();
      return Integer.parseInt(text.substring(text.indexOf(' ') + 1));
    }
    assertThat(((LogBreak) item).cause()).isEqualTo(LogBreak.Cause.DAMAGED);
    return -1;
  }

  /** A store with the same keys, whose log holds the bytes of another one, changed. */
  private FrameLog forged(String from, String to, Consumer<List<byte[]>> change) {
    List<StoredFrame> records =
        readAll(raw.frameLog(from)).stream().map(StoredFrame.class::cast).toList();
    List<byte[]> payloads = new ArrayList<>();
    for (StoredFrame record : records) {
      byte[] bytes = new byte[record.payload().remaining()];
      record.payload().get(bytes);
      payloads.add(bytes);
    }
    change.accept(payloads);
    MemoryStore other = new MemoryStore();
    VersionedMap otherKeys = other.versionedMap(DataKeys.MAP);
    raw.versionedMap(DataKeys.MAP)
        .entries()
        .forEach((use, entry) -> otherKeys.put(use, entry.value(), VersionedMap.ABSENT));
    try (FrameLogWriter writer = other.frameLog(to).openWriter()) {
      for (int i = 0; i < records.size(); i++) {
        StoredFrame record = records.get(i);
        writer
            .append(
                record.time(),
                record.randomAccess(),
                record.discontinuity(),
                ByteBuffer.wrap(payloads.get(i)))
            .join();
      }
    }
    return encrypted(other).frameLog(to);
  }

  @Test
  void nothingOfAPayload_standsInTheStore() {
    write(store, "gate.main", 0, 4);

    for (LogItem item : readAll(raw.frameLog("gate.main"))) {
      ByteBuffer bytes = ((StoredFrame) item).payload();
      assertThat(bytes.remaining()).isEqualTo(payload(0).remaining() + SealedForm.OVERHEAD);
      assertThat(StandardCharsets.ISO_8859_1.decode(bytes).toString()).doesNotContain("footage");
    }
    assertThat(numbers(store.frameLog("gate.main"))).containsExactly(0, 1, 2, 3);
  }

  @Test
  void unchangedBytes_areReadElsewhere() {
    write(store, "gate.main", 0, 4);

    assertThat(numbers(forged("gate.main", "gate.main", payloads -> {})))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void changedRecord_isPassedOverAsDamage() {
    write(store, "gate.main", 0, 4);

    assertThat(numbers(forged("gate.main", "gate.main", payloads -> payloads.get(2)[30] ^= 1)))
        .containsExactly(0, 1, -1, 3);
  }

  @Test
  void swappedRecords_arePassedOver() {
    write(store, "gate.main", 0, 4);

    assertThat(
            numbers(forged("gate.main", "gate.main", payloads -> Collections.swap(payloads, 1, 3))))
        .containsExactly(0, -1, 2, -1);
  }

  @Test
  void recordThatIsReplayed_isPassedOver() {
    write(store, "gate.main", 0, 4);

    assertThat(
            numbers(forged("gate.main", "gate.main", payloads -> payloads.set(3, payloads.get(1)))))
        .containsExactly(0, 1, 2, -1);
  }

  @Test
  void recordsOfAnotherLog_arePassedOver() {
    write(store, "gate.main", 0, 4);
    write(store, "yard.main", 0, 4);

    assertThat(numbers(forged("gate.main", "yard.main", payloads -> {})))
        .containsExactly(-1, -1, -1, -1);
  }

  @Test
  void recordInClear_isPassedOverWhereTheLogIsEncrypted() {
    write(store, "gate.main", 0, 4);

    List<Integer> read =
        numbers(
            forged(
                "gate.main",
                "gate.main",
                payloads -> {
                  byte[] longer = new byte[payloads.get(0).length];
                  payload(9).get(longer, 0, payload(9).remaining());
                  payloads.set(1, longer);
                }));

    assertThat(read).containsExactly(0, -1, 2, 3);
  }

  @Test
  void breakOfADamagedRecord_goesFromItToTheNext() {
    write(store, "gate.main", 0, 3);
    FrameLog log = forged("gate.main", "gate.main", payloads -> payloads.get(1)[30] ^= 1);

    List<LogItem> items = readAll(log);

    long from = ((LogBreak) items.get(1)).from();
    assertThat(from).isGreaterThan(((StoredFrame) items.get(0)).position());
    assertThat(((LogBreak) items.get(1)).to()).isEqualTo(((StoredFrame) items.get(2)).position());
  }

  @Test
  void whatWasWrittenBefore_staysReadable() {
    MemoryStore old = new MemoryStore();
    write(old, "gate.main", 0, 3);
    Store now = encrypted(old);

    assertThat(numbers(now.frameLog("gate.main"))).containsExactly(0, 1, 2);
    write(now, "gate.main", 3, 3);
    assertThat(numbers(now.frameLog("gate.main"))).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(numbers(encrypted(old).frameLog("gate.main"))).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void readerThatCameFirst_readsWhatAnotherProcessEncrypts() {
    MemoryStore content = new MemoryStore();
    Store watching = encrypted(content);
    write(content.openAgain(), "gate.main", 0, 1);
    FrameLogReader reader = watching.frameLog("gate.main").openReader(0);
    assertThat(number(reader.read(Duration.ZERO).orElseThrow())).isZero();

    write(encrypted(content.openAgain()), "gate.main", 1, 1);

    assertThat(number(reader.read(Duration.ZERO).orElseThrow())).isEqualTo(1);
  }

  @Test
  void logWrittenAgainByAnotherProcess_isReadWithItsNewKey() {
    write(store, "gate.main", 0, 2);
    assertThat(numbers(store.frameLog("gate.main"))).containsExactly(0, 1);
    Store other = encrypted(raw.openAgain());
    other.frameLog("gate.main").delete();
    write(other, "gate.main", 7, 2);

    assertThat(numbers(store.frameLog("gate.main"))).containsExactly(7, 8);
  }

  @Test
  void deletedLog_leavesNoKey() {
    write(store, "gate.main", 0, 2);
    Versioned before = raw.versionedMap(DataKeys.MAP).get("log gate.main").orElseThrow();

    store.frameLog("gate.main").delete();

    assertThat(raw.versionedMap(DataKeys.MAP).get("log gate.main")).isEmpty();
    write(store, "gate.main", 0, 2);
    assertThat(raw.versionedMap(DataKeys.MAP).get("log gate.main").orElseThrow().value())
        .isNotEqualTo(before.value());
  }

  @Test
  void missingDataKey_isAnErrorAndNoEndlessDamage() {
    write(store, "gate.main", 0, 2);
    VersionedMap map = raw.versionedMap(DataKeys.MAP);
    map.remove("log gate.main", map.get("log gate.main").orElseThrow().version());

    assertThatThrownBy(() -> numbers(encrypted(raw.openAgain()).frameLog("gate.main")))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
        .hasMessageContaining("gate.main");
  }

  @Test
  void dataKeyOfAnotherLog_isAnError() {
    write(store, "gate.main", 0, 2);
    write(store, "yard.main", 0, 2);
    VersionedMap map = raw.versionedMap(DataKeys.MAP);
    map.put(
        "log gate.main",
        map.get("log yard.main").orElseThrow().value(),
        map.get("log gate.main").orElseThrow().version());

    assertThatThrownBy(() -> numbers(encrypted(raw.openAgain()).frameLog("gate.main")))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
  }

  @Test
  void payloadOfAllTheSizeThatIsPromised_fits() {
    try (FrameLogWriter writer = store.frameLog("gate.main").openWriter()) {
      writer.append(START, true, false, ByteBuffer.allocate(64 << 20)).join();

      assertThatThrownBy(
              () -> writer.append(START, true, false, ByteBuffer.allocate((64 << 20) + 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(readAll(store.frameLog("gate.main")))
        .singleElement()
        .isInstanceOfSatisfying(
            StoredFrame.class,
            frame -> assertThat(frame.payload().remaining()).isEqualTo(64 << 20));
  }
}
