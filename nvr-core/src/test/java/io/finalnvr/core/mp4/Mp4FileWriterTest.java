package io.finalnvr.core.mp4;

import static io.finalnvr.core.mp4.TestFrames.AUDIO;
import static io.finalnvr.core.mp4.TestFrames.START;
import static io.finalnvr.core.mp4.TestFrames.VIDEO;
import static io.finalnvr.core.mp4.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.MediaException;
import io.finalnvr.MediaException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try (Mp4FileWriter writer = Mp4FileWriter.open(file, START.plusSeconds(1))) {
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
}
