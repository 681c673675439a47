package io.finalnvr.core.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Export;
import io.finalnvr.ExportRequest;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.play.CameraLog;
import io.finalnvr.core.play.FootageExport;
import io.finalnvr.core.play.FootagePlayer;
import io.finalnvr.core.play.GapFinder;
import io.finalnvr.core.play.RecordingSink;
import io.finalnvr.core.play.Snapshots;
import io.finalnvr.core.play.TestFootage;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.retain.CameraRetention;
import io.finalnvr.spi.Store;
import io.finalnvr.testkit.FakeMediaDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Footage of 10 s, of which 3.2 to 5.5 s are held; retention has removed the rest up to 8 s. */
class HeldPlaybackTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  private final Store store = openStore();
  private final TestClocks clocks = new TestClocks();
  private final Leases leases = new Leases(store.versionedMap("leases"), clocks);
  private final CameraFootage camera = new CameraFootage("gate", store, leases, clocks);
  private final TestFootage footage = new TestFootage(store.frameLog(LogNames.footage("gate")));

  Store openStore() {
    return new MemoryStore();
  }

  @BeforeEach
  void holdAndCut() {
    footage.recording(T0).frames(100);
    camera.holds().add(new TimeRange(at(3_200), at(5_500)), "evidence");
    new CameraRetention("gate", camera)
        .apply(RetentionPolicy.maxAge(Duration.ofSeconds(2)), at(10_000), Long.MAX_VALUE);
  }

  @AfterEach
  void close() {
    footage.close();
    leases.close();
    store.close();
  }

  private static Instant at(long millis) {
    return T0.plusMillis(millis);
  }

  @Test
  void player_playsWhatIsHeldAndGoesOnAfterAGap() throws Exception {
    RecordingSink sink = new RecordingSink();
    Playback playback = Playback.from(T0).until(at(8_200)).speed(Speed.UNPACED);
    try (Player player =
        FootagePlayer.frames(
            "gate", camera.playable(), playback, sink, clocks, GapFinder.NONE, () -> {})) {
      assertThat(player).isNotNull();
      sink.await("end");
    }
    Stream<String> held = IntStream.range(30, 60).mapToObj(n -> n % 10 == 0 ? "k" + n : "" + n);
    assertThat(sink.calls())
        .containsExactlyElementsOf(
            Stream.concat(held, Stream.of("gap:RETENTION:2000", "k80", "81", "end")).toList());
  }

  @Test
  void player_fromInsideOfWhatWasRemoved_startsAfterTheGap() throws Exception {
    RecordingSink sink = new RecordingSink();
    Playback playback = Playback.from(at(7_000)).until(at(8_200)).speed(Speed.UNPACED);
    try (Player player =
        FootagePlayer.frames(
            "gate", camera.playable(), playback, sink, clocks, GapFinder.NONE, () -> {})) {
      assertThat(player).isNotNull();
      sink.awaitExactly("gap:RETENTION:2000", "k80", "81", "end");
    }
  }

  @Test
  void export_holdsWhatIsHeldAndWhatIsLeft(@TempDir Path folder) throws Exception {
    try (Export export =
        FootageExport.start(
            ExportRequest.of("gate", new TimeRange(T0, at(9_000))),
            List.of(new CameraLog("gate", camera.playable())),
            folder.resolve("gate.mp4"),
            clocks,
            () -> {})) {
      Export.ExportResult done = export.result().get(60, TimeUnit.SECONDS);
      assertThat(done.videoFrames()).isEqualTo(30 + 10);
      assertThat(done.range()).isEqualTo(new TimeRange(at(3_000), at(9_000)));
      assertThat(done.gaps()).isEqualTo(1);
    }
  }

  @Test
  void snapshot_ofWhatIsHeld_isTaken() {
    FakeMediaDecoder decoder = new FakeMediaDecoder();
    Snapshots.take(
        "gate", camera.playable(), SnapshotRequest.at(at(4_250)), decoder, GapFinder.NONE, clocks);
    assertThat(decoder.pushed())
        .extracting(frame -> frame.data().getInt(0))
        .containsExactly(40, 41, 42);
  }
}
