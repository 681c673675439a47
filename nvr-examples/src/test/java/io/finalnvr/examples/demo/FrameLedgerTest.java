package io.finalnvr.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.examples.demo.Latencies.Percentiles;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FrameLedgerTest {

  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final long MILLI = 1_000_000;
  private static final VideoTrack TRACK =
      new VideoTrack(1, Codec.H264, 640, 360, ByteBuffer.allocate(0));

  private final FrameLedger ledger = new FrameLedger();

  @Test
  void everyFrameThroughAllStations_noFaults() {
    for (int i = 0; i < 3; i++) {
      EncodedFrame frame = frame(i, "bytes " + i);
      ledger.received("gate", frame, i * 40 * MILLI);
      ledger.durable("gate", frame, 3 * MILLI);
      ledger.delivered("gate", frame, (i * 40 + 5) * MILLI);
      ledger.replayed("gate", frame(i, "bytes " + i));
    }
    Tally tally = ledger.tally();
    assertThat(tally.faults()).isEmpty();
    assertThat(tally.replayed()).isEqualTo(3);
    assertThat(tally.durableMillis()).isEqualTo(new Percentiles(3, 3, 3));
    assertThat(tally.durableMillisOfPictures()).isEqualTo(new Percentiles(3, 3, 3));
    assertThat(tally.durableMillisOfSound()).isEqualTo(new Percentiles(0, 0, 0));
    assertThat(tally.deliveredMillis()).isEqualTo(new Percentiles(5, 5, 5));
  }

  @Test
  void nothingReceived_isAFault() {
    assertThat(ledger.tally().faults()).containsExactly("no frame was received");
  }

  @Test
  void frameThatStopsOnTheWay_isAFault() {
    EncodedFrame frame = frame(0, "bytes");
    ledger.received("gate", frame, 0);
    ledger.durable("gate", frame, MILLI);
    assertThat(ledger.tally().faults())
        .containsExactly("frames not delivered live: 1", "frames not replayed: 1");
  }

  @Test
  void otherBytes_areAFaultAndDoNotCount() {
    ledger.received("gate", frame(0, "bytes"), 0);
    ledger.replayed("gate", frame(0, "bytez"));
    assertThat(ledger.tally().different()).isEqualTo(1);
    assertThat(ledger.tally().replayed()).isZero();
  }

  @Test
  void sameTimeOnAnotherCamera_isAnotherFrame() {
    ledger.received("gate", frame(0, "bytes"), 0);
    ledger.received("yard", frame(0, "other"), 0);
    ledger.replayed("yard", frame(0, "other"));
    assertThat(ledger.tally().received()).isEqualTo(2);
    assertThat(ledger.tally().replayed()).isEqualTo(1);
  }

  @Test
  void frameTwice_isAFault() {
    ledger.received("gate", frame(0, "bytes"), 0);
    ledger.delivered("gate", frame(0, "bytes"), 1);
    ledger.delivered("gate", frame(0, "bytes"), 2);
    assertThat(ledger.tally().twice()).isEqualTo(1);
    assertThat(ledger.tally().delivered()).isEqualTo(1);
  }

  @Test
  void footageOfAnEarlierSession_isLeftOut() {
    assertThat(ledger.delivered("gate", frame(0, "old"), 0)).isEmpty();
    ledger.replayed("gate", frame(0, "old"));
    assertThat(ledger.tally().delivered()).isZero();
    assertThat(ledger.tally().twice()).isZero();
  }

  private static EncodedFrame frame(int number, String bytes) {
    Instant time = T0.plusMillis(40L * number);
    return new EncodedFrame(
        TRACK,
        time,
        time,
        Duration.ofMillis(40),
        number == 0,
        false,
        false,
        ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)));
  }
}
