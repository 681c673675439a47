package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Tolerances;
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

class ToleratedTimesTest {

  private static final long MS = 1_000_000;
  private static final Track VIDEO =
      new VideoTrack(1, Codec.MJPEG, 640, 360, ByteBuffer.allocate(0));
  private static final Track SOUND =
      new AudioTrack(2, Codec.PCMA, 8_000, 1, ByteBuffer.allocate(0));

  private final ToleratedTimes arrival =
      new ToleratedTimes(Tolerances.strict().with(Tolerances.Timestamps.ARRIVAL));

  @Test
  void nothingForgiven_changesNothing() {
    SourceFrame frame = frame(VIDEO, 77, 1);
    assertThat(new ToleratedTimes(Tolerances.strict()).of(frame, 5)).isSameAs(frame);
  }

  @Test
  void reportsIgnored_takesOnlyTheCamerasWallClock() {
    SourceFrame frame =
        new ToleratedTimes(Tolerances.strict().with(Tolerances.SenderReports.IGNORED))
            .of(frame(VIDEO, 77, 1), 5);
    assertThat(frame.cameraTime()).isEmpty();
    assertThat(frame.ptsNanos()).isEqualTo(77);
    assertThat(frame.duration()).contains(Duration.ofSeconds(9));
  }

  @Test
  void picture_hasTheTimeOfItsArrival() {
    SourceFrame frame = arrival.of(frame(VIDEO, 77, 1), 5_000 * MS);
    assertThat(frame.ptsNanos()).isEqualTo(5_000 * MS);
    assertThat(frame.duration()).isEmpty();
    assertThat(frame.cameraTime()).isEmpty();
  }

  @Test
  void picturesThatArriveTogether_keepTheirOrder() {
    long first = arrival.of(frame(VIDEO, 0, 1), 5_000 * MS).ptsNanos();
    long second = arrival.of(frame(VIDEO, 0, 1), 5_000 * MS).ptsNanos();
    long third = arrival.of(frame(VIDEO, 0, 1), 5_040 * MS).ptsNanos();
    assertThat(first).isLessThan(second);
    assertThat(third).isEqualTo(5_040 * MS);
  }

  @Test
  void sound_goesOnEvenlyWhileItArrivesUnevenly() {
    arrival.of(frame(SOUND, 0, 160), 1_000 * MS);
    assertThat(arrival.of(frame(SOUND, 0, 160), 1_090 * MS).ptsNanos()).isEqualTo(1_020 * MS);
    assertThat(arrival.of(frame(SOUND, 0, 160), 1_091 * MS).ptsNanos()).isEqualTo(1_040 * MS);
  }

  @Test
  void soundThatIsMissing_leavesAHole() {
    arrival.of(frame(SOUND, 0, 160), 1_000 * MS);
    assertThat(arrival.of(frame(SOUND, 0, 160), 3_000 * MS).ptsNanos()).isEqualTo(3_000 * MS);
  }

  private static SourceFrame frame(Track track, long pts, int bytes) {
    return new SourceFrame(
        track,
        pts,
        OptionalLong.empty(),
        Optional.of(Duration.ofSeconds(9)),
        Optional.of(Instant.EPOCH),
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        ByteBuffer.allocate(bytes));
  }
}
