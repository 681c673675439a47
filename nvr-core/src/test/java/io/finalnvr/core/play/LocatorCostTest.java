package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.SeekMode;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.testkit.FlakyStore;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocatorCostTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  @Test
  void seek_readsNoMoreThanTheFramesBetweenTwoKeyFramesHoweverLongTheFootage() {
    try (FlakyStore store = new FlakyStore(new MemoryStore());
        TestFootage footage = new TestFootage(store.frameLog("gate.main"))) {
      FrameLog log = store.frameLog("gate.main");
      footage.recording(T0).frames(20_000);
      Locator locator = new Locator(log, () -> false);

      for (SeekMode mode : SeekMode.values()) {
        int reads = store.calls(Operation.READ);
        int lookUps = store.calls(Operation.LOOK_UP);

        Located where = locator.locate(T0.plusMillis(1_000_950), mode);

        assertThat(where).isInstanceOf(Located.Found.class);
        assertThat(store.calls(Operation.READ) - reads).isLessThanOrEqualTo(12);
        assertThat(store.calls(Operation.LOOK_UP) - lookUps).isLessThanOrEqualTo(4);
      }
    }
  }
}
