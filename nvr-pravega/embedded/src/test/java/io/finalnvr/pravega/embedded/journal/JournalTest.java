package io.finalnvr.pravega.embedded.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pravega.common.util.ByteArraySegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final long ONE_BATCH = 1;

  @TempDir Path temp;

  @Test
  void whatWasAppended_isThereAfterTheNextOpen() throws Exception {
    try (Journal journal = open()) {
      assertThat(texts(journal)).isEmpty();
      assertThat(append(journal, "a")).isEqualTo(0);
      assertThat(append(journal, "")).isEqualTo(1);
      assertThat(append(journal, "c")).isEqualTo(2);
    }
    try (Journal journal = open()) {
      assertThat(texts(journal)).containsExactly("a", "", "c");
      assertThat(append(journal, "d")).isEqualTo(3);
    }
    try (Journal journal = open()) {
      assertThat(texts(journal)).containsExactly("a", "", "c", "d");
    }
  }

  /** The checksums were computed by another implementation of CRC-32C. */
  @Test
  void file_hasTheBytesOfTheFormat() throws Exception {
    try (Journal journal = open()) {
      append(journal, "NVR");
      journal.truncate(0).get(10, TimeUnit.SECONDS);
    }
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(newest())))
        .isEqualTo(
            "4e56524a524e4c01" // NVRJRNL, version 1
                + "00000007" // journal 7
                + "0000000000000001" // first epoch
                + "0000000000000000" // begins with record 0
                + "448ff179"
                + "3e84a3dc"
                + "00000003"
                + "0000000000000000" // record 0
                + "ffffffffffffffff" // nothing on disk before it
                + "00000001"
                + "4e5652"
                + "cd5188d9"
                + "00000008"
                + "0000000000000001" // record 1
                + "0000000000000000" // record 0 is on disk
                + "00000002" // a truncation
                + "0000000000000000"); // up to record 0
  }

  @Test
  void epoch_risesWithEachOpen() throws Exception {
    for (long epoch = 1; epoch <= 3; epoch++) {
      try (Journal journal = open()) {
        assertThat(journal.epoch()).isEqualTo(epoch);
      }
    }
  }

  @Test
  void appendsOfManyThreads_areAllThereInTheOrderOfTheirSequences() throws Exception {
    ConcurrentLinkedQueue<CompletableFuture<Long>> results = new ConcurrentLinkedQueue<>();
    try (Journal journal = open()) {
      IntStream.range(0, 2_000)
          .parallel()
          .forEach(i -> results.add(journal.append(bytes("%d".formatted(i)))));
      for (CompletableFuture<Long> result : results) {
        result.get(10, TimeUnit.SECONDS);
      }
      assertThat(journal.waiting()).isZero();
      assertThat(journal.waitingBytes()).isZero();
    }
    try (Journal journal = open()) {
      assertThat(texts(journal))
          .hasSize(2_000)
          .doesNotHaveDuplicates()
          .allMatch(text -> Integer.parseInt(text) < 2_000);
    }
  }

  @Test
  void longRecords_areTakenUpToTheLimit() throws Exception {
    String longest = "x".repeat(JournalFormat.MAX_PAYLOAD_BYTES);
    try (Journal journal = open()) {
      List<CompletableFuture<Long>> results =
          IntStream.range(0, 5).mapToObj(i -> journal.append(bytes(longest))).toList();
      for (CompletableFuture<Long> result : results) {
        result.get(10, TimeUnit.SECONDS);
      }
    }
    try (Journal journal = open()) {
      assertThat(texts(journal)).hasSize(5).allMatch(longest::equals);
    }
  }

  @Test
  void truncated_isNotRead() throws Exception {
    try (Journal journal = open()) {
      append(journal, "a");
      append(journal, "b");
      append(journal, "c");
      journal.truncate(1).get(10, TimeUnit.SECONDS);
    }
    try (Journal journal = open()) {
      assertThat(texts(journal)).containsExactly("c");
    }
  }

  @Test
  void filesThatAreNotNeeded_goAndTheRestIsRead() throws Exception {
    try (Journal journal = open(ONE_BATCH)) {
      for (String text : List.of("a", "b", "c", "d")) {
        append(journal, text);
      }
      journal.truncate(2).get(10, TimeUnit.SECONDS);
      assertThat(files()).hasSize(2);
    }
    try (Journal journal = open(ONE_BATCH)) {
      assertThat(texts(journal)).containsExactly("d");
      journal.truncate(append(journal, "e")).get(10, TimeUnit.SECONDS);
    }
    try (Journal journal = open()) {
      assertThat(texts(journal)).isEmpty();
    }
  }

  @Test
  void filesAreUsedAgain_andWhatTheyHeldIsNotRead() throws Exception {
    int fileBytes = 1_000;
    List<String> expected = new ArrayList<>();
    try (Journal journal = open(fileBytes)) {
      for (int i = 0; i < 200; i++) {
        long sequence = append(journal, "record %d".formatted(i));
        expected.add("record %d".formatted(i));
        if (i % 20 == 19) {
          journal.truncate(sequence).get(10, TimeUnit.SECONDS);
          expected.clear();
        }
        if (i % 7 == 0) {
          assertThat(textsOfACopy("copy" + i, fileBytes)).isEqualTo(expected);
        }
      }
      assertThat(files()).hasSizeLessThan(4);
      assertThat(spares())
          .hasSizeBetween(1, 8)
          .allMatch(spare -> spare.toFile().length() >= fileBytes * 3 / 4);
    }
    try (Journal journal = open(fileBytes)) {
      assertThat(texts(journal)).isEqualTo(expected);
    }
  }

  @Test
  void damageInAFileOfFullLength_isTold() throws Exception {
    Path copy = temp.resolve("copy");
    Path damaged;
    try (Journal journal = open(100_000)) {
      append(journal, "in the first file, which grows");
      append(journal, "damaged");
      append(journal, "c");
      damaged = newest();
      copyTo(copy);
    }
    Path file = copy.resolve(damaged.getFileName());
    assertThat(Files.size(file)).isEqualTo(100_000);
    flip(file, JournalFormat.FILE_HEADER_BYTES + JournalFormat.RECORD_HEADER_BYTES);

    assertThatThrownBy(() -> Journal.open(7, copy, 100_000, task -> {}, () -> {}))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void spareThatWasNotFinished_isRemoved() throws Exception {
    Path unfinished = Files.writeString(temp.resolve("0000000003.spare.unfinished"), "half");
    begin("a");
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void crashAtEachByteOfTheLastRecord_losesNothingBefore() throws Exception {
    long acknowledged;
    try (Journal journal = open()) {
      append(journal, "kept");
      acknowledged = Files.size(newest());
      append(journal, "cut off");
    }
    Path file = newest();
    byte[] whole = Files.readAllBytes(file);
    for (int cut = (int) acknowledged; cut < whole.length; cut++) {
      clean();
      Files.write(file, Arrays.copyOf(whole, cut));
      try (Journal journal = open()) {
        assertThat(texts(journal)).as("cut at %d", cut).containsExactly("kept");
        assertThat(append(journal, "next")).isEqualTo(1);
      }
      try (Journal journal = open()) {
        assertThat(texts(journal)).as("cut at %d", cut).containsExactly("kept", "next");
      }
    }
  }

  @Test
  void batchOfWhichOnlyTheEndReachedTheDisk_isCutOff() throws Exception {
    Path file = begin("kept");
    ByteBuffer batch = ByteBuffer.allocate(1_000);
    record(batch, "lost", 1, 0);
    int second = batch.position();
    record(batch, "there", 2, 0);
    Arrays.fill(batch.array(), 0, second, (byte) 0);
    Files.write(file, Arrays.copyOf(batch.array(), batch.position()), StandardOpenOption.APPEND);

    try (Journal journal = open()) {
      assertThat(texts(journal)).containsExactly("kept");
    }
  }

  @Test
  void damageOfWhatWasAcknowledged_isToldAndNothingIsTouched() throws Exception {
    long at;
    try (Journal journal = open()) {
      append(journal, "a");
      at = Files.size(newest());
      append(journal, "damaged");
      append(journal, "c");
    }
    Path file = newest();
    flip(file, at + JournalFormat.RECORD_HEADER_BYTES);
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("byte " + at)
        .hasMessageContaining(file.toString());
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void damageOfAnOlderFile_isTold() throws Exception {
    try (Journal journal = open(ONE_BATCH)) {
      append(journal, "a");
      append(journal, "b");
      append(journal, "c");
    }
    Path second = files().get(1);
    flip(second, Files.size(second) - 1);

    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining(second.toString());
  }

  @Test
  void missingFiles_areTold() throws Exception {
    try (Journal journal = open(ONE_BATCH)) {
      append(journal, "a");
      append(journal, "b");
      append(journal, "c");
    }
    byte[] second = Files.readAllBytes(files().get(1));
    Path missing = files().get(1);
    Files.delete(missing);
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("missing");
    Files.write(missing, second);
    Files.delete(files().get(0));
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void fileThatWasNeverBegun_isRemoved() throws Exception {
    Path file = begin("a");
    Path next = temp.resolve("9999999999-000000" + JournalFile.SUFFIX);
    Files.write(next, Arrays.copyOf(Files.readAllBytes(file), 20));

    try (Journal journal = open()) {
      assertThat(texts(journal)).containsExactly("a");
      assertThat(next).doesNotExist();
    }
  }

  @Test
  void journalOfAnotherContainer_isRefused() throws Exception {
    begin("a");
    assertThatThrownBy(() -> Journal.open(8, temp, Journal.FILE_BYTES, Runnable::run, () -> {}))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("belongs to journal 7");
  }

  @Test
  void afterAWriteFailed_nothingIsTakenUntilItIsOpenedAgain() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("folder"));
    try (Journal journal = Journal.open(7, folder, ONE_BATCH, Runnable::run, () -> {})) {
      append(journal, "a");
      Path away = Files.move(folder, temp.resolve("away"));

      assertFails(journal.append(bytes("lost")));
      Files.move(away, folder);
      assertFails(journal.append(bytes("lost, too")));
      assertThat(journal.waiting()).isZero();
    }
    try (Journal journal = Journal.open(7, folder, ONE_BATCH, Runnable::run, () -> {})) {
      assertThat(texts(journal)).containsExactly("a");
      assertThat(append(journal, "b")).isEqualTo(1);
    }
  }

  @Test
  void closed_takesNothing() throws Exception {
    Journal journal = open();
    CompletableFuture<Long> last = journal.append(bytes("a"));
    journal.close();
    journal.close();

    assertThat(last).isCompletedWithValue(0L);
    assertThatThrownBy(() -> journal.append(bytes("b"))).isInstanceOf(IllegalStateException.class);
  }

  private static void assertFails(CompletableFuture<Long> result) {
    assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  private static void record(ByteBuffer target, String text, long sequence, long onDisk) {
    byte[] payload = text.getBytes(UTF_8);
    int begin =
        JournalFormat.beginRecord(target, payload.length, sequence, onDisk, JournalFormat.APPEND);
    target.put(payload);
    JournalFormat.endRecord(target, begin);
  }

  private Path begin(String text) throws Exception {
    try (Journal journal = open()) {
      append(journal, text);
    }
    return newest();
  }

  /** Without spare files. */
  private Journal open() throws IOException {
    return Journal.open(7, temp, Journal.FILE_BYTES, task -> {}, () -> {});
  }

  private Journal open(long fileBytes) throws IOException {
    return Journal.open(7, temp, fileBytes, Runnable::run, () -> {});
  }

  private static long append(Journal journal, String text) throws Exception {
    return journal.append(bytes(text)).get(10, TimeUnit.SECONDS);
  }

  private static ByteArraySegment bytes(String text) {
    return new ByteArraySegment(text.getBytes(UTF_8));
  }

  private static List<String> texts(Journal journal) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JournalRecords records = journal.records()) {
      for (@Nullable JournalRecord next = records.next(); next != null; next = records.next()) {
        texts.add(new String(next.payload(), UTF_8));
      }
    }
    return texts;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(temp)) {
      return all.filter(file -> file.toString().endsWith(JournalFile.SUFFIX)).sorted().toList();
    }
  }

  /** What is read after everything was killed right now. */
  private List<String> textsOfACopy(String name, long fileBytes) throws IOException {
    Path copy = temp.resolve(name);
    copyTo(copy);
    try (Journal journal = Journal.open(7, copy, fileBytes, task -> {}, () -> {})) {
      return texts(journal);
    }
  }

  private void copyTo(Path folder) throws IOException {
    Files.createDirectory(folder);
    try (Stream<Path> all = Files.list(temp)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private List<Path> spares() throws IOException {
    try (Stream<Path> all = Files.list(temp)) {
      return all.filter(file -> file.toString().endsWith(".spare")).toList();
    }
  }

  private Path newest() throws IOException {
    return files().get(files().size() - 1);
  }

  private void clean() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) ~one.get(0)).flip();
      channel.write(one, at);
    }
  }
}
