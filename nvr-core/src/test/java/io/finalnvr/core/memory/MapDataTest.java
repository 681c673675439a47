package io.finalnvr.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.StorageException;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapDataTest {

  private static final int EACH = 20_000;

  private final MapData map = new MapData();

  @Test
  void manyConcurrentChanges_loseNothing() {
    map.put("a", bytes(0), VersionedMap.ABSENT);

    CompletableFuture<?>[] threads =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(this::change))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(threads).join();

    assertThat(map.get("a")).contains(new Versioned(bytes(4 * EACH), 1L + 4 * EACH));
  }

  private void change() {
    int done = 0;
    while (done < EACH) {
      try {
        Versioned entry = map.get("a").orElseThrow();
        int count = ByteBuffer.wrap(entry.value()).getInt();
        map.put("a", bytes(count + 1), entry.version());
        done++;
      } catch (StorageException e) {
        assertThat(e.reason()).isEqualTo(StorageException.Reason.VERSION_CONFLICT);
      }
    }
  }

  private static byte[] bytes(int count) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(count).array();
  }
}
