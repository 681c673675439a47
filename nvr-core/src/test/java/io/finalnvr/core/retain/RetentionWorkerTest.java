package io.finalnvr.core.retain;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.StorageException;
import io.finalnvr.core.TestClocks;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetentionWorkerTest {

  private final TestClocks clocks = new TestClocks();
  private final AtomicInteger gate = new AtomicInteger();
  private final AtomicInteger yard = new AtomicInteger();

  private void nextPass() {
    Await.until("the worker rests", () -> clocks.waiting() == 1);
    clocks.advance(RetentionWorker.PERIOD);
  }

  @Test
  void everyPeriod_eachCameraIsCaredFor() {
    try (RetentionWorker worker =
        RetentionWorker.start(() -> Map.of("gate", gate::incrementAndGet), clocks)) {
      assertThat(worker).isNotNull();
      nextPass();
      Await.until("first pass", () -> gate.get() == 1);
      nextPass();
      Await.until("second pass", () -> gate.get() == 2);
    }
  }

  @Test
  void cameraThatFails_stopsNoOther() {
    Map<String, Runnable> cameras = new TreeMap<>();
    cameras.put(
        "gate",
        () -> {
          gate.incrementAndGet();
          throw new StorageException(StorageException.Reason.UNAVAILABLE, "down");
        });
    cameras.put("yard", yard::incrementAndGet);
    try (RetentionWorker worker = RetentionWorker.start(() -> cameras, clocks)) {
      assertThat(worker).isNotNull();
      nextPass();
      Await.until("first pass", () -> yard.get() == 1);
      nextPass();
      Await.until("second pass", () -> yard.get() == 2 && gate.get() == 2);
    }
  }

  @Test
  void catalogueThatFails_isAskedAgain() {
    AtomicInteger asked = new AtomicInteger();
    try (RetentionWorker worker =
        RetentionWorker.start(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new StorageException(StorageException.Reason.UNAVAILABLE, "down");
              }
              return Map.of("gate", gate::incrementAndGet);
            },
            clocks)) {
      assertThat(worker).isNotNull();
      nextPass();
      Await.until("first attempt", () -> asked.get() == 1);
      nextPass();
      Await.until("second attempt", () -> gate.get() == 1);
    }
  }

  @Test
  void closedWorker_leavesNoThread() {
    RetentionWorker worker = RetentionWorker.start(Map::of, clocks);
    worker.close();
    worker.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(Thread::isAlive)
        .extracting(Thread::getName)
        .doesNotContain("nvr-retention");
  }
}
