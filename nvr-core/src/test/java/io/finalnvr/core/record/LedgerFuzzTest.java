package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.finalnvr.TimeRange;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events of the corpus with random changes: read or left out, and no timeline fails by them. */
class LedgerFuzzTest {

  private static final int MUTATIONS = 2_000;
  private static final Instant FROM = Instant.parse("2026-02-03T04:00:00Z");
  private static final Instant TO = Instant.parse("2026-02-03T05:00:00Z");

  static Stream<Path> corpus() throws IOException, URISyntaxException {
    return Files.list(Path.of(LedgerFuzzTest.class.getResource("/corpus/ledger").toURI())).sorted();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void events_areReadOrLeftOut(Path file) throws IOException {
    byte[] good = Files.readAllBytes(file);
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] changed = seed == 0 ? good : mutate(good, new Random(seed));
      assertThatCode(() -> check(changed)).as("seed %d", seed).doesNotThrowAnyException();
    }
  }

  private static void check(byte[] event) {
    List<LedgerEvent> events = new ArrayList<>();
    events.add(new LedgerEvent.Started(FROM));
    LedgerJson.read(ByteBuffer.wrap(event)).ifPresent(events::add);
    TimelineFold.timeline("gate", events, Optional.of(new TimeRange(FROM, TO)), false, TO);
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] bad = good.clone();
    for (int i = random.nextInt(4); i >= 0 && bad.length > 0; i--) {
      int at = random.nextInt(bad.length);
      bad[at] =
          random.nextBoolean()
              ? (byte) "0123456789{}[]\",:-+eZT".charAt(random.nextInt(22))
              : (byte) random.nextInt();
    }
    return bad;
  }
}
