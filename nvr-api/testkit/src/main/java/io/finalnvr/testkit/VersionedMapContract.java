package io.finalnvr.testkit;

import static io.finalnvr.spi.VersionedMap.ABSENT;
import static io.finalnvr.testkit.Waiting.assertThrowsWith;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link VersionedMap} promises. */
interface VersionedMapContract extends StoreTests {

  @Test
  default void mapWithoutEntries_isEmpty() {
    VersionedMap map = fixture().newMap();

    assertThat(map.get("a")).isEmpty();
    assertThat(map.entries()).isEmpty();
    assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.remove("a", 1));
    assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.put("a", bytes("x"), 1));
  }

  @Test
  default void put_givesAVersionThatGrowsWithEveryChange() {
    VersionedMap map = fixture().newMap();

    long first = map.put("a", bytes("one"), ABSENT);
    assertThat(first).isPositive();
    assertThat(map.get("a")).contains(new Versioned(bytes("one"), first));

    long second = map.put("a", bytes("two"), first);
    assertThat(second).isGreaterThan(first);
    assertThat(map.get("a")).contains(new Versioned(bytes("two"), second));
  }

  @Test
  default void putWithAnotherVersion_isAConflictAndChangesNothing() {
    VersionedMap map = fixture().newMap();
    long first = map.put("a", bytes("one"), ABSENT);
    long second = map.put("a", bytes("two"), first);

    assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.put("a", bytes("no"), ABSENT));
    assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.put("a", bytes("no"), first));
    assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.put("a", bytes("no"), second + 1));

    assertThat(map.get("a")).contains(new Versioned(bytes("two"), second));
  }

  @Test
  default void remove_needsTheVersion() {
    VersionedMap map = fixture().newMap();
    long first = map.put("a", bytes("one"), ABSENT);
    long second = map.put("a", bytes("two"), first);

    assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.remove("a", first));
    assertThat(map.get("a")).isPresent();
    map.remove("a", second);

    assertThat(map.get("a")).isEmpty();
    assertThat(map.entries()).isEmpty();
    assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.remove("a", second));
  }

  @Test
  default void entryPutAgain_hasAVersionItNeverHad() {
    VersionedMap map = fixture().newMap();
    Set<Long> versions = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      long version = map.put("a", bytes("x"), ABSENT);
      assertThat(versions.add(version)).as("version %d is new", version).isTrue();
      map.remove("a", version);
    }
    long last = map.put("a", bytes("x"), ABSENT);

    for (long old : versions) {
      assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.put("a", bytes("y"), old));
    }
    assertThat(map.get("a")).contains(new Versioned(bytes("x"), last));
  }

  @Test
  default void entries_areOrderedByKey() {
    VersionedMap map = fixture().newMap();
    long b = map.put("b", bytes("2"), ABSENT);
    map.put("a", bytes("1"), ABSENT);
    map.put("c", bytes("3"), ABSENT);
    map.put("B", bytes("0"), ABSENT);

    assertThat(map.entries().keySet()).containsExactly("B", "a", "b", "c");
    assertThat(map.entries()).containsEntry("b", new Versioned(bytes("2"), b));
  }

  @Test
  default void maps_areIndependent() {
    VersionedMap one = fixture().newMap();
    VersionedMap other = fixture().newMap();

    one.put("a", bytes("one"), ABSENT);
    other.put("a", bytes("other"), ABSENT);

    assertThat(one.get("a")).map(Versioned::value).contains(bytes("one"));
    assertThat(other.get("a")).map(Versioned::value).contains(bytes("other"));
  }

  @Test
  default void map_isTheSameThroughEveryHandle() {
    VersionedMap map = fixture().newMap();
    VersionedMap same = fixture().openAgain().versionedMap(map.name());
    long first = map.put("a", bytes("one"), ABSENT);

    long second = same.put("a", bytes("two"), first);

    assertThat(map.get("a")).contains(new Versioned(bytes("two"), second));
    assertThrowsWith(Reason.VERSION_CONFLICT, () -> map.put("a", bytes("no"), first));
  }

  @Test
  default void keysAndValues_haveLimits() {
    VersionedMap map = fixture().newMap();
    String longest = "k".repeat(256);
    byte[] largest = new byte[512 << 10];
    largest[largest.length - 1] = 7;

    map.put(longest, largest, ABSENT);
    map.put("a", new byte[0], ABSENT);
    map.put("cämera/1 ü€", bytes("x"), ABSENT);

    assertThat(map.get(longest)).map(Versioned::value).contains(largest);
    assertThat(map.get("a")).map(Versioned::value).contains(new byte[0]);
    assertThat(map.entries().keySet()).containsExactly("a", "cämera/1 ü€", longest);
    assertThatThrownBy(() -> map.put("", bytes("x"), ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> map.put(longest + "k", bytes("x"), ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> map.put("b", new byte[(513 << 10) + 1], ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void concurrentChanges_loseNothing() {
    VersionedMap map = fixture().newMap();
    int each = 25;
    CyclicBarrier together = new CyclicBarrier(4);
    map.put("count", bytes("0"), ABSENT);

    List<Background<Integer>> threads =
        IntStream.range(0, together.getParties())
            .mapToObj(
                i ->
                    Background.run(
                        () -> {
                          together.await();
                          return increment(map, each);
                        }))
            .toList();
    threads.forEach(Waiting::await);

    assertThat(map.get("count")).map(Versioned::value).contains(bytes(String.valueOf(4 * each)));
  }

  private static int increment(VersionedMap map, int times) {
    int done = 0;
    while (done < times) {
      Versioned entry = map.get("count").orElseThrow();
      int count = Integer.parseInt(new String(entry.value(), UTF_8));
      try {
        map.put("count", bytes(String.valueOf(count + 1)), entry.version());
        done++;
      } catch (StorageException e) {
        assertThat(e.reason()).isEqualTo(Reason.VERSION_CONFLICT);
      }
    }
    return done;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
