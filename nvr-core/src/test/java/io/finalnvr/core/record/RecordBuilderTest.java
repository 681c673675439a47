package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordBuilderTest {

  private static final VideoTrack VIDEO =
      new VideoTrack(1, Codec.MJPEG, 640, 360, ByteBuffer.allocate(0));
  private static final AudioTrack AUDIO =
      new AudioTrack(2, Codec.PCMA, 8_000, 1, ByteBuffer.allocate(0));

  private final RecordBuilder both = new RecordBuilder(List.of(VIDEO, AUDIO));

  private static Instant at(int millis) {
    return Instant.ofEpochSecond(1_764_000_000L).plusMillis(millis);
  }

  private static Received frame(Track track, int millis, boolean key) {
    return new Received(
        new EncodedFrame(
            track,
            at(millis),
            at(millis),
            Duration.ofMillis(20),
            key,
            false,
            false,
            ByteBuffer.allocate(8).putInt(millis).rewind()),
        0);
  }

  private static List<EncodedFrame> read(List<Pending> records) {
    PayloadReader reader = new PayloadReader();
    List<EncodedFrame> frames = new ArrayList<>();
    records.forEach(
        r ->
            frames.addAll(reader.read(r.time(), r.randomAccess(), false, r.payload().duplicate())));
    return frames;
  }

  @Test
  void videoFrame_takesTheSoundBeforeItAlongAndGivesTheRecordItsTime() {
    Received sound = frame(AUDIO, 0, true);
    Received picture = frame(VIDEO, 5, true);
    assertThat(both.add(sound)).isEmpty();
    Pending record = both.add(picture).orElseThrow();
    assertThat(record.time()).isEqualTo(at(5));
    assertThat(record.randomAccess()).isTrue();
    assertThat(record.frames()).containsExactly(sound, picture);
    assertThat(both.end()).isEqualTo(at(25));
  }

  @Test
  void soundWithoutVideo_getsARecordEvery100Millis() {
    RecordBuilder sound = new RecordBuilder(List.of(AUDIO));
    List<Pending> records = new ArrayList<>();
    for (int millis = 0; millis < 2_000; millis += 20) {
      sound.add(frame(AUDIO, millis, true)).ifPresent(records::add);
    }
    assertThat(records).hasSize(16);
    assertThat(records).filteredOn(Pending::randomAccess).hasSize(2);
    assertThat(records.get(0).randomAccess()).isTrue();
  }

  @Test
  void soundLeftAtTheEnd_keepsItsTimesThoughItsRecordMustNotGoBack() {
    List<Pending> records = new ArrayList<>();
    both.add(frame(VIDEO, 0, true)).ifPresent(records::add);
    both.add(frame(VIDEO, 40, false)).ifPresent(records::add);
    both.add(frame(AUDIO, 10, true)).ifPresent(records::add);
    both.add(frame(AUDIO, 30, true)).ifPresent(records::add);
    both.drain().ifPresent(records::add);

    assertThat(records).hasSize(3);
    assertThat(records.get(2).time()).isAfter(records.get(1).time());
    assertThat(read(records))
        .extracting(EncodedFrame::time)
        .containsExactly(at(0), at(40), at(10), at(30));
  }

  @Test
  void soundRecordedAlone_leavesPicturesTheirTimesThatAreDecodedBeforeItIsHeard() {
    List<Pending> records = new ArrayList<>();
    both.add(frame(VIDEO, 0, true)).ifPresent(records::add);
    for (int millis = 300; millis <= 1_300; millis += 20) {
      both.add(frame(AUDIO, millis, true)).ifPresent(records::add);
    }
    assertThat(records).hasSize(2);
    both.add(frame(VIDEO, 100, false)).ifPresent(records::add);

    List<EncodedFrame> read = read(records);
    assertThat(read.get(1).time()).isEqualTo(at(300));
    assertThat(read.get(read.size() - 1).time()).isEqualTo(at(100));
  }

  @Test
  void soundOlderThanTheFirstPicture_keepsItsTime() {
    List<Pending> records = new ArrayList<>();
    both.add(frame(VIDEO, 100, true)).ifPresent(records::add);
    both.add(frame(AUDIO, 60, true)).ifPresent(records::add);
    both.add(frame(VIDEO, 140, false)).ifPresent(records::add);
    assertThat(read(records))
        .extracting(EncodedFrame::time)
        .containsExactly(at(100), at(60), at(140));
  }
}
