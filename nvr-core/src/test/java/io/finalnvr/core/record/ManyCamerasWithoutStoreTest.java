package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.GapCause;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 60 cameras whose store stands still, and the memory that their frames take together. */
class ManyCamerasWithoutStoreTest {

  private static final VideoTrack VIDEO = FakeFrames.video();
  private static final int CAMERAS = 60;
  private static final int BOUND = 6 << 20;
  private static final int FRAME = 5_000;

  private final RecorderFixture fixture = new RecorderFixture(FakeMediaSource.manual());
  private final SharedBudget budget = new SharedBudget(BOUND);
  private final List<CameraRecorder> recorders = new ArrayList<>();
  private final List<FakeSession> sessions = new ArrayList<>();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void framesOfAllCameras_stayWithinTheBound_andRecordingGoesOnWithGapsEntered() {
    for (int i = 0; i < CAMERAS; i++) {
      FakeMediaSource source = FakeMediaSource.manual();
      recorders.add(fixture.record("camera" + i, source, budget));
      sessions.add(
          source
              .awaitSession()
              .cameraClock(fixture.clocks.instant())
              .tracks(VIDEO)
              .frameSize(FRAME)
              .keyFrame(0));
    }
    recorders.forEach(recorder -> recorder.flush().join());

    fixture.store.holdReceipts();
    for (int group = 1; group <= 4; group++) {
      for (FakeSession session : sessions) {
        session.keyFrame(group * 1_000L).frames(11, 80);
        assertThat(inFlight()).isLessThanOrEqualTo(BOUND).isEqualTo(budget.held());
      }
    }
    assertThat(inFlight()).isGreaterThan(BOUND - CAMERAS * FRAME);
    long share = BOUND / 2 / CAMERAS;
    assertThat(recorders)
        .allSatisfy(r -> assertThat(r.statistics().bytesInFlight()).isGreaterThan(share - FRAME));

    fixture.store.releaseReceipts();
    fixture.await("all settled", () -> inFlight() == 0);
    sessions.forEach(session -> session.keyFrame(9_000).frames(4, 80));
    recorders.forEach(recorder -> recorder.flush().join());

    assertThat(budget.held()).isZero();
    for (int i = 0; i < CAMERAS; i++) {
      RecorderStatistics all = recorders.get(i).statistics();
      assertThat(all.framesReceived()).isEqualTo(1 + 4 * 12 + 5);
      assertThat(all.framesDurable() + all.framesDropped()).isEqualTo(all.framesReceived());
      assertThat(fixture.footage("camera" + i).timeline().gaps())
          .singleElement()
          .satisfies(
              gap -> {
                assertThat(gap.cause()).isEqualTo(GapCause.OVERLOAD);
                assertThat(gap.framesLost()).hasValue(all.framesDropped());
              });
    }
  }

  private long inFlight() {
    return recorders.stream().mapToLong(r -> r.statistics().bytesInFlight()).sum();
  }
}
