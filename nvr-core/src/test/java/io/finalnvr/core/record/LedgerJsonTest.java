package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.GapCause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerJsonTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void started_hasItsForm() {
    LedgerEvent started = new LedgerEvent.Started(AT);
    assertThat(LedgerJson.write(started))
        .isEqualTo(utf8("{\"type\":\"recording-started\",\"at\":\"2026-01-01T00:00:00.123456Z\"}"));
    assertThat(LedgerJson.read(LedgerJson.write(started))).contains(started);
  }

  @Test
  void ended_hasItsForm() {
    LedgerEvent ended = new LedgerEvent.Ended(AT, GapCause.CRASHED, "killed");
    assertThat(LedgerJson.write(ended))
        .isEqualTo(
            utf8(
                "{\"type\":\"recording-ended\",\"at\":\"2026-01-01T00:00:00.123456Z\","
                    + "\"cause\":\"CRASHED\",\"detail\":\"killed\"}"));
    assertThat(LedgerJson.read(LedgerJson.write(ended))).contains(ended);
  }

  @Test
  void lost_hasItsForm() {
    LedgerEvent lost =
        new LedgerEvent.Lost(
            AT,
            AT.plusSeconds(1),
            GapCause.OVERLOAD,
            "full",
            OptionalLong.of(3),
            OptionalLong.empty());
    assertThat(LedgerJson.write(lost))
        .isEqualTo(
            utf8(
                "{\"type\":\"frames-lost\",\"from\":\"2026-01-01T00:00:00.123456Z\","
                    + "\"to\":\"2026-01-01T00:00:01.123456Z\",\"cause\":\"OVERLOAD\","
                    + "\"detail\":\"full\",\"frames\":3}"));
    assertThat(LedgerJson.read(LedgerJson.write(lost))).contains(lost);
  }

  @Test
  void causeOfALaterVersion_isUnknown() {
    assertThat(
            LedgerJson.read(
                utf8(
                    "{\"type\":\"recording-ended\",\"at\":\"2026-01-01T00:00:00Z\",\"cause\":\"X\"}")))
        .contains(
            new LedgerEvent.Ended(Instant.parse("2026-01-01T00:00:00Z"), GapCause.UNKNOWN, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"type\":\"recording-started\",\"at\":\"yesterday\"}",
        "{\"type\":\"recording-ended\"}"
      })
  void whatCantBeRead_isKnownToBeMissing(String text) {
    assertThat(LedgerJson.read(utf8(text))).contains(new LedgerEvent.Unreadable());
  }

  @Test
  void eventOfAnotherKind_isPassedOver() {
    assertThat(LedgerJson.read(utf8("{\"type\":\"motion\",\"at\":\"2026-01-01T00:00:00Z\"}")))
        .isEmpty();
  }
}
