package io.finalnvr.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrackTest {

  @Test
  void codecData_isCopied() {
    byte[] bytes = {1, 2, 3};
    VideoTrack track = new VideoTrack(1, Codec.H264, 640, 360, ByteBuffer.wrap(bytes));
    bytes[0] = 9;

    assertThat(track.codecData().get(0)).isEqualTo((byte) 1);
    track.codecData().position(2);
    assertThat(track.codecData().remaining()).as("a view of its own each time").isEqualTo(3);
    assertThatThrownBy(() -> track.codecData().put(0, (byte) 7))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void tracksWithTheSameCodecData_areEqual() {
    assertThat(video(1, 2)).isEqualTo(video(1, 2)).isNotEqualTo(video(1, 3));
  }

  @Test
  void codecOfAnotherKind_isRefused() {
    assertThatThrownBy(() -> new VideoTrack(1, Codec.AAC, 640, 360, ByteBuffer.allocate(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AudioTrack(1, Codec.H264, 8000, 1, ByteBuffer.allocate(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trackIdBelowOne_isRefused() {
    assertThatThrownBy(() -> new DataTrack(0, "text/plain"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void frame_viewsItsData() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1);
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    EncodedFrame frame =
        new EncodedFrame(video(1), time, time, Duration.ofMillis(40), true, false, false, data);

    assertThat(frame.size()).isEqualTo(3);
    assertThat(frame.data().get()).isEqualTo((byte) 2);
    assertThat(frame.data().isReadOnly()).isTrue();
    assertThat(frame.endTime()).isEqualTo(time.plusMillis(40));
    assertThat(frame.asDecodeOnly().decodeOnly()).isTrue();
    assertThat(frame.asDecodeOnly().data()).isEqualTo(frame.data());
    assertThat(frame.toString()).contains("key frame of track 1").contains("3 bytes");
  }

  private static VideoTrack video(int... codecData) {
    ByteBuffer bytes = ByteBuffer.allocate(codecData.length);
    for (int b : codecData) {
      bytes.put((byte) b);
    }
    return new VideoTrack(1, Codec.H264, 640, 360, bytes.flip());
  }
}
