package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FramePlacerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123456789Z");
  private static final VideoTrack VIDEO =
      new VideoTrack(1, Codec.MJPEG, 640, 360, ByteBuffer.allocate(0));
  private static final AudioTrack AUDIO =
      new AudioTrack(2, Codec.PCMA, 8_000, 1, ByteBuffer.allocate(0));

  private final FramePlacer placer = new FramePlacer(Instant.EPOCH);

  private static SourceFrame frame(Track track, long ptsMillis) {
    return new SourceFrame(
        track,
        ptsMillis * 1_000_000L,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        ByteBuffer.allocate(1));
  }

  private EncodedFrame place(SourceFrame frame, long arrivalMillis) {
    return placer.place(frame, NOW.plusMillis(arrivalMillis));
  }

  @Test
  void timesAreWholeMicroseconds() {
    EncodedFrame placed = place(frame(VIDEO, 0), 0);
    assertThat(placed.time()).isEqualTo(Instant.parse("2026-01-01T12:00:00.123456Z"));
    assertThat(placed.decodeTime()).isEqualTo(placed.time());
  }

  @Test
  void soundAndVideoShareOneMapping() {
    EncodedFrame video = place(frame(VIDEO, 500), 0);
    EncodedFrame audio = place(frame(AUDIO, 480), 10);
    assertThat(Duration.between(audio.time(), video.time())).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void soundThatStepsBack_isHeardWhenItIsDecoded() {
    place(frame(VIDEO, 500), 0);
    EncodedFrame first = place(frame(AUDIO, 500), 0);
    EncodedFrame second = place(frame(AUDIO, 480), 1);
    assertThat(second.decodeTime()).isAfter(first.decodeTime());
    assertThat(second.time()).isEqualTo(second.decodeTime());
  }

  @Test
  void durationNotKnown_isThatOfTheFrameBefore() {
    place(frame(VIDEO, 0), 0);
    assertThat(place(frame(VIDEO, 33), 33).duration()).isEqualTo(Duration.ofMillis(33));
  }

  @Test
  void framesThatAreReordered_getDecodeTimesThatIncrease() {
    List<EncodedFrame> placed = new ArrayList<>();
    int arrival = 0;
    for (int pts : new int[] {0, 120, 40, 80, 240, 160, 200, 360, 280, 320}) {
      placed.add(place(frame(VIDEO, pts), arrival));
      arrival += 40;
    }
    for (int i = 1; i < placed.size(); i++) {
      assertThat(placed.get(i).decodeTime()).isAfter(placed.get(i - 1).decodeTime());
    }
    assertThat(Duration.between(placed.get(0).time(), placed.get(1).time()))
        .isBetween(Duration.ofMillis(117), Duration.ofMillis(123));
  }

  @Test
  void tracksThatChange_goOnAfterTheEndOfTheFrameBefore() {
    EncodedFrame before = place(frame(VIDEO, 0), 0);
    Instant end = before.decodeTime().plusMillis(40);
    placer.tracksChanged(end);
    EncodedFrame after = place(frame(VIDEO, 38), 38);
    assertThat(after.decodeTime()).isAfter(end).isBefore(end.plusMillis(1));
    assertThat(after.time()).isEqualTo(after.decodeTime());
  }

  @Test
  void wallClockSetBack_placesFramesAfterWhatIsRecorded() {
    Instant recordedUpTo = NOW.plusSeconds(3_600);
    FramePlacer later = new FramePlacer(recordedUpTo);
    EncodedFrame first = later.place(frame(VIDEO, 0), NOW);
    EncodedFrame second = later.place(frame(VIDEO, 40), NOW.plusMillis(40));
    assertThat(first.decodeTime()).isAfter(recordedUpTo);
    assertThat(second.decodeTime()).isAfter(first.decodeTime());
  }

  @Test
  void decodeTimesOfTheSource_areKept() {
    SourceFrame frame =
        new SourceFrame(
            VIDEO,
            80_000_000L,
            OptionalLong.of(0),
            Optional.of(Duration.ofMillis(40)),
            Optional.empty(),
            true,
            false,
            ByteBuffer.allocate(1));
    EncodedFrame placed = place(frame, 0);
    assertThat(Duration.between(placed.decodeTime(), placed.time()))
        .isEqualTo(Duration.ofMillis(80));
  }
}
