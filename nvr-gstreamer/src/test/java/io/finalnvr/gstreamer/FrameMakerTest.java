package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FrameMakerTest {

  private static final MediaCaps CAPS = caps(640);
  private static final byte[] KEY = NalUnitsTest.join(4, new byte[] {0x65, (byte) 0x88, 1});
  private static final byte[] DELTA = NalUnitsTest.join(4, new byte[] {0x41, (byte) 0x9a, 1});
  private static final byte[] TORN = NalUnitsTest.join(4, new byte[] {0x41, 0x1a, 1});
  private static final int DISCONT = NativeMedia.FLAG_DISCONT;

  private final FrameMaker maker = new FrameMaker(1, /* live= */ true);
  private long pts;

  @Test
  void firstFrame_isAKeyFrame() {
    assertThat(next(DELTA, DISCONT)).isEmpty();
    assertThat(next(DELTA, 0)).isEmpty();

    assertThat(next(KEY, 0))
        .hasValueSatisfying(
            frame -> {
              assertThat(frame.keyFrame()).isTrue();
              assertThat(frame.discontinuity()).isFalse();
            });
    assertThat(maker.lost()).isZero();
  }

  @Test
  void frameAfterLoss_isDroppedUpToTheNextKeyFrame() {
    next(KEY, DISCONT);
    next(DELTA, 0);

    assertThat(next(DELTA, DISCONT)).isEmpty();
    assertThat(next(DELTA, 0)).isEmpty();
    assertThat(next(KEY, 0)).map(SourceFrame::discontinuity).hasValue(true);
    assertThat(next(DELTA, 0)).map(SourceFrame::discontinuity).hasValue(false);
    assertThat(maker.lost()).isEqualTo(2);
  }

  @Test
  void discontinuityInAFile_isNoLoss() {
    FrameMaker file = new FrameMaker(1, /* live= */ false);

    assertThat(file.frame(sample(caps(640), KEY, 0), 0)).isPresent();
    assertThat(file.frame(sample(caps(640), DELTA, DISCONT), 0))
        .map(SourceFrame::discontinuity)
        .hasValue(false);
    assertThat(file.lost()).isZero();
  }

  @Test
  void keyFrameAfterLoss_mayBeTornItself() {
    next(KEY, DISCONT);

    assertThat(next(KEY, DISCONT)).isEmpty();
    assertThat(next(KEY, 0)).map(SourceFrame::discontinuity).hasValue(true);
  }

  @Test
  void tornFrame_isDroppedEvenWithoutAFlag() {
    next(KEY, 0);

    assertThat(next(TORN, 0)).isEmpty();
    assertThat(next(DELTA, 0)).isEmpty();
    assertThat(next(KEY, 0)).map(SourceFrame::discontinuity).hasValue(true);
  }

  @Test
  void otherParameters_waitForAKeyFrame() {
    next(KEY, 0);

    assertThat(maker.frame(sample(caps(1280), DELTA, 0), 0)).isEmpty();
    assertThat(maker.frame(sample(caps(1280), KEY, 0), 0))
        .map(frame -> frame.track().toString())
        .hasValue("video 1: H264 1280x360");
  }

  @Test
  void parameterSetsAlone_areNoFrame() {
    next(KEY, 0);

    assertThat(next(NalUnitsTest.join(4, new byte[] {0x67, 1, 2}), 0)).isEmpty();
    assertThat(next(DELTA, 0)).map(SourceFrame::discontinuity).hasValue(false);
  }

  @Test
  void soundAfterLoss_isKeptAndMarked() {
    MediaCaps alaw = MediaCaps.parse("audio/x-alaw, rate=(int)8000, channels=(int)1");
    assertThat(maker.frame(sample(alaw, new byte[] {1}, DISCONT), 0))
        .map(SourceFrame::discontinuity)
        .hasValue(false);

    for (int packet = 0; packet < 5; packet++) {
      assertThat(maker.frame(sample(alaw, new byte[] {1}, DISCONT), 0))
          .as("flagged, and nothing is missing")
          .map(SourceFrame::discontinuity)
          .hasValue(false);
    }
    pts += 40_000_000;
    assertThat(maker.frame(sample(alaw, new byte[] {1}, DISCONT), 0))
        .map(SourceFrame::discontinuity)
        .hasValue(true);
  }

  @Test
  void ntpTime_becomesAnInstant() {
    long ntp = (2_208_988_800L + 1_700_000_000L) * 1_000_000_000L + 5;

    assertThat(
            maker.frame(
                new MediaSample(CAPS, 7, -1, 40_000_000, 0, OptionalLong.of(ntp), KEY), 100))
        .hasValueSatisfying(
            frame -> {
              assertThat(frame.cameraTime()).hasValue(Instant.ofEpochSecond(1_700_000_000L, 5));
              assertThat(frame.ptsNanos()).isEqualTo(107);
              assertThat(frame.dtsNanos()).isEmpty();
              assertThat(frame.duration()).hasValue(Duration.ofMillis(40));
            });
  }

  private Optional<SourceFrame> next(byte[] data, int flags) {
    return maker.frame(sample(CAPS, data, flags), 0);
  }

  private MediaSample sample(MediaCaps caps, byte[] data, int flags) {
    pts += 40_000_000;
    return new MediaSample(caps, pts, -1, 40_000_000, flags, OptionalLong.empty(), data);
  }

  private static MediaCaps caps(int width) {
    return MediaCaps.parse(
        "video/x-h264, stream-format=(string)avc, width=(int)"
            + width
            + ", height=(int)360, codec_data=(buffer)0164001effe100");
  }
}
