package io.finalnvr.core.record;

import static io.finalnvr.core.record.RecorderFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import io.finalnvr.testkit.FlakyStore.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A recorder whose store fails, or gives no receipts. */
class RecorderWithoutStoreTest {

  private static final VideoTrack VIDEO = FakeFrames.video();

  private final FakeMediaSource camera = FakeMediaSource.manual();
  private final RecorderFixture fixture = new RecorderFixture(camera);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void failedAppend_isRepeatedSoThatEveryFrameIsStoredOnce() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.failOn(Operation.APPEND, 3, Reason.UNAVAILABLE);
    session.frames(24, 40);
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(content(fixture.durable)).isEqualTo(content(fixture.received));
    assertThat(fixture.timeline().gaps()).isEmpty();
    recorder.close();
  }

  @Test
  void lostReceipt_isNotAnsweredByWritingTheRecordTwice() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.failOn(Operation.RECEIPT, 2, Reason.UNAVAILABLE);
    session.frames(24, 40);
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    recorder.close();
  }

  @Test
  void storeThatIsDownForAWhile_costsNothingWithinTheFrameBudget() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.goDown();
    session.frames(24, 40);
    fixture.advanceUntil(
        "the recorder waits for the store",
        () -> recorder.state() == RecorderState.WAITING_FOR_STORE);
    fixture.store.heal();
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(fixture.timeline().gaps()).isEmpty();
    fixture.advanceUntil("recording goes on", () -> recorder.state() == RecorderState.RECORDING);
    recorder.close();
  }

  @Test
  void storeThatIsDownForLong_losesWholeGroupsOfPicturesAndSaysSo() {
    CameraRecorder recorder = fixture.record(1 << 20);
    FakeSession session = fixture.connect().tracks(VIDEO).frameSize(100_000).keyFrame(0);
    recorder.flush().join();
    fixture.store.goDown();
    session.frames(24, 40).keyFrame(1_000).frames(24, 40);
    fixture.advanceUntil(
        "the recorder waits for the store",
        () -> recorder.state() == RecorderState.WAITING_FOR_STORE);
    fixture.store.heal();
    fixture.advanceUntil("recording goes on", () -> recorder.statistics().bytesInFlight() == 0);
    session.keyFrame(2_000).frames(4, 40);
    recorder.flush().join();

    RecorderStatistics statistics = recorder.statistics();
    assertThat(statistics.framesDropped()).isEqualTo(fixture.dropped.size()).isPositive();
    assertThat(statistics.framesReceived())
        .isEqualTo(statistics.framesDurable() + statistics.framesDropped());
    assertThat(content(fixture.stored())).isEqualTo(content(fixture.durable));
    assertThat(fixture.timeline().gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.framesLost()).hasValue(fixture.dropped.size());
              assertThat(gap.range().start()).isEqualTo(fixture.dropped.get(0).decodeTime());
            });
    recorder.close();
  }

  @Test
  void storeThatGivesNoReceipts_isGivenNoMoreThanTheFrameBudget() {
    int budget = 1 << 20;
    CameraRecorder recorder = fixture.record(budget);
    FakeSession session = fixture.connect().tracks(VIDEO).frameSize(10_000).keyFrame(0);
    recorder.flush().join();
    fixture.store.holdReceipts();
    for (int gop = 1; gop <= 20; gop++) {
      session.keyFrame(gop * 1_000L).frames(24, 40);
      assertThat(recorder.statistics().bytesInFlight()).isLessThanOrEqualTo(budget);
    }
    fixture.await("frames are on their way", () -> fixture.store.heldReceipts() > 50);
    assertThat(fixture.store.heldReceipts()).isLessThanOrEqualTo(budget / 10_000);
    fixture.store.releaseReceipts();
    fixture.await("all settled", () -> recorder.statistics().bytesInFlight() == 0);

    assertThat(fixture.received).hasSize(fixture.durable.size() + fixture.dropped.size());
    recorder.close();
  }

  @Test
  void storeThatIsDownForLongerThanALease_costsNothingWithinTheFrameBudget() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO).keyFrame(0);
    recorder.flush().join();
    fixture.store.goDown();
    session.frames(24, 40);
    fixture.clocks.advance(Leases.EXPIRY.multipliedBy(2));
    fixture.awaitState(recorder, RecorderState.WAITING_FOR_STORE);
    fixture.store.heal();
    fixture.advanceUntil("all frames durable", () -> fixture.durable.size() == 25);

    assertThat(content(fixture.stored())).isEqualTo(content(fixture.received));
    assertThat(fixture.timeline().gaps()).isEmpty();
    assertThat(camera.attempts()).isEqualTo(1);
    recorder.close();
  }
}
