package io.finalnvr.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.Breach;
import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.VerifyRequest;
import io.finalnvr.VerifyResult;
import io.finalnvr.core.crypt.KeyFile;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.StoredFrame;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSourceProvider;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder whose store is encrypted, and what becomes of it when somebody meddles with it. */
class EncryptedNvrTest {

  private static final int FRAMES = 60;
  private static final int DAMAGED = 10;

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();
  private final FakeMediaSourceProvider cameras = new FakeMediaSourceProvider();
  private Path keys;
  private Nvr nvr;

  @BeforeEach
  void record() throws Exception {
    keys = folder.resolve("nvr.keys");
    KeyFile.create(keys);
    nvr = open(store);
    nvr.add(
        CameraConfig.builder("gate", "fake:gate")
            .credentials(Credentials.of("admin", "tiger"))
            .build());
    nvr.record("gate");
    cameras
        .source("gate")
        .awaitSession()
        .cameraClock(Instant.now())
        .tracks(FakeFrames.video())
        .keyFrame(0)
        .frames(FRAMES / 2 - 1, 40)
        .keyFrame(40)
        .frames(FRAMES / 2 - 1, 40);
    nvr.record("gate").flush().get(30, TimeUnit.SECONDS);
    nvr.record("gate").close();
  }

  private Nvr open(MemoryStore on) {
    return Nvr.builder().store(on).encryption(keys).mediaSource(cameras).build();
  }

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  private static List<EncodedFrame> play(Nvr from, int expected) throws InterruptedException {
    TimeRange all = from.timeline("gate").range().orElseThrow();
    List<EncodedFrame> frames = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch missing = new CountDownLatch(expected);
    FrameSink sink =
        frame -> {
          frames.add(frame);
          missing.countDown();
        };
    try (Player player = from.play("gate", Playback.of(all).speed(Speed.UNPACED), sink)) {
      assertThat(missing.await(30, TimeUnit.SECONDS)).as(player.state().name()).isTrue();
    }
    return List.copyOf(frames);
  }

  @Test
  void footage_isPlayedAndVerifiedWithTheKey() throws Exception {
    assertThat(play(nvr, FRAMES)).hasSize(FRAMES);
    assertThat(nvr.verify(VerifyRequest.ofCamera("gate").withPayloads(), breach -> {}).breaches())
        .isZero();
  }

  @Test
  void passwordOfACamera_isNotInTheStore() {
    Versioned entry = store.versionedMap("cameras").get("gate").orElseThrow();

    assertThat(new String(entry.value(), StandardCharsets.ISO_8859_1))
        .doesNotContain("tiger", "admin", "fake:gate");
  }

  @Test
  void withoutKey_theStoreDoesNotOpen() {
    assertThatThrownBy(() -> Nvr.builder().store(store).mediaSource(cameras).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("encrypted");
  }

  @Test
  void withTheKeyOfAnotherStore_theStoreDoesNotOpen() {
    KeyFile other = KeyFile.create(folder.resolve("other.keys"));

    assertThatThrownBy(
            () -> Nvr.builder().store(store).encryption(other).mediaSource(cameras).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("does not hold");
  }

  @Test
  void changedRecord_isAGapForPlayersAndABreachForTheDeepVerifier() throws Exception {
    MemoryStore meddled = meddledWith();
    try (Nvr other = open(meddled)) {
      List<Breach> breaches = new ArrayList<>();

      VerifyResult form = other.verify(VerifyRequest.ofCamera("gate"), breaches::add);
      VerifyResult deep =
          other.verify(VerifyRequest.ofCamera("gate").withPayloads(), breaches::add);

      assertThat(form.breaches()).isZero();
      assertThat(deep.breaches()).isEqualTo(1);
      assertThat(breaches)
          .singleElement()
          .satisfies(breach -> assertThat(breach.rule()).isEqualTo(Breach.Rule.PAYLOAD));
      // What follows can't be decoded without it, up to the next key frame.
      assertThat(play(other, DAMAGED + FRAMES / 2)).hasSize(DAMAGED + FRAMES / 2);
    } finally {
      meddled.close();
    }
  }

  /** Everything as it is, but for a bit of one record. */
  private MemoryStore meddledWith() {
    MemoryStore copy = new MemoryStore();
    for (String map : List.of("keys", "cameras")) {
      VersionedMap to = copy.versionedMap(map);
      store
          .versionedMap(map)
          .entries()
          .forEach((key, entry) -> to.put(key, entry.value(), VersionedMap.ABSENT));
    }
    for (String log : store.frameLogNames()) {
      try (FrameLogReader reader = store.frameLog(log).openReader(0);
          FrameLogWriter writer = copy.frameLog(log).openWriter()) {
        for (int i = 0; reader.position() < store.frameLog(log).tail(); i++) {
          StoredFrame record = (StoredFrame) reader.read(Duration.ZERO).orElseThrow();
          ByteBuffer payload = ByteBuffer.allocate(record.payload().remaining());
          payload.put(record.payload()).flip();
          if (log.equals("gate.main") && i == DAMAGED) {
            payload.put(50, (byte) (payload.get(50) ^ 1));
          }
          writer
              .append(record.time(), record.randomAccess(), record.discontinuity(), payload)
              .join();
        }
      }
    }
    return copy;
  }
}
