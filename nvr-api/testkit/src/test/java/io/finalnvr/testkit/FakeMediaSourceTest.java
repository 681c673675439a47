package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.CameraException;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.media.Track;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.SourceFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeMediaSourceTest {

  private final Calls calls = new Calls();

  @Test
  void manualSession_doesWhatItIsToldOnTheThreadOfTheTest() {
    FakeMediaSource camera = FakeMediaSource.manual();
    camera.open(calls);
    FakeSession session = camera.awaitSession();
    assertThat(calls.all).isEmpty();

    session.tracks(FakeFrames.video(), FakeFrames.audio()).keyFrame(0).audio(5).frames(2, 40);
    session.discontinuity().keyFrame(200).fail(Reason.LOST).keyFrame(300);

    assertThat(calls.all)
        .containsExactly(
            "tracks 2",
            "1 key 0",
            "2 key 5",
            "1 delta 40",
            "1 delta 80",
            "1 key 200 after loss",
            "end LOST");
  }

  @Test
  void script_takesAnAttemptForEachConnection() {
    FakeMediaSource camera =
        FakeMediaSource.script()
            .fail(Reason.UNREACHABLE)
            .thenConnect()
            .failSetup("no plugin")
            .thenConnect()
            .tracks(FakeFrames.video())
            .keyFrame(0)
            .build();

    camera.open(calls);
    Waiting.until("failure", () -> calls.all.size() == 1);
    assertThatThrownBy(() -> camera.open(calls)).hasMessage("no plugin");
    camera.open(calls);
    Waiting.until("frame", () -> calls.all.size() == 3);
    camera.open(calls);

    assertThat(calls.all).containsExactly("end UNREACHABLE", "tracks 1", "1 key 0");
    assertThat(camera.attempts()).isEqualTo(4);
  }

  @Test
  void closedSession_callsNobody() {
    FakeMediaSource camera = FakeMediaSource.manual();
    camera.open(calls).close();

    FakeSession session = camera.awaitSession();
    session.tracks(FakeFrames.video()).fail(Reason.LOST);

    assertThat(session.isClosed()).isTrue();
    assertThat(calls.all).isEmpty();
  }

  @Test
  void cameraClock_isCarriedByFrames() {
    FakeMediaSource camera = FakeMediaSource.manual();
    Instant zero = Instant.parse("2026-01-01T00:00:00Z");
    camera.open(calls);

    camera.awaitSession().tracks(FakeFrames.video()).keyFrame(0).cameraClock(zero).frames(1, 40);

    assertThat(calls.frames.get(0).cameraTime()).isEmpty();
    assertThat(calls.frames.get(1).cameraTime()).contains(zero.plusMillis(40));
  }

  @Test
  void frames_tellWhichTheyAre() {
    Track video = FakeFrames.video();

    assertThat(FakeFrames.data(video, 40, true, 100))
        .isEqualTo(FakeFrames.data(video, 40, true, 100))
        .isNotEqualTo(FakeFrames.data(video, 41, true, 100));
    assertThat(FakeFrames.data(video, 40, true, 100).getInt(0)).isEqualTo(96);
    assertThat(FakeFrames.data(FakeFrames.audio(), 40, true, 100).remaining()).isEqualTo(100);
  }

  private static final class Calls implements MediaHandler {
    final List<String> all = Collections.synchronizedList(new ArrayList<>());
    final List<SourceFrame> frames = new ArrayList<>();

    @Override
    public void onTracks(List<Track> tracks) {
      all.add("tracks " + tracks.size());
    }

    @Override
    public void onFrame(SourceFrame frame) {
      frames.add(frame);
      all.add(
          frame.track().id()
              + (frame.keyFrame() ? " key " : " delta ")
              + frame.ptsNanos() / 1_000_000
              + (frame.discontinuity() ? " after loss" : ""));
    }

    @Override
    public void onEnd(CameraException cause) {
      all.add("end " + cause.reason());
    }
  }
}
