package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Breach;
import io.finalnvr.CameraConfig;
import io.finalnvr.Export;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.VerifyRequest;
import io.finalnvr.core.mp4.FragmentWriter;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** What the engine makes of footage that is damaged in its middle. */
class DamagedFootageTest {

  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");
  private static final int SECONDS = 12;
  private static final VideoTrack TRACK =
      new VideoTrack(
          1, Codec.H264, 640, 360, Bytes.hex("0164001effe1000467640028010004", "68ebe3cb"));

  @TempDir Path dir;

  private final MemoryStreams streams = new MemoryStreams();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final PravegaStore store =
      new PravegaStore("memory", streams, name -> new MemoryTable(), threads, threads::shutdown);
  private final Nvr nvr = Nvr.builder().store(store).build();
  private final List<Long> positions = new ArrayList<>();

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  /** Twelve seconds with ten frames each, in a log that the camera shows. */
  private MemoryStreams.MemoryStream footage(String name) throws Exception {
    FrameLog log = store.frameLog(name);
    FragmentWriter fragments = new FragmentWriter(List.of(TRACK), START);
    positions.clear();
    try (FrameLogWriter writer = log.openWriter()) {
      for (int i = 0; i < SECONDS * 10; i++) {
        boolean key = i % 10 == 0;
        ByteBuffer payload = fragments.payload(List.of(frame(i, key)), key);
        positions.add(writer.append(at(i * 100L), key, false, payload).get(20, TimeUnit.SECONDS));
      }
      writer.endRecording(at(SECONDS * 1000L)).get(20, TimeUnit.SECONDS);
    }
    nvr.add(CameraConfig.of(name, "log:" + name));
    return streams.stream(name);
  }

  private static EncodedFrame frame(int number, boolean key) {
    byte[] data = new byte[400];
    new Random(number).nextBytes(data);
    Instant time = at(number * 100L);
    return new EncodedFrame(
        TRACK, time, time, Duration.ofMillis(100), key, false, false, ByteBuffer.wrap(data));
  }

  private Played play(String camera) throws InterruptedException {
    Played played = new Played();
    Playback all = Playback.of(new TimeRange(START, at(SECONDS * 1000L))).speed(Speed.UNPACED);
    try (var player = nvr.play(camera, all, played)) {
      assertThat(player.awaitEnd(Duration.ofSeconds(30))).as("the end is reached").isTrue();
    }
    assertThat(played.failure()).isNull();
    return played;
  }

  private int gapsInExport(String camera) throws Exception {
    TimeRange all = new TimeRange(START, at(SECONDS * 1000L));
    try (Export export = nvr.export(camera, all, dir.resolve(camera + ".mp4"))) {
      return export.result().get(30, TimeUnit.SECONDS).gaps();
    }
  }

  /** From the fourth frame of the fifth second on nothing of that second can be read. */
  private void assertDamagedUpToTheNextKeyFrame(String camera) throws Exception {
    Played played = play(camera);
    assertThat(played.times()).hasSize(SECONDS * 10 - 7).contains(at(4_200), at(5_000));
    assertThat(played.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.cause()).isEqualTo(GapCause.DAMAGED);
              assertThat(gap.range()).isEqualTo(new TimeRange(at(4_300), at(5_000)));
            });
    assertThat(gapsInExport(camera)).isEqualTo(1);
  }

  @Test
  void zeros_areAGap() throws Exception {
    footage("zeros").overwrite(positions.get(43), new byte[300]);

    assertDamagedUpToTheNextKeyFrame("zeros");
  }

  @Test
  void flippedBitsInALength_areAGap() throws Exception {
    MemoryStreams.MemoryStream data = footage("length");
    data.overwrite(positions.get(43) + 6, new byte[] {0x7f});

    assertDamagedUpToTheNextKeyFrame("length");
  }

  @Test
  void payloadThatIsNoFootage_isAGap() throws Exception {
    MemoryStreams.MemoryStream data = footage("payload");
    byte[] noise = new byte[200];
    new Random(1).nextBytes(noise);
    data.overwrite(positions.get(43) + 20, noise);

    assertDamagedUpToTheNextKeyFrame("payload");
    List<Breach> breaches = new ArrayList<>();
    nvr.verify(VerifyRequest.ofCamera("payload"), breaches::add);
    assertThat(breaches).isEmpty();
    nvr.verify(VerifyRequest.ofLog("payload").withPayloads(), breaches::add);
    assertThat(breaches)
        .singleElement()
        .satisfies(breach -> assertThat(breach.rule()).isEqualTo(Breach.Rule.PAYLOAD))
        .satisfies(breach -> assertThat(breach.position()).isEqualTo(positions.get(43)));
  }

  @Test
  void recordOfSomethingElse_isAGap() throws Exception {
    MemoryStreams.MemoryStream data = footage("foreign");
    int length = (int) (positions.get(44) - positions.get(43)) - 20;
    byte[] record = new byte[20 + length];
    LogBytes.bytes(LogBytes.tai(at(4_300)), 0, Bytes.filled(length, 0x7b)).get(record);
    data.overwrite(positions.get(43), record);

    assertDamagedUpToTheNextKeyFrame("foreign");
  }

  @Test
  void damagedKeyFrame_costsAllUpToTheNextOne() throws Exception {
    footage("key").overwrite(positions.get(40), new byte[100]);

    Played played = play("key");

    assertThat(played.times()).hasSize(SECONDS * 10 - 10);
    assertThat(played.gaps()).extracting(Gap::cause).containsExactly(GapCause.DAMAGED);
  }

  @Test
  void randomDamage_neverFailsThePlayerNorKeepsIt() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      MemoryStreams.MemoryStream data = footage("seed" + seed);
      // The last second stays whole.
      int size = positions.get((SECONDS - 1) * 10).intValue();
      for (int i = random.nextInt(6); i >= 0; i--) {
        byte[] noise = new byte[1 + random.nextInt(random.nextBoolean() ? 4 : 2000)];
        random.nextBytes(noise);
        int at = random.nextInt(Math.max(1, size - noise.length));
        data.overwrite(at, noise);
      }
      Played played = play("seed" + seed);
      assertThat(played.times()).as("seed %d", seed).endsWith(at(SECONDS * 1000L - 100));
    }
  }
}
