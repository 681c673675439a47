package io.finalnvr.pravega;

import static io.finalnvr.pravega.Bytes.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.pravega.MemoryStreams.MemoryStream;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What readers and the next writer make of logs that were not written to their end, or worse. */
class DamagedLogTest {

  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final MemoryStreams streams = new MemoryStreams();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Store store =
      new PravegaStore("memory", streams, name -> new MemoryTable(), threads, threads::shutdown);
  private final FrameLog log = store.frameLog("log");
  private final MemoryStream data = streams.stream("log");
  private final MemoryStream index = streams.stream("log-index");

  @AfterEach
  void close() {
    store.close();
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private void record(long... keys) throws Exception {
    try (FrameLogWriter writer = log.openWriter()) {
      for (long millis : keys) {
        writer.append(at(millis), true, false, filled(100, 3)).get(20, TimeUnit.SECONDS);
      }
    }
  }

  private List<LogItem> readAll() {
    List<LogItem> items = new ArrayList<>();
    try (FrameLogReader reader = log.openReader(0)) {
      while (reader.position() < log.tail()) {
        items.add(reader.read(SOON).orElseThrow());
      }
    }
    return items;
  }

  private static ByteBuffer dataRecord(long millis, int flags, int length) {
    return RecordSplitter.records(TaiTime.STANDARD.toTaiNanos(at(millis)), flags, filled(length, 3))
        .get(0);
  }

  @Test
  void indexRecordsThatWereNotWritten_areWrittenByTheNextWriter() throws Exception {
    record(0, 1000);
    long position = data.extent().tail();
    data.inject(dataRecord(1500, RecordHeader.INDEXED | RecordHeader.RANDOM_ACCESS, 50));
    data.inject(dataRecord(1540, 0, 50));
    data.inject(dataRecord(2500, RecordHeader.INDEXED | RecordHeader.RANDOM_ACCESS, 50));

    try (FrameLogWriter writer = log.openWriter()) {
      assertThat(writer.lastTime()).contains(at(2500));
      assertThat(writer.position()).isEqualTo(log.tail());
    }

    assertThat(log.entries(at(1200), 10))
        .containsExactly(
            new IndexEntry(at(1500), position, true, false),
            new IndexEntry(at(2500), position + 140, true, false));
  }

  @Test
  void indexThatWasNeverWritten_isMadeFromTheData() throws Exception {
    data.inject(
        dataRecord(
            0,
            RecordHeader.INDEXED | RecordHeader.RANDOM_ACCESS | RecordHeader.DISCONTINUITY,
            2000));
    for (int i = 1; i < 100; i++) {
      data.inject(dataRecord(i * 40, i % 25 == 0 ? RecordHeader.RANDOM_ACCESS : 0, 2000));
    }

    log.openWriter().close();

    assertThat(log.entries(Instant.EPOCH, 10))
        .extracting(IndexEntry::time)
        .containsExactly(at(0), at(1000), at(2000), at(3000));
    assertThat(log.first()).map(IndexEntry::discontinuity).contains(true);
  }

  @Test
  void tornRecordAtTheTail_isPassedOverUpToTheNextSession() throws Exception {
    record(0, 1000);
    long torn = data.extent().tail();
    data.inject(dataRecord(1040, 0, 5000).limit(300));

    try (FrameLogWriter writer = log.openWriter()) {
      writer.append(at(1050), false, false, filled(100, 4)).get(20, TimeUnit.SECONDS);
      writer.append(at(1090), false, false, filled(9000, 4)).get(20, TimeUnit.SECONDS);
    }

    List<LogItem> items = readAll();
    assertThat(items).hasSize(5);
    assertThat(items.get(2)).isEqualTo(new LogBreak(torn, torn + 300, LogBreak.Cause.DAMAGED));
    assertThat(((StoredFrame) items.get(3)).discontinuity()).isTrue();
    assertThat(((StoredFrame) items.get(3)).time()).isEqualTo(at(1050));
  }

  @Test
  void tornHeaderAtTheTail_isPassedOver() throws Exception {
    for (int length = 1; length < RecordHeader.SIZE; length++) {
      record(length * 10_000L);
      data.inject(dataRecord(length * 10_000L + 40, 0, 5000).limit(length));
    }
    record(900_000);

    assertThat(readAll().stream().filter(StoredFrame.class::isInstance)).hasSize(20);
    assertThat(readAll().stream().filter(LogBreak.class::isInstance)).hasSize(19);
  }

  @Test
  void tornTail_isPassedOverWithoutAnotherSession() throws Exception {
    record(0, 1000);
    long torn = data.extent().tail();
    data.inject(dataRecord(1040, 0, 5000).limit(300));

    assertThat(readAll())
        .hasSize(3)
        .endsWith(new LogBreak(torn, torn + 300, LogBreak.Cause.DAMAGED));
  }

  @Test
  void bytesAtTheTailThatAreNoRecord_arePassedOver() throws Exception {
    record(0);
    long foreign = data.extent().tail();
    data.inject(filled(777, 0x55));

    assertThat(readAll()).endsWith(new LogBreak(foreign, foreign + 777, LogBreak.Cause.DAMAGED));
  }

  @Test
  void payloadWhosePiecesDoNotCome_isPassedOver_withThoseThatComeLate() throws Exception {
    record(0);
    long unfinished = data.extent().tail();
    List<ByteBuffer> pieces =
        RecordSplitter.records(
            TaiTime.STANDARD.toTaiNanos(at(1000)), 0, filled(RecordHeader.MAX_PAYLOAD + 5, 3));
    data.inject(pieces.get(0));

    try (FrameLogReader reader = log.openReader(unfinished)) {
      assertThat(reader.read(SOON))
          .contains(new LogBreak(unfinished, data.extent().tail(), LogBreak.Cause.DAMAGED));
      data.inject(pieces.get(1));
      data.inject(dataRecord(2000, 0, 50));
      assertThat(((StoredFrame) reader.read(SOON).orElseThrow()).time()).isEqualTo(at(2000));
    }
  }

  @Test
  void readerThatWaitsInATornRecord_isNotGivenTheNextSessionForItsRest() throws Exception {
    record(0);
    long torn = data.extent().tail();
    data.inject(dataRecord(1040, 0, 5000).limit(300));
    try (FrameLogReader reader = log.openReader(torn)) {
      assertThat(reader.read(Duration.ofMillis(20))).isEmpty();
      try (FrameLogWriter writer = log.openWriter()) {
        writer.append(at(2000), true, false, filled(100, 4)).get(20, TimeUnit.SECONDS);
        writer.append(at(2040), false, false, filled(9000, 4)).get(20, TimeUnit.SECONDS);
      }

      assertThat(reader.read(SOON))
          .contains(new LogBreak(torn, torn + 300, LogBreak.Cause.DAMAGED));
      assertThat(((StoredFrame) reader.read(SOON).orElseThrow()).time()).isEqualTo(at(2000));
    }
  }

  @Test
  void foreignBytesInTheMiddle_arePassedOver() throws Exception {
    record(0);
    long foreign = data.extent().tail();
    data.inject(filled(777, 0x55));
    record(1000, 2000);

    assertThat(readAll())
        .hasSize(4)
        .contains(new LogBreak(foreign, foreign + 777, LogBreak.Cause.DAMAGED));
  }

  @Test
  void zeros_arePassedOver() throws Exception {
    record(0);
    data.inject(ByteBuffer.allocate(4096));
    record(1000);

    assertThat(readAll()).hasSize(3).anyMatch(LogBreak.class::isInstance);
  }

  @Test
  void indexThatEndsWithinARecord_isFilledUp() throws Exception {
    record(0, 1000);
    index.inject(ByteBuffer.allocate(7));

    record(2000, 3000);

    assertThat(log.entries(Instant.EPOCH, 10))
        .extracting(IndexEntry::time)
        .containsExactly(at(0), at(1000), at(2000), at(3000));
    assertThat(log.keyAtOrBefore(at(1999))).map(IndexEntry::time).contains(at(1000));
    assertThat(log.keyAtOrAfter(at(1001))).map(IndexEntry::time).contains(at(2000));
    assertThat(log.last()).map(IndexEntry::time).contains(at(3000));
  }

  @Test
  void indexThatPointsNowhere_doesNotHideGoodData() throws Exception {
    record(0, 1000);
    long inside = data.extent().tail() + 40;
    index.inject(
        new IndexRecord(TaiTime.STANDARD.toTaiNanos(at(1500)), inside, true, false).toBytes());
    data.inject(dataRecord(1500, 0, 300));
    data.inject(dataRecord(1540, 0, 300));

    assertThat(readAll()).hasSize(4).allMatch(StoredFrame.class::isInstance);
  }

  @Test
  void frameOfTheGreatestLengthAtTheEndOfARecording_isRead() throws Exception {
    ByteBuffer full = dataRecord(0, RecordHeader.RANDOM_ACCESS, RecordHeader.MAX_PAYLOAD);
    data.inject(full);
    long tai = TaiTime.STANDARD.toTaiNanos(at(0));
    index.inject(new IndexRecord(tai, 0, true, false).toBytes());
    index.inject(new IndexRecord(tai + 1, full.limit(), false, false).toBytes());

    assertThat(readAll()).hasSize(1).allMatch(StoredFrame.class::isInstance);
  }

  @Test
  void recordsOfSomebodyElse_failTheWriterBeforeItsIndexIsWrong() throws Exception {
    FrameLogWriter writer = log.openWriter();
    writer.append(at(0), true, false, filled(100, 3)).get(20, TimeUnit.SECONDS);
    data.inject(dataRecord(500, 0, 77));

    assertThat(writer.append(at(1000), true, false, filled(100, 3)))
        .failsWithin(SOON)
        .withThrowableThat()
        .havingRootCause()
        .withMessageContaining("somebody else");
    assertThat(writer.append(at(2000), true, false, filled(100, 3))).failsWithin(SOON);
    writer.close();

    assertThat(index.extent().tail()).isIn(0L, 20L);
  }

  @Test
  void randomDamage_neverEndsReadingNorThrows() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      FrameLog damaged = store.frameLog("damaged" + seed);
      MemoryStream bytes = streams.stream(damaged.name());
      streams.stream(damaged.name() + "-index");
      for (int session = 0; session < 4; session++) {
        try (FrameLogWriter writer = damaged.openWriter()) {
          for (int i = 0; i < 5; i++) {
            long time = session * 10_000L + i * 1000L;
            writer.append(at(time), i % 2 == 0, false, filled(1 + random.nextInt(300), 3));
          }
        }
        if (random.nextBoolean()) {
          byte[] noise = new byte[random.nextInt(64)];
          random.nextBytes(noise);
          bytes.inject(ByteBuffer.wrap(noise));
        }
        bytes.flip(random, random.nextInt(3));
      }
      try (FrameLogWriter writer = damaged.openWriter()) {
        writer.append(at(1_000_000), true, false, filled(50, 3)).get(20, TimeUnit.SECONDS);
      } catch (IllegalArgumentException e) {
        continue; // A flipped bit put the last record into the far future.
      }
      long position = 0;
      LogItem last = null;
      try (FrameLogReader reader = damaged.openReader(0)) {
        while (reader.position() < damaged.tail()) {
          assertThat(reader.position()).as("seed %d", seed).isGreaterThanOrEqualTo(position);
          position = reader.position();
          last = reader.read(SOON).orElseThrow();
        }
      }
      assertThat(last).as("seed %d", seed).isInstanceOf(StoredFrame.class);
      assertThat(((StoredFrame) last).time()).isEqualTo(at(1_000_000));
    }
  }
}
