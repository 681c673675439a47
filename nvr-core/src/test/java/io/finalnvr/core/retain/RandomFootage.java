package io.finalnvr.core.retain;

import io.finalnvr.core.LogNames;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.Store;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Recordings of random length, frame rate and sizes, some ended in good order and some not. */
public final class RandomFootage {

  /** One record as it was appended. */
  public record Appended(long position, Instant time, int bytes) {}

  private final Random random;
  private final FrameLog log;
  private final List<Appended> records = new ArrayList<>();
  private Instant next;

  public RandomFootage(Store store, String cameraId, Instant start, long seed) {
    this.log = store.frameLog(LogNames.footage(cameraId));
    this.random = new Random(seed);
    this.next = start;
  }

  public List<Appended> records() {
    return List.copyOf(records);
  }

  public Instant end() {
    return next;
  }

  public RandomFootage recordings(int count) {
    for (int i = 0; i < count; i++) {
      recording();
      next = next.plusMillis(1 + random.nextInt(60_000));
    }
    return this;
  }

  private void recording() {
    int frames = 1 + random.nextInt(400);
    int keyEvery = 1 + random.nextInt(120);
    int stepMillis = 20 + random.nextInt(500);
    try (FrameLogWriter writer = log.openWriter()) {
      for (int i = 0; i < frames; i++) {
        int bytes = 1 + random.nextInt(900);
        long position = writer.position();
        writer
            .append(next, i % keyEvery == 0, i == 0, ByteBuffer.allocate(bytes))
            .orTimeout(60, TimeUnit.SECONDS)
            .join();
        records.add(new Appended(position, next, 20 + bytes));
        next = next.plusMillis(stepMillis);
      }
      if (random.nextBoolean()) {
        writer.endRecording(next).orTimeout(60, TimeUnit.SECONDS).join();
      }
    }
  }
}
