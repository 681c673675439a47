package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrackAlignmentTest {

  private static final long MS = 1_000_000L;
  private static final long STEP = 20 * MS;
  private static final Instant BOOT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Track PICTURES = new VideoTrack(1, Codec.H264, 2, 2, ByteBuffer.allocate(0));
  private static final Track SOUND =
      new AudioTrack(2, Codec.AAC, 48_000, 1, ByteBuffer.allocate(0));

  private final TrackAlignment alignment = new TrackAlignment();

  @Test
  void beforeSenderReports_nothingMoves() {
    assertThat(run(1_000, Optional.empty(), Optional.empty()).ptsNanos()).isEqualTo(1_000 * STEP);
  }

  @Test
  void soundThatRunsLate_isMovedToThePictures() {
    SourceFrame last = run(1_000, Optional.of(BOOT), Optional.of(BOOT.minusMillis(80)));

    assertThat(last.ptsNanos()).isEqualTo(1_000 * STEP - 80 * MS);
    assertThat(last.cameraTime()).contains(BOOT.plusNanos(1_000 * STEP - 80 * MS));
  }

  @Test
  void soundMoves_byAtMost2PercentAndNeverBack() {
    long before = run(1, Optional.of(BOOT), Optional.of(BOOT.minusMillis(300))).ptsNanos();
    for (int frame = 2; frame < 900; frame++) {
      long pts = pass(frame, Optional.of(BOOT), Optional.of(BOOT.minusMillis(300))).ptsNanos();
      assertThat(pts - before).isBetween(STEP * 98 / 100, STEP);
      before = pts;
    }
  }

  @Test
  void reportsThatDisagreeWidely_leaveTheSoundWhereItArrived() {
    SourceFrame last = run(1_000, Optional.of(BOOT), Optional.of(BOOT.minusMillis(700)));

    assertThat(last.ptsNanos()).isEqualTo(1_000 * STEP);
    assertThat(last.cameraTime()).contains(BOOT.plusNanos(1_000 * STEP));
  }

  @Test
  void soundAlone_keepsItsOwnClock() {
    SourceFrame sound = frame(SOUND, 7 * STEP, Optional.of(BOOT));

    assertThat(alignment.align(sound)).isEqualTo(sound);
  }

  private SourceFrame run(int frames, Optional<Instant> pictures, Optional<Instant> sound) {
    for (int frame = 0; frame < frames; frame++) {
      pass(frame, pictures, sound);
    }
    return pass(frames, pictures, sound);
  }

  private SourceFrame pass(int number, Optional<Instant> pictures, Optional<Instant> sound) {
    SourceFrame picture = frame(PICTURES, number * STEP, pictures);
    assertThat(alignment.align(picture)).isEqualTo(picture);
    return alignment.align(frame(SOUND, number * STEP, sound));
  }

  /** A frame of a track whose camera says that {@code pts} 0 was at the instant. */
  private static SourceFrame frame(Track track, long pts, Optional<Instant> zero) {
    return new SourceFrame(
        track,
        pts,
        OptionalLong.empty(),
        Optional.of(Duration.ofNanos(STEP)),
        zero.map(instant -> instant.plusNanos(pts)),
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        ByteBuffer.allocate(1));
  }
}
