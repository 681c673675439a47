package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Export;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.MediaException;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Recording;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.VerifyRequest;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.testkit.FakeMediaDecoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that other software wrote: listed, searched, played, exported, taken pictures of. */
class ForeignLogTest {

  private static final Instant START = Instant.parse("2020-02-03T04:05:06Z");
  private static final String NAME = "front-door";

  /** Parameter sets of x264: 1920x1080. */
  private static final String PARAMETERS =
      "00000001 67640028acd940780227e5c044000003000400000300f03c60c658 00000001 68ebe3cb22c0";

  @TempDir Path dir;

  private final MemoryStreams streams = new MemoryStreams();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final PravegaStore store =
      new PravegaStore("memory", streams, name -> new MemoryTable(), threads, threads::shutdown);
  private final LogBytes log = new LogBytes(streams, NAME);
  private final Nvr nvr = Nvr.builder().store(store).mediaDecoder(new FakeMediaDecoder()).build();

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private static ByteBuffer keyFrame(int marker) {
    return Bytes.hex(PARAMETERS, "00000001 65888400%02x80".formatted(marker));
  }

  private static ByteBuffer frame(int marker) {
    return Bytes.hex("00000001 419a%02x80".formatted(marker));
  }

  /** As FinalNVR's recorder: H.264 in Annex B at 25 frames a second, a key frame each second. */
  private void annexB(long millis, int seconds) {
    for (int i = 0; i < seconds * 25; i++) {
      Instant time = at(millis + i * 40L);
      if (i % 25 == 0) {
        log.key(time, i == 0, keyFrame(i));
      } else {
        log.record(LogBytes.tai(time), 0, frame(i));
      }
    }
  }

  private Played play() throws InterruptedException {
    return play(START.minusSeconds(1), at(1_000_000));
  }

  private Played play(Instant from, Instant until) throws InterruptedException {
    Played played = new Played();
    Playback all = Playback.of(new TimeRange(from, until)).speed(Speed.UNPACED);
    try (var player = nvr.play("door", all, played)) {
      assertThat(player.awaitEnd(Duration.ofSeconds(30))).isTrue();
    }
    return played;
  }

  private void add() {
    nvr.add(CameraConfig.of("door", "log:" + NAME));
  }

  @Test
  void log_isSearchedPlayedExportedAndPictured() throws Exception {
    annexB(0, 10);
    log.slot(LogBytes.tai(at(10_000)), 0, log.end());
    add();

    assertThat(nvr.timeline("door"))
        .isEqualTo(
            new Timeline(
                "door", List.of(new Recording(at(0), at(10_000), /* live= */ false)), List.of()));
    Played played = play();
    assertThat(played.times()).hasSize(250).startsWith(at(0), at(40)).endsWith(at(9_960));
    assertThat(played.gaps()).isEmpty();
    assertThat(play(at(5_500), at(6_500)).times()).hasSize(38).startsWith(at(5_000));
    assertThat(nvr.snapshot("door", SnapshotRequest.at(at(7_300))).time()).isEqualTo(at(7_280));
    try (Export export =
        nvr.export("door", new TimeRange(at(2_000), at(4_000)), dir.resolve("x.mp4"))) {
      assertThat(export.result().get(30, TimeUnit.SECONDS).videoFrames()).isEqualTo(50);
    }
    assertThat(nvr.verify(VerifyRequest.ofCamera("door").withPayloads(), b -> {}))
        .satisfies(result -> assertThat(result.breaches()).isZero());
  }

  @Test
  void sessionsWithAndWithoutAnEnd_becomeRecordingsAndGaps() {
    annexB(0, 4);
    log.slot(LogBytes.tai(at(4_000)), 0, log.end());
    annexB(10_000, 4);
    annexB(20_000, 4);
    add();

    Timeline timeline = nvr.timeline("door");

    assertThat(timeline.recordings())
        .containsExactly(
            new Recording(at(0), at(4_000), false),
            new Recording(at(10_000), at(14_000), false),
            new Recording(at(20_000), at(24_000), false));
    assertThat(timeline.gaps())
        .containsExactly(
            Gap.of(at(4_000), at(10_000), GapCause.STOPPED, ""),
            Gap.of(at(14_000), at(20_000), GapCause.UNKNOWN, ""));
  }

  @Test
  void gapsAreToldWhilePlaying() throws Exception {
    annexB(0, 4);
    log.slot(LogBytes.tai(at(4_000)), 0, log.end());
    annexB(10_000, 4);
    add();

    Played played = play();

    assertThat(played.times()).hasSize(200);
    assertThat(played.gaps()).containsExactly(Gap.of(at(4_000), at(10_000), GapCause.STOPPED, ""));
  }

  @Test
  void tornPiecesBetweenSessions_areGaps_andATornTailEnds() throws Exception {
    annexB(0, 4);
    log.data.inject(LogBytes.bytes(LogBytes.tai(at(4_000)), 0, frame(1)).limit(22));
    annexB(10_000, 4);
    log.data.inject(LogBytes.bytes(LogBytes.tai(at(14_000)), 0, frame(1)).limit(22));
    add();

    assertThat(nvr.timeline("door").recordings())
        .containsExactly(
            new Recording(at(0), at(4_000), false), new Recording(at(10_000), at(14_000), false));
    Played played = play();
    assertThat(played.times()).hasSize(200);
    assertThat(played.gaps()).extracting(Gap::cause).containsExactly(GapCause.DAMAGED);
    try (Export export =
        nvr.export("door", new TimeRange(at(0), at(20_000)), dir.resolve("x.mp4"))) {
      assertThat(export.result().get(30, TimeUnit.SECONDS))
          .satisfies(result -> assertThat(result.videoFrames()).isEqualTo(200))
          .satisfies(result -> assertThat(result.gaps()).isEqualTo(1));
    }
  }

  @Test
  void recordsWithoutTimestamp_haveThatOfTheRecordBefore() throws Exception {
    annexB(0, 1);
    log.record(0, 0, frame(7));
    annexB(1_000, 1);
    add();

    assertThat(play().times()).hasSize(51).contains(at(960), at(960));
  }

  @Test
  void splitPayloads_areJoined() throws Exception {
    ByteBuffer large = ByteBuffer.allocate(9_000_000);
    large.put(keyFrame(1)).put(large.capacity() - 1, (byte) 0x80).rewind();
    while (large.hasRemaining()) {
      // Nothing that looks like a start code.
      int at = large.position();
      large.put(at < 60 ? large.get(at) : (byte) 0x55);
    }
    large.flip();
    log.key(at(0), true, large.slice(0, 8_388_588));
    log.record(LogBytes.tai(at(0)), 0, large.slice(8_388_588, 9_000_000 - 8_388_588));
    annexB(1_000, 2);
    add();

    List<EncodedFrame> frames = play().frames();
    assertThat(frames).hasSize(51);
    assertThat(frames.get(0).size()).isGreaterThan(8_500_000);
  }

  @Test
  void transportStream_isRefusedByName() throws Exception {
    ByteBuffer packets = ByteBuffer.allocate(376).put(0, (byte) 0x47).put(188, (byte) 0x47);
    log.key(at(0), true, packets);
    log.key(at(1_000), false, packets);
    add();

    Played played = new Played();
    try (var player = nvr.play("door", Playback.from(at(0)), played)) {
      player.awaitEnd(Duration.ofSeconds(20));
    }
    assertThat(played.failure()).hasMessageContaining("MPEG transport stream");
    try (Export export =
        nvr.export("door", new TimeRange(at(0), at(2_000)), dir.resolve("x.mp4"))) {
      assertThatThrownBy(() -> export.result().get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("MPEG transport stream");
    }
  }

  @Test
  void foreignLog_isNeitherRecordedNorInvented() {
    annexB(0, 1);
    add();

    assertThatThrownBy(() -> nvr.record("door"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("can't be recorded");
    assertThatThrownBy(() -> nvr.add(CameraConfig.of("other", "log:nowhere")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no log 'nowhere'")
        .hasMessageContaining(NAME);
  }
}
