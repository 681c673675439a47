package io.finalnvr.core.mp4;

import static io.finalnvr.core.mp4.TestFrames.AUDIO;
import static io.finalnvr.core.mp4.TestFrames.START;
import static io.finalnvr.core.mp4.TestFrames.VIDEO;
import static io.finalnvr.core.mp4.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.DataTrack;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentRoundTripTest {

  private final PayloadReader reader = new PayloadReader();

  @Test
  void anyFrames_areReadAsWritten() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Track> tracks = List.of(VIDEO, AUDIO);
    FragmentWriter writer = new FragmentWriter(tracks, START);
    long videoTime = 0;
    for (int record = 0; record < 300; record++) {
      boolean keyFrame = record == 0 || random.nextInt(10) == 0;
      videoTime += 1 + random.nextInt(2_000_000);
      List<EncodedFrame> frames = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        frames.add(randomFrame(random, AUDIO, videoTime + random.nextInt(40_000), 0, true));
      }
      int composition = random.nextInt(400_000) - 100_000;
      frames.add(randomFrame(random, VIDEO, videoTime, composition, keyFrame));

      ByteBuffer payload = writer.payload(frames, keyFrame);
      Instant recordTime = frames.get(frames.size() - 1).decodeTime();
      boolean discontinuity = frames.stream().anyMatch(EncodedFrame::discontinuity);

      assertThat(reader.read(recordTime, keyFrame, discontinuity, payload))
          .as("record %d, seed %d", record, seed)
          .isEqualTo(frames);
      assertThat(payload.position()).isZero();
      assertThat(reader.tracks()).isEqualTo(tracks);
    }
  }

  private static EncodedFrame randomFrame(
      Random random, Track track, long decodeMicros, long composition, boolean keyFrame) {
    Instant decodeTime = Micros.plus(START, decodeMicros);
    return new EncodedFrame(
        track,
        Micros.plus(decodeTime, composition),
        decodeTime,
        Micros.duration(random.nextInt(5_000_000)),
        keyFrame,
        random.nextInt(20) == 0,
        /* decodeOnly= */ false,
        ByteBuffer.wrap(TestFrames.bytes(random, 1 + random.nextInt(5000))));
  }

  @Test
  void everyCodec_keepsItsTrack() {
    List<Track> tracks =
        List.of(
            VIDEO,
            AUDIO,
            new VideoTrack(3, Codec.H265, 3840, 2160, TestFrames.hex("0102")),
            new VideoTrack(4, Codec.MJPEG, 704, 576, ByteBuffer.allocate(0)),
            new AudioTrack(5, Codec.PCMA, 8000, 1, ByteBuffer.allocate(0)),
            new AudioTrack(6, Codec.PCMU, 8000, 1, ByteBuffer.allocate(0)),
            new AudioTrack(7, Codec.OPUS, 48_000, 2, TestFrames.hex("0002013800 00bb80 000000")),
            new AudioTrack(8, Codec.AAC, 96_000, 2, TestFrames.hex("1010")),
            new DataTrack(9, "application/vnd.onvif.metadata"));
    List<EncodedFrame> frames = new ArrayList<>();
    for (Track track : tracks) {
      frames.add(frame(track, 10, 0, true, (byte) track.id(), (byte) 7));
    }

    ByteBuffer payload = new FragmentWriter(tracks, START).payload(frames, true);

    assertThat(reader.read(START.plusNanos(10_000), true, false, payload)).isEqualTo(frames);
    assertThat(reader.tracks()).isEqualTo(tracks);
  }

  @Test
  void soundBeforeTheEpoch_keepsItsTime() {
    List<EncodedFrame> frames =
        List.of(
            frame(AUDIO, -30_000, 0, true, (byte) 1),
            frame(AUDIO, -8_667, 0, true, (byte) 2),
            frame(VIDEO, 40_000, 0, true, (byte) 3));

    ByteBuffer payload = new FragmentWriter(List.of(VIDEO, AUDIO), START).payload(frames, true);

    assertThat(reader.read(START.plusNanos(40_000_000), true, false, payload)).isEqualTo(frames);
  }

  @Test
  void videoBeforeTheEpoch_isRefused() {
    FragmentWriter writer = new FragmentWriter(List.of(VIDEO), START);

    assertThatThrownBy(() -> writer.payload(List.of(frame(VIDEO, -1, 0, true)), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("before the epoch");
  }

  @Test
  void recordOfSoundOnly_hasTheTimeOfItsFirstFrame() {
    List<EncodedFrame> frames =
        List.of(
            frame(AUDIO, 1_000_000, 0, true, (byte) 1), frame(AUDIO, 1_021_333, 0, true, (byte) 2));

    ByteBuffer payload = new FragmentWriter(List.of(AUDIO), START).payload(frames, true);

    assertThat(reader.read(START.plusSeconds(1), true, false, payload)).isEqualTo(frames);
  }

  @Test
  void recordAfterABreak_marksTheFirstFrameOfEachTrack() {
    List<EncodedFrame> frames =
        List.of(
            frame(AUDIO, 0, 0, true, (byte) 1),
            frame(AUDIO, 21_333, 0, true, (byte) 2),
            frame(VIDEO, 40_000, 0, true, (byte) 3));
    ByteBuffer payload = new FragmentWriter(List.of(VIDEO, AUDIO), START).payload(frames, true);

    assertThat(reader.read(START, true, /* discontinuity= */ true, payload))
        .extracting(EncodedFrame::discontinuity)
        .containsExactly(true, false, true);
  }

  @Test
  void payloadBeforeTheFirstHeader_yieldsNothing() {
    FragmentWriter writer = new FragmentWriter(List.of(VIDEO), START);
    ByteBuffer payload = writer.payload(List.of(frame(VIDEO, 0, 0, false, (byte) 1)), false);

    assertThat(reader.read(START, false, false, payload)).isEmpty();
    assertThat(reader.tracks()).isEmpty();
  }

  @Test
  void dataOfFrames_isAViewOfThePayload() {
    FragmentWriter writer = new FragmentWriter(List.of(VIDEO), START);
    ByteBuffer payload = writer.payload(List.of(frame(VIDEO, 0, 0, true, (byte) 1)), true);

    EncodedFrame read = reader.read(START, true, false, payload).get(0);
    payload.put(payload.limit() - 1, (byte) 99);

    assertThat(read.data().get(0)).isEqualTo((byte) 99);
  }

  @Test
  void changedTracks_needANewWriter() {
    VideoTrack other = new VideoTrack(1, Codec.H264, 1280, 720, VIDEO.codecData());
    FragmentWriter writer = new FragmentWriter(List.of(VIDEO), START);

    assertThatThrownBy(() -> writer.payload(List.of(frame(other, 0, 0, true)), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("new writer");
  }

  @Test
  void durationBeyondTheFormat_isShortened() {
    EncodedFrame frame =
        new EncodedFrame(
            VIDEO, START, START, Duration.ofDays(1), true, false, false, ByteBuffer.allocate(1));
    ByteBuffer payload = new FragmentWriter(List.of(VIDEO), START).payload(List.of(frame), true);

    assertThat(reader.read(START, true, false, payload).get(0).duration())
        .isEqualTo(Micros.duration(0xffff_ffffL));
  }
}
