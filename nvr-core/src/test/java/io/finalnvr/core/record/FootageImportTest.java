package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.CameraException;
import io.finalnvr.ConfigurationException;
import io.finalnvr.GapCause;
import io.finalnvr.Import;
import io.finalnvr.Import.ImportResult;
import io.finalnvr.ImportRequest;
import io.finalnvr.MediaException;
import io.finalnvr.Recording;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.SourceFrame;
import io.finalnvr.spi.StoredFrame;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeScript;
import io.finalnvr.testkit.FakeSession;
import io.finalnvr.testkit.FlakyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootageImportTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  private final TestClocks clocks = new TestClocks();
  private final FlakyStore store = new FlakyStore(new MemoryStore());
  private final Leases leases = new Leases(store.versionedMap("leases"), clocks);
  private final CameraFootage footage = new CameraFootage("gate", store, leases, clocks);
  private final List<Import> imports = new ArrayList<>();
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() throws Exception {
    file = Files.write(folder.resolve("gate.mp4"), new byte[10_000]);
  }

  @AfterEach
  void closeAll() {
    imports.forEach(Import::close);
    leases.close();
    store.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("nvr-import-"));
  }

  @Test
  void file_becomesARecordingWithItsOwnTimes() throws Exception {
    ImportResult done = result(start(request(), threeSeconds()));

    assertThat(done).isEqualTo(new ImportResult(range(0, 3_000), 30, 0, 0));
    assertThat(imports.get(0).progress()).isEqualTo(1);
    Timeline timeline = footage.timeline();
    assertThat(timeline.recordings()).hasSize(1);
    assertThat(timeline.recordings().get(0).range()).isEqualTo(range(0, 3_000));
    assertThat(leases.isHeld("gate")).isFalse();
  }

  @Test
  void whatAFileHides_liesBeforeItsStart() throws Exception {
    ImportResult done = result(start(request(), fromTheMiddleOfAGroup()));

    assertThat(done).isEqualTo(new ImportResult(range(-500, 2_000), 25, 0, 0));
  }

  @Test
  void whatAFileHides_isPassedOverUpToTheNextGroup_whereTheCameraHasFootage() throws Exception {
    result(start(request().startingAt(T0.minusSeconds(3)), threeSeconds()));

    ImportResult done = result(start(request(), fromTheMiddleOfAGroup()));

    assertThat(done).isEqualTo(new ImportResult(range(500, 2_000), 15, 0, 10));
    assertThat(footage.timeline().recordings())
        .extracting(Recording::range)
        .containsExactly(range(-3_000, 0), range(500, 2_000));
  }

  @Test
  void filesBehindOneAnother_becomeTwoRecordings() throws Exception {
    result(start(request(), threeSeconds()));
    result(start(request().startingAt(T0.plusSeconds(3)), threeSeconds()));

    assertThat(footage.timeline().range()).contains(range(0, 6_000));
  }

  @Test
  void fileThatBeginsBeforeTheEndOfTheFootage_isRefused() throws Exception {
    result(start(request(), threeSeconds()));

    assertThatThrownBy(() -> result(start(request().startingAt(T0.plusSeconds(2)), threeSeconds())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("camera gate has footage up to " + T0.plusSeconds(3));
    assertThat(footage.timeline().range()).contains(range(0, 3_000));
  }

  @Test
  void fileThatDoesNotSayWhenItWasRecorded_needsAStart() {
    assertThatThrownBy(() -> result(start(ImportRequest.of("gate", file), threeSeconds())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("does not say when it was recorded");
  }

  @Test
  void fileOfTheFuture_isRefused() {
    ImportRequest future = request().startingAt(clocks.instant().plusSeconds(1));

    assertThatThrownBy(() -> result(start(future, threeSeconds())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("yet to come");
  }

  @Test
  void cameraThatIsBeingRecorded_takesNoFile() {
    leases.acquire("gate");
    try (Leases other = new Leases(store.versionedMap("leases"), clocks)) {
      assertThatThrownBy(() -> result(start(request(), threeSeconds(), other)))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.WRITER_CONFLICT));
    }
  }

  @Test
  void importThatWasStopped_endsWithAGroupOfPicturesAndGoesOnBehindIt() throws Exception {
    FakeMediaSource manual = FakeMediaSource.manual();
    Import first = start(request(), manual);
    FakeSession session = manual.awaitSession();
    session.tracks(FakeFrames.video()).keyFrame(0).frames(9, 100).keyFrame(1_000).frames(4, 100);
    while (footage.footage().tail() == 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    first.close();

    assertThat(first.result()).isCancelled();
    Instant end = footage.timeline().range().orElseThrow().end();
    assertThat(end).isAfterOrEqualTo(T0).isBeforeOrEqualTo(T0.plusMillis(1_500));

    ImportResult rest = result(start(request().resuming(), threeSeconds()));
    assertThat(rest.videoFrames() + rest.framesPassedOver()).isEqualTo(30);
    assertThat(footage.timeline().range().orElseThrow().end()).isEqualTo(T0.plusSeconds(3));
  }

  @Test
  void importThatWasStopped_goesOnWithTheNextPicture_alsoOfFilesWithBFrames() throws Exception {
    FakeMediaSource manual = FakeMediaSource.manual();
    Import first = start(request(), manual);
    reordered(manual.awaitSession(), 0, 2);
    while (times().size() < 7) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    first.close();
    int imported = times().size();
    assertThat(imported).isIn(7, 14);

    FakeMediaSource again = FakeMediaSource.manual();
    Import second = start(request().resuming(), again);
    reordered(again.awaitSession(), 0, 4).fail(CameraException.Reason.ENDED);

    assertThat(result(second).framesPassedOver()).isEqualTo(imported);
    assertThat(times()).hasSize(28).doesNotHaveDuplicates().isSorted();
    assertThat(footage.timeline().range().orElseThrow().end()).isEqualTo(T0.plusMillis(28 * 40));
  }

  private static FakeSession reordered(FakeSession session, int from, int to) {
    session.tracks(FakeFrames.video());
    for (int group = from; group < to; group++) {
      for (int place : new int[] {0, 3, 1, 2, 6, 4, 5}) {
        long pts = (7L * group + place) * 40_000_000L;
        session.frame(
            new SourceFrame(
                FakeFrames.video(),
                pts,
                OptionalLong.empty(),
                Optional.of(Duration.ofMillis(40)),
                Optional.empty(),
                place == 0,
                /* discontinuity= */ false,
                FakeFrames.data(FakeFrames.video(), pts, place == 0, 100)));
      }
    }
    return session;
  }

  private List<Instant> times() {
    List<Instant> times = new ArrayList<>();
    LogWalk.toTail(
        footage.footage(),
        0,
        item -> {
          if (item instanceof StoredFrame record) {
            times.add(record.time());
          }
        });
    return times;
  }

  @Test
  void wholeFileAgain_isPassedOver() throws Exception {
    result(start(request(), threeSeconds()));

    ImportResult again = result(start(request().resuming(), threeSeconds()));

    assertThat(again.framesPassedOver()).isEqualTo(30);
    assertThat(again.videoFrames()).isZero();
    assertThat(footage.timeline().recordings()).hasSize(1);
  }

  @Test
  void damagedFile_isImportedUpToTheDamageAndSaysSo() {
    FakeMediaSource damaged =
        FakeMediaSource.script()
            .tracks(FakeFrames.video())
            .keyFrame(0)
            .frames(9, 100)
            .fail(CameraException.Reason.UNSUPPORTED)
            .build();

    assertThatThrownBy(() -> result(start(request(), damaged)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("gate.mp4 can't be imported");
    assertThat(footage.timeline().range()).contains(range(0, 1_000));
    assertThat(footage.timeline().gaps()).noneMatch(gap -> gap.cause() == GapCause.CRASHED);
  }

  @Test
  void storeThatFailsMeanwhile_isTriedAgain_andEveryFrameIsThereOnce() throws Exception {
    store.failOn(FlakyStore.Operation.APPEND, 7, StorageException.Reason.UNAVAILABLE);
    Import running = start(request(), threeSeconds());
    while (!running.result().isDone()) {
      clocks.advance(Duration.ofMillis(100));
      TimeUnit.MILLISECONDS.sleep(1);
    }

    assertThat(result(running).videoFrames()).isEqualTo(30);
    assertThat(times()).hasSize(30).doesNotHaveDuplicates().isSorted();
  }

  private ImportRequest request() {
    return ImportRequest.of("gate", file).startingAt(T0);
  }

  private static FakeMediaSource threeSeconds() {
    FakeScript script = FakeMediaSource.script().tracks(FakeFrames.video());
    for (int second = 0; second < 3; second++) {
      script = script.keyFrame(second * 1_000).frames(9, 100);
    }
    return script.fail(CameraException.Reason.ENDED).build();
  }

  private static FakeMediaSource fromTheMiddleOfAGroup() {
    return FakeMediaSource.script()
        .tracks(FakeFrames.video())
        .keyFrame(-500)
        .frames(9, 100)
        .keyFrame(500)
        .frames(14, 100)
        .fail(CameraException.Reason.ENDED)
        .build();
  }

  private Import start(ImportRequest request, MediaSource source) {
    return start(request, source, leases);
  }

  private Import start(ImportRequest request, MediaSource source, Leases by) {
    Import started = FootageImport.start(request, footage, source, by, clocks, () -> {});
    imports.add(started);
    return started;
  }

  private static ImportResult result(Import running) throws Exception {
    try {
      return running.result().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private static TimeRange range(long fromMillis, long toMillis) {
    return new TimeRange(T0.plusMillis(fromMillis), T0.plusMillis(toMillis));
  }
}
