package io.finalnvr.examples.bench;

import io.finalnvr.GapCause;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import io.finalnvr.spi.FrameLogWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What a recorder leaves behind in days: the index of its footage, and a ledger of recordings of 4
 * hours with gaps of a minute between them, each with some lost frames. Of the footage itself there
 * are times only. For one thread.
 */
final class RecordedDays {

  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  static final Duration RECORDING = Duration.ofHours(4);

  private static final Duration GAP = Duration.ofMinutes(1);
  private static final GapCause[] CAUSES = {
    GapCause.CAMERA_UNREACHABLE, GapCause.STOPPED, GapCause.CRASHED
  };
  private static final ByteBuffer NO_PICTURE = ByteBuffer.allocate(1).asReadOnlyBuffer();

  private final Duration keyInterval;
  private final List<Map<String, Object>> ledger = new ArrayList<>();

  private RecordedDays(Duration keyInterval) {
    this.keyInterval = keyInterval;
  }

  /** Makes a camera that was recorded from {@link #START} on. */
  static void make(BenchFootage footage, String camera, Duration length, Duration keyInterval)
      throws IOException {
    footage.add(camera).openWriter().close();
    RecordedDays days = new RecordedDays(keyInterval);
    try (RawLog log = new RawLog(footage.uri(), BenchFootage.stream(camera))) {
      for (int i = 0; i < recordings(length); i++) {
        Instant begin = START.plus(RECORDING.multipliedBy(i));
        days.recording(log, new TimeRange(begin, begin.plus(RECORDING).minus(GAP)), i);
      }
      log.flush();
    }
    days.enter(footage, camera);
  }

  /** How many recordings there are. */
  static int recordings(Duration length) {
    return (int) length.dividedBy(RECORDING);
  }

  private void recording(RawLog log, TimeRange range, int number) throws IOException {
    for (Instant at = range.start(); at.isBefore(range.end()); at = at.plus(keyInterval)) {
      log.append(at, /* key= */ true, NO_PICTURE);
    }
    log.end(range.end());
    Instant lost = range.start().plus(Duration.ofHours(1));
    ledger.add(Json.object("type", "recording-started", "at", range.start().toString()));
    ledger.add(
        Json.object(
            "type",
            "frames-lost",
            "from",
            lost.toString(),
            "to",
            lost.plusSeconds(2).toString(),
            "cause",
            GapCause.OVERLOAD.name(),
            "detail",
            "frames did not become durable in time",
            "frames",
            60,
            "bytes",
            1_000_000));
    ledger.add(
        Json.object(
            "type",
            "recording-ended",
            "at",
            range.end().toString(),
            "cause",
            CAUSES[number % CAUSES.length].name(),
            "detail",
            "for the bench"));
  }

  private void enter(BenchFootage footage, String camera) {
    List<CompletableFuture<Long>> pending = new ArrayList<>();
    try (FrameLogWriter writer = footage.ledger(camera).openWriter()) {
      for (Map<String, Object> event : ledger) {
        Instant time = START.plus(Duration.ofMinutes(80).multipliedBy(pending.size()));
        byte[] json = Json.write(event).getBytes(StandardCharsets.UTF_8);
        pending.add(
            writer.append(
                time, /* randomAccess= */ true, /* discontinuity= */ false, ByteBuffer.wrap(json)));
      }
      pending.forEach(CompletableFuture::join);
    }
  }
}
