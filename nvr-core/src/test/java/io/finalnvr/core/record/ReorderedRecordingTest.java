package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.RecorderState;
import io.finalnvr.Recording;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.SourceFrame;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeMediaSource;
import io.finalnvr.testkit.FakeSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recordings with B-frames: they end with the picture that is shown last. */
class ReorderedRecordingTest {

  private static final VideoTrack VIDEO = FakeFrames.video();
  private static final VideoTrack OTHER_VIDEO =
      new VideoTrack(1, VIDEO.codec(), 1280, 720, VIDEO.codecData());

  /** Places in the order of showing, in the order of decoding. */
  private static final int[] GROUP = {0, 3, 1, 2, 6, 4, 5};

  private static final int FRAME_MILLIS = 40;

  private final FakeMediaSource camera = FakeMediaSource.manual();
  private final RecorderFixture fixture = new RecorderFixture(camera);

  @AfterEach
  void close() {
    fixture.close();
  }

  private static void groups(FakeSession session, VideoTrack track, int first, int count) {
    for (int group = first; group < first + count; group++) {
      for (int place : GROUP) {
        int number = GROUP.length * group + place;
        session.frame(
            new SourceFrame(
                track,
                number * FRAME_MILLIS * 1_000_000L,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                /* keyFrame= */ place == 0,
                /* discontinuity= */ false,
                FakeFrames.data(track, number, place == 0, 100)));
      }
    }
  }

  private Instant lastPictureEnds() {
    return fixture.received.stream()
        .map(EncodedFrame::endTime)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Recording lastRecording() {
    List<Recording> recordings = fixture.timeline().recordings();
    return recordings.get(recordings.size() - 1);
  }

  @Test
  void closedRecording_endsWithItsLastPicture() {
    CameraRecorder recorder = fixture.record();
    groups(fixture.connect().tracks(VIDEO), VIDEO, 0, 2);

    recorder.close();

    assertThat(lastRecording().end()).isEqualTo(lastPictureEnds());
    assertThat(fixture.footage().footage().last().map(IndexEntry::time))
        .contains(lastPictureEnds());
  }

  @Test
  void liveRecording_goesUpToItsLastPicture() {
    CameraRecorder recorder = fixture.record();
    groups(fixture.connect().tracks(VIDEO), VIDEO, 0, 2);
    recorder.flush().join();

    assertThat(lastRecording()).matches(Recording::live);
    assertThat(lastRecording().end()).isEqualTo(lastPictureEnds());
    recorder.close();
  }

  @Test
  void recordingOfARecorderThatWasKilled_endsWithItsLastPicture() {
    CameraRecorder killed = fixture.record();
    groups(fixture.connect().tracks(VIDEO), VIDEO, 0, 2);
    killed.flush().join();
    Instant end = lastPictureEnds();
    fixture.store.goDown();
    Thread closing = new Thread(killed::close);
    closing.start();
    fixture.advanceUntil("the recorder gives up", () -> !closing.isAlive());
    fixture.store.heal();
    fixture.clocks.advance(Leases.EXPIRY);

    CameraRecorder next = fixture.record();
    fixture.advanceUntil("the next one connects", () -> camera.attempts() == 2);
    groups(fixture.connect().tracks(VIDEO), VIDEO, 0, 2);
    next.flush().join();

    List<Recording> recordings = fixture.timeline().recordings();
    assertThat(recordings).hasSize(2);
    assertThat(recordings.get(0).end()).isEqualTo(end);
    assertThat(recordings.get(1).start()).isAfter(end);
    assertThat(fixture.timeline().gaps().get(0).cause()).isEqualTo(GapCause.CRASHED);
    next.close();
  }

  @Test
  void changedTracks_beginTheNextRecordingBehindTheLastPicture() {
    CameraRecorder recorder = fixture.record();
    FakeSession session = fixture.connect().tracks(VIDEO);
    groups(session, VIDEO, 0, 2);
    Instant end = lastPictureEnds();
    session.tracks(OTHER_VIDEO);
    groups(session, OTHER_VIDEO, 2, 2);

    recorder.close();

    assertThat(data(fixture.stored())).isEqualTo(data(fixture.received)).hasSize(28);
    List<Recording> recordings = fixture.timeline().recordings();
    assertThat(recordings).hasSize(2);
    assertThat(recordings.get(0).end()).isEqualTo(end);
    assertThat(recordings.get(1).start())
        .isAfterOrEqualTo(end)
        .isBefore(end.plus(Duration.ofMillis(1)));
    assertThat(recordings.get(1).end()).isEqualTo(lastPictureEnds());
  }

  @Test
  void recordingBehindAPausedOne_losesNoFrameAndDoesNotOverlap() throws Exception {
    LedgerDesk ledger = new LedgerDesk(fixture.footage().ledger(), fixture.clocks);
    FootageWriter footage =
        new FootageWriter(fixture.footage().footage(), Runnable::run, done -> {}, () -> {});
    RecordingWriter writer =
        new RecordingWriter("gate", ledger, footage, fixture.clocks, new NoListener());
    ledger.open();
    writer.opened(footage.open(), Unended.processEnded());
    FramePlacer placer = new FramePlacer(Instant.EPOCH);

    writer.take(new QueueItem.Tracks(List.of(VIDEO)));
    int taken = 0;
    for (int number = 0; number < 14; number++) {
      EncodedFrame frame = placer.place(source(number), fixture.clocks.instant());
      if (number == 5) {
        writer.take(new QueueItem.Pause(GapCause.NO_EVENT, "no event"));
      } else if (number == 7) {
        writer.take(new QueueItem.End(GapCause.NO_EVENT, "no event"));
        writer.take(new QueueItem.Tracks(List.of(VIDEO)));
      }
      if (number < 5 || number >= 7) {
        writer.take(new Received(frame, 0));
        taken++;
      }
    }
    writer.end(GapCause.STOPPED, "stopped");

    assertThat(fixture.stored()).hasSize(taken);
    List<Recording> recordings = fixture.timeline().recordings();
    assertThat(recordings).hasSize(2);
    assertThat(recordings.get(1).start()).isEqualTo(recordings.get(0).end());
    ledger.close();
    footage.closeLog();
  }

  private static SourceFrame source(int inDecodeOrder) {
    int number = GROUP.length * (inDecodeOrder / GROUP.length) + GROUP[inDecodeOrder % 7];
    return new SourceFrame(
        (Track) VIDEO,
        number * FRAME_MILLIS * 1_000_000L,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        inDecodeOrder % 7 == 0,
        false,
        FakeFrames.data(VIDEO, number, inDecodeOrder % 7 == 0, 100));
  }

  private static List<ByteBuffer> data(List<EncodedFrame> frames) {
    return frames.stream().map(EncodedFrame::data).toList();
  }

  private static final class NoListener implements RecordLoop.Listener {
    @Override
    public void onReady() {}

    @Override
    public void onFenced() {}

    @Override
    public void onState(RecorderState state, String reason) {}

    @Override
    public void onRecording() {}

    @Override
    public void onGap(Gap gap) {}

    @Override
    public void onDurable(Pending record) {}

    @Override
    public void onAbandoned(Received frame, GapCause cause) {}
  }
}
