package io.finalnvr.core.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Hold;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.TimeRange;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.crypt.TestKeys;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.retain.CameraRetention;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A hold on footage that was in clear at first, and is encrypted from the middle on. */
class HoldAcrossEncryptionTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final int HALF = 60;

  private final MemoryStore raw = new MemoryStore();

  private static void write(Store store, int first, int count) {
    try (FrameLogWriter writer = store.frameLog(LogNames.footage("gate")).openWriter()) {
      for (int i = first; i < first + count; i++) {
        ByteBuffer payload = ByteBuffer.wrap(text(i).getBytes(StandardCharsets.US_ASCII));
        writer.append(T0.plusSeconds(i), true, false, payload).join();
      }
    }
  }

  private static String text(int number) {
    return "footage " + number;
  }

  private static List<String> texts(FrameLog log) {
    List<String> texts = new ArrayList<>();
    try (FrameLogReader reader = log.openReader(log.head())) {
      while (reader.position() < log.tail()) {
        LogItem item = reader.read(Duration.ZERO).orElseThrow();
        texts.add(
            item instanceof StoredFrame frame
                ? StandardCharsets.ISO_8859_1.decode(frame.payload()).toString()
                : item.toString());
      }
    }
    return texts;
  }

  @Test
  void copy_holdsEachPartAsItWas() {
    write(raw, 0, HALF);
    Store store = TestKeys.encrypted(raw);
    write(store, HALF, HALF);
    TestClocks clocks = new TestClocks(T0);
    try (Leases leases = new Leases(store.versionedMap("leases"), clocks)) {
      CameraFootage camera = new CameraFootage("gate", store, leases, clocks);
      Hold hold =
          camera.holds().add(new TimeRange(T0.plusSeconds(10), T0.plusSeconds(100)), "evidence");

      new CameraRetention("gate", camera)
          .apply(
              RetentionPolicy.maxAge(Duration.ofSeconds(1)), T0.plusSeconds(119), Long.MAX_VALUE);

      List<String> held =
          IntStream.range(10, 100).mapToObj(HoldAcrossEncryptionTest::text).toList();
      assertThat(texts(camera.playable())).containsAll(held).contains(text(2 * HALF - 1));
      assertThat(texts(store.frameLog(hold.id()))).isEqualTo(held);
      assertThat(texts(raw.frameLog(hold.id())))
          .hasSize(90)
          .startsWith(held.subList(0, 50).toArray(String[]::new))
          .doesNotContainAnyElementsOf(held.subList(50, 90));
      HoldEntry entry = new HoldMap(store.versionedMap("holds")).get(hold.id()).orElseThrow();
      assertThat(entry.anchors()).hasSize(2);
    }
  }
}
