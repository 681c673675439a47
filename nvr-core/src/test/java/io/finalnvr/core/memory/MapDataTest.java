package io.finalnvr.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.StorageException;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapDataTest {

  private static final int EACH = 20_000;

  private final MapData map = new MapData();

  @Test
  void manyConcurrentChanges_loseNothing() {
    map.put("a", new byte[0], VersionedMap.ABSENT);

    CompletableFuture<?>[] threads =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(this::change))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(threads).join();

    assertThat(map.get("a")).map(Versioned::version).contains(1L + 4 * EACH);
  }

  private void change() {
    int done = 0;
    while (done < EACH) {
      try {
        map.put("a", new byte[0], map.get("a").orElseThrow().version());
        done++;
      } catch (StorageException e) {
        assertThat(e.reason()).isEqualTo(StorageException.Reason.VERSION_CONFLICT);
      }
    }
  }
}
