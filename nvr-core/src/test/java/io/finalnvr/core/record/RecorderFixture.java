package io.finalnvr.core.record;

import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.CameraStream;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Receipt;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.RecorderState;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.StorageException;
import io.finalnvr.Timeline;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.event.EventLog;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.StoredFrame;
import io.finalnvr.spi.VersionedMap;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import io.finalnvr.testkit.FlakyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One camera, recorded into a store that fails when told, by clocks that a test moves. */
final class RecorderFixture implements RecorderHost, RecorderListener, AutoCloseable {

  static final String CAMERA = "gate";
  static final long PRE_ROLL_BUDGET = 4 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final TestClocks clocks = new TestClocks();
  final FlakyStore store = new FlakyStore(new MemoryStore());
  final FakeMediaSource camera;
  final Leases leases =
      new Leases(store.versionedMap("leases"), clocks, LeaseHolder.ofThisProcess());
  final List<EncodedFrame> received = new CopyOnWriteArrayList<>();
  final List<EncodedFrame> durable = new CopyOnWriteArrayList<>();
  final List<EncodedFrame> dropped = new CopyOnWriteArrayList<>();
  final List<Gap> gaps = new CopyOnWriteArrayList<>();
  final List<CameraState> cameraStates = new CopyOnWriteArrayList<>();
  volatile @Nullable CameraFailure failure;
  private final List<CameraRecorder> recorders = new CopyOnWriteArrayList<>();

  RecorderFixture(FakeMediaSource camera) {
    this.camera = camera;
  }

  CameraRecorder record() {
    return record(16 << 20);
  }

  CameraRecorder record(long budget) {
    return record(RecordingSchedule.continuous(), budget);
  }

  CameraRecorder record(RecordingSchedule schedule) {
    return record(schedule, 16 << 20);
  }

  private CameraRecorder record(RecordingSchedule schedule, long budget) {
    SharedBudget alone = new SharedBudget(Long.MAX_VALUE);
    return start(
        CAMERA,
        new StreamSettings(CAMERA, footage(), camera, schedule, budget, alone, PRE_ROLL_BUDGET));
  }

  /** Records another camera too. */
  CameraRecorder record(String id, FakeMediaSource source, SharedBudget budget) {
    return start(
        id,
        new StreamSettings(
            id,
            footage(id),
            source,
            RecordingSchedule.continuous(),
            16 << 20,
            budget,
            PRE_ROLL_BUDGET));
  }

  private CameraRecorder start(String id, StreamSettings settings) {
    CameraRecorder recorder =
        CameraRecorder.start(
            id,
            Map.of(CameraStream.MAIN, settings),
            leases,
            clocks,
            listener -> events().follow(clocks.instant().minus(Duration.ofDays(1)), listener),
            this);
    recorder.addListener(this);
    recorders.add(recorder);
    return recorder;
  }

  /** The camera's next session; its clock is right. */
  FakeSession connect() {
    return camera.awaitSession().cameraClock(clocks.instant());
  }

  /** What a recorder on another machine does when it believes this one to be gone. */
  Leases.Lease takeOver() {
    VersionedMap map = store.versionedMap("leases");
    Leases theirs =
        new Leases(map, clocks, new LeaseHolder("theirs", "other-host", "other", 42, 4711, 0));
    try {
      return theirs.acquire(CAMERA);
    } catch (StorageException held) {
      clocks.advance(Leases.EXPIRY);
      return theirs.acquire(CAMERA);
    }
  }

  /** Enters what another recorder would have entered. */
  void enter(LedgerEvent event) {
    try (FrameLogWriter writer = store.frameLog(LogNames.events(CAMERA)).openWriter()) {
      writer.append(clocks.instant(), true, false, LedgerJson.write(event)).join();
    }
  }

  EventLog events() {
    return new EventLog(CAMERA, store, leases, clocks);
  }

  /** Appends the newest record once more, as it has no business to do without the lease. */
  void writeAsSomebodyElse(Instant time) {
    FrameLog log = store.frameLog(LogNames.footage(CAMERA));
    List<StoredFrame> records = new ArrayList<>();
    LogWalk.toTail(log, log.head(), item -> records.add((StoredFrame) item));
    try (FrameLogWriter writer = log.openWriter()) {
      writer.append(time, true, false, records.get(records.size() - 1).payload()).join();
    }
  }

  CameraFootage footage() {
    return footage(CAMERA);
  }

  CameraFootage footage(String id) {
    return new CameraFootage(id, store, leases, clocks);
  }

  Timeline timeline() {
    return footage().timeline();
  }

  /** All frames in the camera's log. */
  List<EncodedFrame> stored() {
    FrameLog log = store.frameLog(LogNames.footage(CAMERA));
    List<EncodedFrame> frames = new ArrayList<>();
    PayloadReader payloads = new PayloadReader();
    long end = log.tail();
    try (FrameLogReader reader = log.openReader(log.head())) {
      while (reader.position() < end) {
        StoredFrame record = (StoredFrame) reader.read(PATIENCE).orElseThrow();
        frames.addAll(
            payloads.read(
                record.time(), record.randomAccess(), record.discontinuity(), record.payload()));
      }
    }
    return frames;
  }

  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Moves the clocks on until something is so. */
  void advanceUntil(String what, BooleanSupplier condition) {
    await(
        what,
        () -> {
          clocks.advance(Duration.ofMillis(100));
          return condition.getAsBoolean();
        });
  }

  void awaitState(Recorder recorder, RecorderState state) {
    await("state " + state + " but is " + recorder.state(), () -> recorder.state() == state);
  }

  @Override
  public void onReceived(EncodedFrame frame) {
    received.add(frame);
  }

  @Override
  public void onReceipt(Receipt receipt) {
    durable.add(receipt.frame());
  }

  @Override
  public void onDropped(EncodedFrame frame, GapCause cause) {
    dropped.add(frame);
  }

  @Override
  public void onCameraState(CameraState state, @Nullable CameraFailure why) {
    cameraStates.add(state);
    failure = why;
  }

  @Override
  public void onTracks(List<Track> tracks) {}

  @Override
  public void onRecorderState(Recorder recorder, RecorderState state) {}

  @Override
  public void onGap(CameraStream stream, Gap gap) {
    gaps.add(gap);
  }

  @Override
  public void onClosed(Recorder recorder) {}

  @Override
  public void close() {
    store.heal();
    Thread closing = new Thread(() -> recorders.forEach(CameraRecorder::close));
    closing.start();
    advanceUntil("the recorders are closed", () -> !closing.isAlive());
    leases.close();
    store.close();
    await("no thread of a recorder is left", () -> threads().isEmpty());
  }

  /** What must be the same of frames that were received, are durable, and were read again. */
  static List<Object> content(List<EncodedFrame> frames) {
    return frames.stream()
        .<Object>map(f -> List.of(f.track(), f.time(), f.decodeTime(), f.keyFrame(), f.data()))
        .toList();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("nvr-recorder-") || name.startsWith("nvr-camera-"))
        .toList();
  }
}
