package io.finalnvr.pravega.embedded.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pravega.common.util.ByteArraySegment;
import io.pravega.common.util.CloseableIterator;
import io.pravega.common.util.CompositeArrayView;
import io.pravega.common.util.CompositeByteArraySegment;
import io.pravega.common.util.CompositeByteArraySegment.BufferLayout;
import io.pravega.segmentstore.storage.DataLogCorruptedException;
import io.pravega.segmentstore.storage.DurableDataLog;
import io.pravega.segmentstore.storage.DurableDataLog.ReadItem;
import io.pravega.segmentstore.storage.DurableDataLogException;
import io.pravega.segmentstore.storage.LogAddress;
import io.pravega.segmentstore.storage.WriteTooLongException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Pravega asks of a durable data log. */
class FileJournalTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir Path temp;
  private FileJournals journals = new FileJournals(Path.of(""), task -> {});

  @BeforeEach
  void setUp() {
    journals = new FileJournals(temp, task -> {});
  }

  @AfterEach
  void tearDown() {
    journals.close();
  }

  @Test
  void appended_isReadByTheNextOwnerWithTheSameAddresses() throws Exception {
    List<Long> addresses = new ArrayList<>();
    try (DurableDataLog log = opened(3)) {
      addresses.add(append(log, "a").getSequence());
      addresses.add(append(log, "b").getSequence());
    }
    try (DurableDataLog log = opened(3)) {
      assertThat(texts(log)).containsExactly("a", "b");
      assertThat(addressesOf(log)).isEqualTo(addresses).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void truncated_isNotReadAgain() throws Exception {
    try (DurableDataLog log = opened(3)) {
      LogAddress first = append(log, "a");
      append(log, "b");
      log.truncate(first, TIMEOUT).get(10, TimeUnit.SECONDS);
    }
    try (DurableDataLog log = opened(3)) {
      assertThat(texts(log)).containsExactly("b");
    }
  }

  @Test
  void newOwner_hasAHigherEpochAndEndsTheOldOne() throws Exception {
    DurableDataLog old = opened(3);
    append(old, "a");
    DurableDataLog next = opened(3);

    assertThat(next.getEpoch()).isGreaterThan(old.getEpoch());
    assertThatThrownBy(() -> old.append(data("late"), TIMEOUT))
        .isInstanceOf(IllegalStateException.class);
    append(next, "b");
    assertThat(texts(opened(3))).containsExactly("a", "b");
  }

  @Test
  void journals_doNotMix() throws Exception {
    append(opened(0), "of 0");
    append(opened(1), "of 1");

    assertThat(texts(opened(0))).containsExactly("of 0");
    assertThat(texts(opened(1))).containsExactly("of 1");
  }

  @Test
  void tooLong_isRefusedAndTheNextIsTaken() throws Exception {
    DurableDataLog log = opened(3);
    byte[] tooLong = new byte[log.getWriteSettings().getMaxWriteLength() + 1];

    assertThatThrownBy(
            () ->
                log.append(new CompositeByteArraySegment(tooLong), TIMEOUT)
                    .get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(WriteTooLongException.class);
    append(log, "a");
    assertThat(texts(opened(3))).containsExactly("a");
  }

  @Test
  void dataInSeveralPieces_isWrittenWhole() throws Exception {
    byte[] bytes = "0123456789".repeat(1_000).getBytes(UTF_8);
    CompositeByteArraySegment pieces =
        new CompositeByteArraySegment(bytes.length, new BufferLayout(10));
    pieces.copyFrom(new ByteArraySegment(bytes).getBufferViewReader(), 0, bytes.length);
    opened(3).append(pieces, TIMEOUT).get(10, TimeUnit.SECONDS);

    assertThat(texts(opened(3))).containsExactly(new String(bytes, UTF_8));
  }

  @Test
  void damaged_isToldAsCorrupt() throws Exception {
    try (DurableDataLog log = opened(3)) {
      append(log, "a");
      append(log, "b");
    }
    Path file;
    try (Stream<Path> files = Files.list(temp.resolve("3"))) {
      file = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[JournalFormat.FILE_HEADER_BYTES]++;
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);

    assertThatThrownBy(() -> opened(3)).isInstanceOf(DataLogCorruptedException.class);
  }

  @Test
  void notInitialized_takesNothing() {
    DurableDataLog log = journals.createDurableDataLog(3);
    assertThatThrownBy(() -> log.append(data("a"), TIMEOUT))
        .isInstanceOf(IllegalStateException.class);
    assertThat(log.getQueueStatistics().getSize()).isZero();
  }

  private DurableDataLog opened(int id) throws DurableDataLogException {
    DurableDataLog log = journals.createDurableDataLog(id);
    log.initialize(TIMEOUT);
    return log;
  }

  private static LogAddress append(DurableDataLog log, String text) throws Exception {
    return log.append(data(text), TIMEOUT).get(10, TimeUnit.SECONDS);
  }

  private static CompositeArrayView data(String text) {
    return new CompositeByteArraySegment(text.getBytes(UTF_8));
  }

  private static List<String> texts(DurableDataLog log) throws Exception {
    List<String> texts = new ArrayList<>();
    for (ReadItem item : items(log)) {
      byte[] payload = item.getPayload().readAllBytes();
      assertThat(item.getLength()).isEqualTo(payload.length);
      texts.add(new String(payload, UTF_8));
    }
    return texts;
  }

  private static List<Long> addressesOf(DurableDataLog log) throws Exception {
    return items(log).stream().map(item -> item.getAddress().getSequence()).toList();
  }

  private static List<ReadItem> items(DurableDataLog log) throws Exception {
    List<ReadItem> items = new ArrayList<>();
    try (CloseableIterator<ReadItem, DurableDataLogException> reader = log.getReader()) {
      for (@Nullable ReadItem next = reader.getNext(); next != null; next = reader.getNext()) {
        items.add(next);
      }
    }
    return items;
  }
}
