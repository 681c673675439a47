package io.finalnvr.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void valuesAreWritten_asProgramsReadThem() {
    assertThat(
            Json.write(
                    Json.object(
                        "path", Path.of("/a/b"),
                        "instant", Instant.EPOCH,
                        "number", Optional.of(7L),
                        "list", List.of(1, 2),
                        "yes", true))
                .replaceAll("\\s+", ""))
        .isEqualTo(
            "{\"path\":\"/a/b\",\"instant\":\"1970-01-01T00:00:00Z\",\"number\":7,"
                + "\"list\":[1,2],\"yes\":true}");
  }

  @Test
  void absentValues_areLeftOut() {
    assertThat(Json.object("a", Optional.empty(), "b", OptionalLong.empty())).isEmpty();
  }
}
