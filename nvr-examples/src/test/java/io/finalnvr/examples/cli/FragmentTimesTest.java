package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.GapMode;
import io.finalnvr.core.mp4.FragmentWriter;
import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Fragment;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentTimesTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final VideoTrack VIDEO =
      new VideoTrack(1, Codec.H264, 640, 360, hex("0164001effe100046764002801000468ebe3cb"));
  private static final AudioTrack AUDIO = new AudioTrack(2, Codec.AAC, 48_000, 2, hex("1190"));

  private final List<Fragment> fragments = new ArrayList<>();
  private FragmentWriter writer;

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }

  private void recording(Instant start) {
    writer = new FragmentWriter(List.<Track>of(VIDEO, AUDIO), start);
    for (int i = 0; i < 3; i++) {
      Instant time = start.plusMillis(40L * i);
      List<EncodedFrame> frames = List.of(frame(AUDIO, time.plusMillis(5)), frame(VIDEO, time));
      ByteBuffer data = writer.payload(frames, i == 0);
      fragments.add(new Fragment(time, i == 0, i == 0, data));
    }
  }

  private static EncodedFrame frame(Track track, Instant time) {
    return new EncodedFrame(
        track, time, time, Duration.ofMillis(40), true, false, false, hex("01020304"));
  }

  /** Milliseconds from the first frame, by the times in the fragments alone: video, sound, ... */
  private List<Long> times(GapMode gaps) {
    FragmentTimes times = new FragmentTimes(gaps);
    PayloadReader reader = new PayloadReader();
    List<Long> all = new ArrayList<>();
    Instant epoch = T0;
    long zero = -1;
    for (Fragment fragment : fragments) {
      ByteBuffer data = times.next(fragment);
      assertThat(data.remaining()).isEqualTo(fragment.data().remaining());
      for (EncodedFrame frame : reader.read(epoch, fragment.randomAccess(), false, data)) {
        assertThat(frame.size()).isEqualTo(4);
      }
      long decode = decodeMicros(data);
      zero = zero < 0 ? decode : zero;
      all.add((decode - zero) / 1_000);
    }
    return all;
  }

  /** The last {@code tfdt}: that of the picture. */
  private static long decodeMicros(ByteBuffer data) {
    long found = -1;
    for (int i = 0; i + 16 <= data.limit(); i++) {
      if (data.getInt(i) == 0x74666474) {
        found = data.get(i + 4) == 1 ? data.getLong(i + 8) : data.getInt(i + 8);
      }
    }
    return found;
  }

  @Test
  void recordings_goOnWithoutAJump() {
    recording(T0.plusSeconds(7));
    recording(T0.plusSeconds(3_607));

    assertThat(times(GapMode.SKIP)).containsExactly(0L, 40L, 80L, 120L, 160L, 200L);
  }

  @Test
  void recordings_areAsFarApartAsTheGapIsLong_whereThatIsWaitedFor() {
    recording(T0);
    recording(T0.plusSeconds(60));

    assertThat(times(GapMode.WAIT)).containsExactly(0L, 40L, 80L, 60_000L, 60_040L, 60_080L);
  }
}
