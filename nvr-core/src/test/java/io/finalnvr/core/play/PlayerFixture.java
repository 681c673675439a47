package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SyncGroup;
import io.finalnvr.core.TestClocks;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import io.finalnvr.testkit.FakeMediaDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Footage in a log of its own, and the players that a test opens on it. */
public final class PlayerFixture implements AutoCloseable {

  private final TestClocks clocks = new TestClocks();
  private final RecordingSink sink = new RecordingSink();
  private final List<Player> players = new ArrayList<>();
  private final AtomicInteger closedCalls = new AtomicInteger();
  private final FrameLog log;
  private final TestFootage footage;
  private GapFinder gaps = GapFinder.NONE;

  private final Store store;
  private final Map<String, TestFootage> cameras = new LinkedHashMap<>();
  private final Map<String, FrameLog> logs = new HashMap<>();
  private final List<SyncGroup> groups = new ArrayList<>();

  PlayerFixture(Store store) {
    this.store = store;
    log = store.frameLog("t" + UUID.randomUUID() + ".main");
    footage = new TestFootage(log);
  }

  TestClocks clocks() {
    return clocks;
  }

  RecordingSink sink() {
    return sink;
  }

  FrameLog log() {
    return log;
  }

  TestFootage footage() {
    return footage;
  }

  void gaps(GapFinder finder) {
    gaps = finder;
  }

  Player play(Playback playback, FrameSink to) {
    Player player =
        FootagePlayer.frames("gate", log, playback, to, clocks, gaps, closedCalls::incrementAndGet);
    players.add(player);
    return player;
  }

  /** Footage of another camera. */
  TestFootage camera(String cameraId) {
    return cameras.computeIfAbsent(
        cameraId,
        id -> {
          logs.put(id, store.frameLog("t" + UUID.randomUUID() + ".main"));
          return new TestFootage(logs.get(id));
        });
  }

  /** A group of these cameras, paused. */
  SyncGroup group(Playback playback, GroupSinks sinks, String... cameraIds) {
    SyncGroup group =
        FootageGroup.open(
            playback,
            id -> new FootageGroup.Camera(logs.get(id), gaps),
            FakeMediaDecoder::new,
            clocks,
            closedCalls::incrementAndGet);
    groups.add(group);
    for (String id : cameraIds) {
      assertThat(group.add(id, sinks.of(id))).isSameAs(group);
    }
    return group;
  }

  void awaitWaiting() throws InterruptedException {
    while (clocks.waiting() == 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  static void awaitIdle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(150);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    players.forEach(Player::close);
    groups.forEach(SyncGroup::close);
    footage.close();
    cameras.values().forEach(TestFootage::close);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("nvr-player-"));
    assertThat(closedCalls).hasValue(players.size() + groups.size());
  }
}
