package io.finalnvr.core.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Event;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.Detection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultJsonTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  private static ResultRecord record() {
    Detection cat =
        Detection.of("cat", 0.5).box(new Event.Area(0.1, 0.2, 0.3, 0.4)).track("1").since(NOON);
    Event event =
        Event.of("gate", "cat", new TimeRange(NOON, NOON.plusSeconds(1)))
            .from("cats", "gate.marks-cats/1");
    return new ResultRecord(
        NOON.plusSeconds(1),
        new ResultRecord.Counts(5, 2, 0, 1),
        List.of(new AnalyzedFrame("gate", "cats", NOON, List.of(cat))),
        List.of(event),
        List.of(),
        1,
        "s",
        /* complete= */ true);
  }

  @Test
  void formInTheStore_isStable() {
    assertThat(StandardCharsets.UTF_8.decode(ResultJson.write(record())).toString())
        .isEqualTo(
            "{\"type\":\"analysis\",\"until\":\"2026-01-05T12:00:01Z\",\"analyzed\":5,\"skipped\":2,"
                + "\"failed\":1,\"next\":1,\"state\":\"s\",\"complete\":true,"
                + "\"seen\":[{\"at\":\"2026-01-05T12:00:00Z\",\"is\":[{\"label\":\"cat\",\"score\":0.5,"
                + "\"box\":[0.1,0.2,0.3,0.4],\"track\":\"1\",\"since\":\"2026-01-05T12:00:00Z\"}]}],"
                + "\"ended\":[{\"type\":\"event\",\"id\":\"gate.marks-cats/1\",\"source\":\"cats\","
                + "\"label\":\"cat\",\"from\":\"2026-01-05T12:00:00Z\","
                + "\"to\":\"2026-01-05T12:00:01Z\"}]}");
  }

  @Test
  void record_isReadAsItWasWritten() {
    assertThat(ResultJson.read("gate", "cats", ResultJson.write(record()))).contains(record());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"type\":\"analysis\"}", "{\"type\":\"event\"}"})
  void whatCannotBeRead_isPassedOver(String json) {
    ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    assertThat(ResultJson.read("gate", "cats", bytes)).isEmpty();
  }
}
