package io.finalnvr.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoreProvider;
import io.finalnvr.spi.VersionedMap;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemoryStoreSharingTest {

  private final StoreProvider provider =
      ServiceLoader.load(StoreProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(p -> p.schemes().contains("memory"))
          .findFirst()
          .orElseThrow();

  @Test
  void storesOfOneName_shareTheirContentUntilTheLastIsClosed() {
    Store one = open("memory:shared");
    Store other = open("memory:shared");
    put(one);
    one.close();
    one.close();
    assertThat(has(other)).isTrue();
    other.close();

    try (Store later = open("memory:shared")) {
      assertThat(has(later)).isFalse();
    }
  }

  @Test
  void storesOfOtherNames_areIndependent() {
    try (Store one = open("memory:one");
        Store two = open("memory:two")) {
      put(one);
      assertThat(has(two)).isFalse();
    }
  }

  @Test
  void uriThatIsNoName_isRefused() {
    assertThatThrownBy(() -> open("memory:///folder"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("memory:trial");
  }

  @Test
  void secondWriter_takesTheLogAwayFromTheFirst() {
    try (Store store = new MemoryStore()) {
      FrameLogWriter first = store.frameLog("gate").openWriter();
      FrameLogWriter second = store.frameLog("gate").openWriter();

      assertThat(first.append(Instant.EPOCH, true, false, ByteBuffer.allocate(1)))
          .isCompletedExceptionally()
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .havingCause()
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.WRITER_CONFLICT));
      assertThat(second.append(Instant.EPOCH, true, false, ByteBuffer.allocate(1))).isCompleted();
    }
  }

  private Store open(String uri) {
    return provider.open(StoreConfig.of(URI.create(uri)));
  }

  private static void put(Store store) {
    store.versionedMap("m").put("a", new byte[1], VersionedMap.ABSENT);
  }

  private static boolean has(Store store) {
    return store.versionedMap("m").get("a").isPresent();
  }
}
