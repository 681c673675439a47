package io.finalnvr.core.mp4;

import static io.finalnvr.core.mp4.TestFrames.AUDIO;
import static io.finalnvr.core.mp4.TestFrames.START;
import static io.finalnvr.core.mp4.TestFrames.VIDEO;
import static io.finalnvr.core.mp4.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.finalnvr.MediaException;
import io.finalnvr.MediaException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mp4FileWriterTest {

  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = dir.resolve("gate.mp4");
  }

  @Test
  void finishedFile_hasItsNameAndNothingElseIsLeft() throws IOException {
    Files.writeString(file, "an older export");
    try (Mp4FileWriter writer = Mp4FileWriter.open(file)) {
      writer.write(frame(AUDIO, -10_000, 0, true, (byte) 1));
      writer.write(frame(VIDEO, 0, 0, true, (byte) 2));
      writer.write(frame(VIDEO, 40_000, 0, false, (byte) 3));
      assertThat(file).hasContent("an older export");

      assertThat(writer.finish())
          .isEqualTo(
              new Mp4FileWriter.Result(
                  START.minusMillis(10), START.plusMillis(80), 2, 1, Files.size(file)));
    }

    assertThat(names()).containsExactly("gate.mp4");
    assertThat(Files.readAllBytes(file)).startsWith(0, 0, 0, 32, 'f', 't', 'y', 'p');
    assertThat(RecordedStart.of(file)).contains(START.minusMillis(10));
  }

  @Test
  void closeWithoutFinish_leavesNothing() throws IOException {
    try (Mp4FileWriter writer = Mp4FileWriter.open(file)) {
      writer.write(frame(VIDEO, 0, 0, true, new byte[1_000_000]));
    }

    assertThat(names()).isEmpty();
  }

  @Test
  void finishWithoutFrames_saysSoAndLeavesNothing() throws IOException {
    try (Mp4FileWriter writer = Mp4FileWriter.open(file)) {
      assertReason(writer::finish, Reason.NO_FOOTAGE);
    }

    assertThat(names()).isEmpty();
  }

  @Test
  void framesBeforeTheAskedInstantOnly_areNoFootage() {
    try (Mp4FileWriter writer = Mp4FileWriter.open(file, from(START.plusSeconds(1)))) {
      writer.write(frame(VIDEO, 0, 0, true, (byte) 1));

      assertReason(writer::finish, Reason.NO_FOOTAGE);
    }
  }

  @Test
  void secondWriterForTheSameFile_isRefused() throws IOException {
    try (Mp4FileWriter writer = Mp4FileWriter.open(file)) {
      assertReason(() -> Mp4FileWriter.open(file), Reason.OUTPUT);
      writer.write(frame(VIDEO, 0, 0, true, (byte) 1));
      writer.finish();
    }

    assertThat(names()).containsExactly("gate.mp4");
  }

  @Test
  void partFileOfAKilledProcess_isOverwritten() throws IOException {
    Files.write(dir.resolve("gate.mp4.part"), new byte[5_000]);
    try (Mp4FileWriter writer = Mp4FileWriter.open(file)) {
      writer.write(frame(VIDEO, 0, 0, true, (byte) 1));

      assertThat(writer.finish().bytes()).isLessThan(2_000);
    }
  }

  @Test
  void fileThatIsNotToBeOverwritten_isLeftAlone_evenWhenItAppearsLate() throws IOException {
    try (Mp4FileWriter writer = Mp4FileWriter.open(file, notOverwriting(0))) {
      writer.write(frame(VIDEO, 0, 0, true, (byte) 1));
      Files.writeString(file, "another export");

      assertReason(writer::finish, Reason.OUTPUT);
    }

    assertReason(() -> Mp4FileWriter.open(file, notOverwriting(0)), Reason.OUTPUT);
    assertThat(names()).containsExactly("gate.mp4");
    assertThat(file).hasContent("another export");
  }

  @Test
  void fullDisk_isSaidAndNothingIsLeft() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full));
    Files.createSymbolicLink(dir.resolve("gate.mp4.part"), full);

    try (Mp4FileWriter writer = Mp4FileWriter.open(file)) {
      writer.write(frame(VIDEO, 0, 0, true, (byte) 1));
      assertThatThrownBy(writer::finish)
          .isInstanceOf(MediaException.class)
          .hasMessage(file + " can't be written: the disk is full");
    }

    assertThat(names()).isEmpty();
  }

  @Test
  void index_standsInFront_whetherItsSizeWasForeseenOrNot() throws IOException {
    for (long expected : new long[] {0, 9 << 20, 1L << 30}) {
      Files.deleteIfExists(file);
      try (Mp4FileWriter writer = Mp4FileWriter.open(file, notOverwriting(expected))) {
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < 5; i++) {
          writer.write(frame(VIDEO, i * 40_000, 0, i == 0, large));
        }
        for (int i = 5; i < 2000; i++) {
          writer.write(frame(VIDEO, i * 40_000 + i % 7, 0, false, (byte) i));
        }
        assertThat(writer.finish().bytes()).isEqualTo(Files.size(file));
      }

      List<String> boxes = boxes();
      assertThat(boxes).startsWith("ftyp", "moov").endsWith("mdat");
      assertThat(boxes.size()).isEqualTo(expected > 9 << 20 ? 4 : 3);
      assertThat(Files.size(file)).isLessThan(6 << 20);
    }
  }

  private List<String> boxes() throws IOException {
    ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file));
    List<String> types = new ArrayList<>();
    long at = 0;
    while (at < data.limit()) {
      long size = data.getInt((int) at);
      types.add(BoxType.name(data.getInt((int) at + 4)));
      at += size == 1 ? data.getLong((int) at + 8) : size;
    }
    assertThat(at).isEqualTo(data.limit());
    return types;
  }

  private static Mp4FileWriter.Settings notOverwriting(long expectedBytes) {
    return new Mp4FileWriter.Settings(
        Optional.empty(), /* overwrite= */ false, expectedBytes, Map.of(), "");
  }

  @Test
  void fileOfOthers_tellsItsStartByItsCreationTime_orNotAtAll() throws IOException {
    Files.write(file, new byte[] {0, 0, 0, 1, 2});
    assertThat(RecordedStart.of(file)).isEmpty();

    BoxWriter out = new BoxWriter();
    out.box("moov", () -> MovieBoxes.mvhd(out, START, 1000, 0, 2));
    Files.write(file, out.toBytes());
    assertThat(RecordedStart.of(file)).contains(START.truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void missingFolder_isNamed() {
    Path elsewhere = dir.resolve("missing/gate.mp4");

    assertReason(() -> Mp4FileWriter.open(elsewhere), Reason.OUTPUT);
  }

  private static void assertReason(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("gate.mp4")
        .extracting("reason")
        .isEqualTo(reason);
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(path -> path.getFileName().toString()).toList().stream();
    }
  }

  private static Mp4FileWriter.Settings from(Instant start) {
    return new Mp4FileWriter.Settings(Optional.of(start), /* overwrite= */ true, 0, Map.of(), "");
  }
}
