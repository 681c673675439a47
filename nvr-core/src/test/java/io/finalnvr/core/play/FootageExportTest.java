package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Export;
import io.finalnvr.Export.ExportResult;
import io.finalnvr.ExportRequest;
import io.finalnvr.ExportRequest.Gaps;
import io.finalnvr.ExportRequest.Start;
import io.finalnvr.MediaException;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.testkit.FlakyStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootageExportTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  private final TestClocks clocks = new TestClocks();
  private final FlakyStore store = new FlakyStore(new MemoryStore());
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);
  private final List<Export> exports = new ArrayList<>();
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("gate.mp4");
  }

  @AfterEach
  void closeAll() throws Exception {
    exports.forEach(Export::close);
    footage.close();
    store.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("nvr-export-"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).allMatch(file::equals);
    }
  }

  @Test
  void export_takesTheKeyFrameBeforeAndIsShownFromTheAskedInstantToTheAskedEnd() throws Exception {
    footage.recording(T0).frames(40);

    ExportResult done = result(export(1_250, 2_750));

    assertThat(numbersInFile()).isEqualTo(numbers(10, 28));
    assertThat(done.videoFrames()).isEqualTo(18);
    assertThat(done.audioFrames()).isZero();
    assertThat(done.gaps()).isZero();
    assertThat(done.range()).isEqualTo(range(1_250, 2_750));
    assertThat(done.bytes()).isEqualTo(Files.size(file));
    assertThat(done.file()).isEqualTo(file);
    assertThat(exports.get(0).progress()).isEqualTo(1);
  }

  @Test
  void export_fromAKeyFrame_isShownFromThere() throws Exception {
    footage.recording(T0).frames(40);

    ExportResult done =
        result(
            export(
                ExportRequest.of("gate", range(1_250, 2_750)).startingAt(Start.KEY_FRAME), file));

    assertThat(numbersInFile()).isEqualTo(numbers(10, 28));
    assertThat(done.range()).isEqualTo(range(1_000, 2_750));
  }

  @Test
  void export_ontoAFile_isRefusedAtOnceUnlessAsked() throws Exception {
    footage.recording(T0).frames(5);
    Files.writeString(file, "evidence");

    assertThatThrownBy(() -> export(0, 1_000))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gate.mp4 exists");
    assertThat(file).hasContent("evidence");

    ExportRequest asked = ExportRequest.of("gate", range(0, 1_000)).overwriting();
    assertThat(result(export(asked, file)).bytes()).isEqualTo(Files.size(file));
  }

  @Test
  void export_closingGaps_letsWhatComesAfterFollowAtOnce() throws Exception {
    footage.recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(3);

    ExportResult done =
        result(export(ExportRequest.of("gate", range(0, 20_000)).withGaps(Gaps.CLOSE), file));

    assertThat(numbersInFile()).isEqualTo(numbers(0, 15));
    assertThat(done.gaps()).isEqualTo(1);
    assertThat(done.range()).isEqualTo(range(0, 10_300));
  }

  @Test
  void export_beyondWhatThereIs_takesWhatThereIs() throws Exception {
    footage.recording(T0).frames(5);

    assertThat(result(export(-60_000, 3_600_000)).videoFrames()).isEqualTo(5);
  }

  @Test
  void export_acrossAGap_countsItAndKeepsItAsTime() throws Exception {
    footage.recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(3);

    ExportResult done = result(export(0, 20_000));

    assertThat(numbersInFile()).isEqualTo(numbers(0, 15));
    assertThat(done.gaps()).isEqualTo(1);
    assertThat(done.range()).isEqualTo(new TimeRange(T0, T0.plusMillis(10_300)));
  }

  @Test
  void export_fromInsideOfAGap_beginsAfterIt() throws Exception {
    footage.recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(3);

    ExportResult done = result(export(5_000, 20_000));

    assertThat(numbersInFile()).isEqualTo(numbers(12, 15));
    assertThat(done.gaps()).isZero();
  }

  @Test
  void export_withSound_takesWhatIsHeardInTheRange() throws Exception {
    footage.sound().recording(T0).frames(20);

    // Sound n is heard 50 ms before picture n, for 100 ms.
    ExportResult done = result(export(500, 1_000));

    assertThat(numbersInFile()).containsExactly(0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10);
    assertThat(done.videoFrames()).isEqualTo(10);
    assertThat(done.audioFrames()).isEqualTo(6);
    assertThat(done.range()).isEqualTo(range(500, 1_000));
  }

  @Test
  void export_withSoundFromAKeyFrame_beginsWithThePicture() throws Exception {
    footage.sound().recording(T0).frames(20);

    ExportResult done =
        result(export(ExportRequest.of("gate", range(0, 1_000)).startingAt(Start.KEY_FRAME), file));

    assertThat(done.videoFrames()).isEqualTo(10);
    assertThat(done.audioFrames()).isEqualTo(10);
    assertThat(done.range()).isEqualTo(range(0, 1_000));
  }

  @Test
  void export_withReorderedFrames_takesFromBehindTheEndOnlyWhatIsReferredTo() throws Exception {
    footage.recording(T0).reorderedFrames(3);

    // Shown: 0 at 100 ms, 1 at 200 ms, and so on; decoded: 0 3 1 2 6 4 5 9 7 8.
    result(export(0, 550));

    assertThat(numbersInFile()).containsExactly(0, 3, 1, 2, 6, 4);
  }

  @Test
  void export_ofAnEmptyRange_saysWhatFootageThereIs() {
    footage.recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(3);

    for (Export empty :
        List.of(export(3_000, 5_000), export(-5_000, -1_000), export(60_000, 70_000))) {
      assertThatThrownBy(() -> result(empty))
          .hasMessageContaining("footage reaches from " + T0 + " to ")
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.NO_FOOTAGE));
    }
  }

  @Test
  void export_whereNothingWasRecorded_saysSo() {
    assertThatThrownBy(() -> result(export(0, 1_000)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("nothing was recorded yet");
  }

  @Test
  void export_intoAFolderThatIsMissing_isRefusedAtOnce() {
    assertThatThrownBy(() -> export(0, 1_000, folder.resolve("missing").resolve("gate.mp4")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void export_whereTheFileCannotBeWritten_fails() throws Exception {
    footage.recording(T0).frames(5);
    Path part = Files.createDirectory(folder.resolve("gate.mp4.part"));

    assertThatThrownBy(() -> result(export(0, 1_000)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.OUTPUT));
    Files.delete(part);
  }

  @Test
  void export_whileTheStoreFails_triesAgain() throws Exception {
    footage.recording(T0).frames(20);
    store
        .failOn(FlakyStore.Operation.READ, 5, StorageException.Reason.UNAVAILABLE)
        .failOn(FlakyStore.Operation.READ, 6, StorageException.Reason.UNAVAILABLE);
    Export export = export(0, 10_000);

    while (!export.result().isDone()) {
      clocks.advance(Duration.ofMillis(100));
      TimeUnit.MILLISECONDS.sleep(1);
    }

    assertThat(result(export).videoFrames()).isEqualTo(20);
    assertThat(numbersInFile()).isEqualTo(numbers(0, 20));
  }

  @Test
  void close_beforeTheEnd_leavesNoFile() {
    footage.recording(T0).frames(20);
    store.fail(FlakyStore.Operation.READ, StorageException.Reason.UNAVAILABLE);
    Export export = export(0, 10_000);

    export.close();
    export.close();

    assertThat(export.result()).isCancelled();
    assertThat(file).doesNotExist();
  }

  private Export export(long fromMillis, long toMillis) {
    return export(fromMillis, toMillis, file);
  }

  private Export export(long fromMillis, long toMillis, Path to) {
    return export(ExportRequest.of("gate", range(fromMillis, toMillis)), to);
  }

  private Export export(ExportRequest request, Path to) {
    Export export =
        FootageExport.start(
            request,
            request.cameraIds().stream()
                .map(id -> new CameraLog(id, store.frameLog(id + ".main")))
                .toList(),
            to,
            clocks,
            () -> {});
    exports.add(export);
    return export;
  }

  private static TimeRange range(long fromMillis, long toMillis) {
    return new TimeRange(T0.plusMillis(fromMillis), T0.plusMillis(toMillis));
  }

  private static ExportResult result(Export export) throws Exception {
    try {
      return export.result().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** The frames are nothing but their numbers, one behind the other in the file. */
  private List<Integer> numbersInFile() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    int mdat = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat");
    ByteBuffer data = ByteBuffer.wrap(bytes);
    long size = data.getLong(mdat + 4) - 16;
    data.position(mdat + 12);
    return IntStream.range(0, (int) size / 4).mapToObj(i -> data.getInt()).toList();
  }
}
