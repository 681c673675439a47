package io.finalnvr.pravega.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.VerifyRequest;
import io.finalnvr.testkit.FakeMediaSourceProvider;
import io.finalnvr.testkit.FakeSession;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An engine that records four cameras, and what can be said of what it has recorded. */
final class FourCameras implements AutoCloseable {

  /** Of the two small ones everything fits for 30 s, of the other two it does not. */
  private static final int SMALL = 1_000;

  private static final int LARGE = 6_000;
  private static final long BUDGET = 1 << 20;
  private static final Duration READ = Duration.ofSeconds(60);

  private final Nvr nvr;
  private final List<RecordedCamera> cameras;
  private final ScheduledExecutorService shutter = Executors.newScheduledThreadPool(4);

  FourCameras(URI store) {
    FakeMediaSourceProvider sources = new FakeMediaSourceProvider();
    nvr = Nvr.builder().store(store).mediaSource(sources).frameBudget(BUDGET).build();
    cameras =
        List.of(
            new RecordedCamera("gate", SMALL),
            new RecordedCamera("yard", LARGE),
            new RecordedCamera("dock", SMALL),
            new RecordedCamera("hall", LARGE));
    for (RecordedCamera camera : cameras) {
      nvr.add(FakeMediaSourceProvider.config(camera.id()));
      nvr.record(camera.id()).addListener(camera);
      FakeSession session = sources.source(camera.id()).awaitSession();
      camera.connected(session);
      shutter.scheduleAtFixedRate(
          () -> camera.sendFrame(session),
          0,
          RecordedCamera.INTERVAL.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  /** Waits until a frame that each camera sends from now on is durable; tells how long it took. */
  Duration awaitReceipts(Duration limit) {
    long start = System.nanoTime();
    List<Long> newest = cameras.stream().map(FourCameras::newest).toList();
    for (int i = 0; i < cameras.size(); i++) {
      RecordedCamera camera = cameras.get(i);
      long before = newest.get(i);
      Duration left = limit.minusNanos(System.nanoTime() - start);
      assertThat(
              Pause.until(
                  left, () -> !camera.receipts().isEmpty() && camera.receipts().lastKey() > before))
          .as("%s records within %s: %s", camera.id(), limit, recorder(camera).reason())
          .isTrue();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static long newest(RecordedCamera camera) {
    return camera.received().isEmpty() ? -1 : camera.received().lastKey();
  }

  private Recorder recorder(RecordedCamera camera) {
    return nvr.recorders().stream()
        .filter(recorder -> recorder.cameraId().equals(camera.id()))
        .findAny()
        .orElseThrow();
  }

  /** Every frame so far is stored once or within a gap, and what has a receipt is stored. */
  void check() throws Exception {
    for (RecordedCamera camera : cameras) {
      check(camera);
    }
  }

  private void check(RecordedCamera camera) throws Exception {
    String id = camera.id();
    long last = newest(camera);
    recorder(camera).flush().get(READ.toSeconds(), TimeUnit.SECONDS);
    Set<Long> promised = new TreeSet<>(camera.receipts().headMap(last, true).keySet());
    Set<Long> lost = new TreeSet<>(camera.dropped().keySet());
    NavigableMap<Long, Instant> received = new TreeMap<>(camera.received().headMap(last, true));

    List<Long> stored = play(camera);
    assertThat(stored).as("order of the frames of %s", id).isSorted().doesNotHaveDuplicates();
    assertThat(stored).as("stored of %s", id).containsAll(promised);
    assertThat(lost).as("lost of %s", id).noneMatch(Set.copyOf(stored)::contains);
    Set<Long> accountedFor = new TreeSet<>(promised);
    accountedFor.addAll(lost);
    assertThat(accountedFor).as("receipts and drops of %s", id).containsAll(received.keySet());

    List<Gap> gaps = nvr.timeline(id).gaps();
    assertThat(gaps).extracting(Gap::cause).doesNotContain(GapCause.UNKNOWN, GapCause.DAMAGED);
    received.forEach(
        (number, time) ->
            assertThat(gaps.stream().anyMatch(gap -> gap.range().contains(time)))
                .as("%s: frame %d at %s lies in one of %s", id, number, time, gaps)
                .isEqualTo(!promised.contains(number)));
    List<Object> breaches = new ArrayList<>();
    nvr.verify(VerifyRequest.ofCamera(id), breaches::add);
    assertThat(breaches).as("breaches of %s", id).isEmpty();
    System.out.printf(
        "%s: %d frames received, %d with receipt, %d dropped, %d played; longest wait %s; gaps %s%n",
        id,
        received.size(),
        promised.size(),
        lost.size(),
        stored.size(),
        camera.receipts().values().stream().max(Duration::compareTo).orElseThrow(),
        gaps);
  }

  private List<Long> play(RecordedCamera camera) throws Exception {
    List<Long> numbers = new CopyOnWriteArrayList<>();
    TimeRange range = nvr.timeline(camera.id()).range().orElseThrow();
    try (Player player =
        nvr.play(
            camera.id(),
            Playback.from(range.start()).until(range.end().plusSeconds(1)).speed(Speed.UNPACED),
            frame -> numbers.add(camera.number(frame.data())))) {
      assertThat(player.awaitEnd(READ)).as("%s is played to the end", camera.id()).isTrue();
    }
    return List.copyOf(numbers);
  }

  @Override
  public void close() {
    shutter.shutdownNow();
    nvr.close();
  }
}
