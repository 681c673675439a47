package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.Codec;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MediaCapsTest {

  @Test
  void parse_readsFieldsWithoutTypes() {
    MediaCaps caps =
        MediaCaps.parse(
            "video/x-h264, stream-format=(string)avc, width=(int)640, height=(int)360,"
                + " framerate=(fraction)25/1, codec_data=(buffer)0164001eff, parsed=(boolean)true");

    assertThat(caps.mediaType()).isEqualTo("video/x-h264");
    assertThat(caps.number("width")).hasValue(640);
    assertThat(caps.text("framerate")).hasValue("25/1");
    assertThat(caps.codecData())
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 0x64, 0, 0x1e, (byte) 0xff}));
    assertThat(caps.codec()).hasValue(Codec.H264);
  }

  @Test
  void parse_keepsCommasInsideOfQuotesAndLists() {
    MediaCaps caps =
        MediaCaps.parse(
            "application/x-rtp, media=(string)video, sprop=(string)\"Z0LAHtkA,aM48\\\"gA==\","
                + " headers=(buffer)< 0102, 0304 >, payload=(int)96");

    assertThat(caps.text("sprop")).hasValue("Z0LAHtkA,aM48\"gA==");
    assertThat(caps.text("headers")).hasValue("< 0102, 0304 >");
    assertThat(caps.number("payload")).hasValue(96);
  }

  @Test
  void parse_survivesAnything() {
    for (String text :
        new String[] {
          "", ",", "a", "a,", "a,b", "a,b=", "a,b=(int", "a,b=\"x", "a(m:b), c=<", "=;"
        }) {
      assertThat(MediaCaps.parse(text)).isNotNull();
    }
  }

  @Test
  void codec_ofMp3_isNone() {
    assertThat(MediaCaps.parse("audio/mpeg, mpegversion=(int)1, layer=(int)3").codec()).isEmpty();
  }
}
