package io.finalnvr.pravega.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.VersionedMap;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreProviderIT {

  @TempDir Path directory;

  @Test
  void open_startsANodeOrAttachesToTheOneThatRuns() {
    StoreConfig config = StoreConfig.of(directory.toUri());
    EmbeddedStoreProvider provider = new EmbeddedStoreProvider();

    try (Store owner = provider.open(config)) {
      owner.versionedMap("cameras").put("gate", new byte[] {1}, VersionedMap.ABSENT);
      try (Store guest = provider.open(config)) {
        assertThat(guest.versionedMap("cameras").get("gate")).isPresent();
      }
      assertThat(EmbeddedPravega.find(directory)).isPresent();
    }
    assertThat(EmbeddedPravega.find(directory)).isEmpty();
  }
}
