package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CapsTracksTest {

  private static final String AVC = "video/x-h264, stream-format=(string)avc, alignment=(string)au";

  @Test
  void h264_becomesAVideoTrack() {
    assertThat(
            CapsTracks.track(
                3,
                MediaCaps.parse(
                    AVC + ", width=(int)640, height=(int)360, codec_data=(buffer)0164001effe100")))
        .hasValue(
            new VideoTrack(
                3,
                Codec.H264,
                640,
                360,
                ByteBuffer.wrap(new byte[] {1, 0x64, 0, 0x1e, (byte) 0xff, (byte) 0xe1, 0})));
  }

  @Test
  void h264WithoutParameterSets_isNotATrackYet() {
    assertThat(CapsTracks.track(1, MediaCaps.parse(AVC + ", width=(int)640, height=(int)360")))
        .isEmpty();
    assertThat(CapsTracks.track(1, MediaCaps.parse(AVC + ", codec_data=(buffer)0164001effe100")))
        .isEmpty();
  }

  @Test
  void aac_becomesAnAudioTrack() {
    assertThat(
            CapsTracks.track(
                2,
                MediaCaps.parse(
                    "audio/mpeg, mpegversion=(int)4, stream-format=(string)raw, rate=(int)48000,"
                        + " channels=(int)2, codec_data=(buffer)1190")))
        .hasValue(
            new AudioTrack(
                2, Codec.AAC, 48_000, 2, ByteBuffer.wrap(new byte[] {0x11, (byte) 0x90})));
  }

  @Test
  void g711_needsNoCodecData() {
    assertThat(
            CapsTracks.track(2, MediaCaps.parse("audio/x-alaw, rate=(int)8000, channels=(int)1")))
        .hasValue(new AudioTrack(2, Codec.PCMA, 8000, 1, ByteBuffer.allocate(0)));
  }

  @Test
  void opus_getsAConfiguration() {
    AudioTrack track =
        (AudioTrack)
            CapsTracks.track(
                    2,
                    MediaCaps.parse("audio/x-opus, channel-mapping-family=(int)0, channels=(int)2"))
                .orElseThrow();

    assertThat(track.sampleRate()).isEqualTo(48_000);
    assertThat(track.codecData().remaining()).isEqualTo(11);
    assertThat(track.codecData().get(1)).isEqualTo((byte) 2);
  }

  @Test
  void jpeg_becomesAVideoTrack() {
    assertThat(CapsTracks.track(1, MediaCaps.parse("image/jpeg, width=(int)640, height=(int)360")))
        .hasValue(new VideoTrack(1, Codec.MJPEG, 640, 360, ByteBuffer.allocate(0)));
  }

  @Test
  void whatCannotBeRecorded_isNoTrack() {
    assertThat(CapsTracks.track(1, MediaCaps.parse("audio/x-vorbis, rate=(int)48000"))).isEmpty();
  }
}
