package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PendingFramesTest {

  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

  private final PendingFrames pending = new PendingFrames(T0);

  private static EncodedFrame frame(long millis) {
    return new EncodedFrame(
        new VideoTrack(1, Codec.H264, 64, 64, ByteBuffer.allocate(0)),
        T0.plusMillis(millis),
        T0.plusMillis(millis),
        Duration.ofMillis(40),
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        /* decodeOnly= */ false,
        ByteBuffer.allocate(1));
  }

  @Test
  void framesArePassedOver_whenALaterOneComesOut() {
    EncodedFrame first = frame(0);
    EncodedFrame third = frame(80);
    EncodedFrame second = frame(40);
    pending.add(first);
    long last = pending.add(third);
    pending.add(second);

    assertThat(pending.take(last).lost()).containsExactly(first, second);
    assertThat(pending.takeAll()).isEmpty();
  }

  @Test
  void timesThatAreTheSame_areToldApart() {
    EncodedFrame one = frame(0);
    EncodedFrame other = frame(0);
    long a = pending.add(one);
    long b = pending.add(other);

    assertThat(pending.take(a).frame()).isSameAs(one);
    assertThat(pending.take(b).frame()).isSameAs(other);
  }

  @Test
  void timeThatNobodyPushed_isNobodys() {
    pending.add(frame(0));

    assertThat(pending.take(NativeMedia.NO_TIME).frame()).isNull();
    assertThat(pending.takeAll()).hasSize(1);
  }

  @Test
  void decoderThatSwallowsEverything_doesNotFillMemory() {
    for (int i = 0; i < PendingFrames.MAX + 3; i++) {
      pending.add(frame(i));
    }
    assertThat(pending.takeOverdue()).hasSize(3);
  }

  @Test
  void choice_ofARate_isTheFirstOfACell() {
    PictureChoice choice = new PictureChoice(DecodeRequest.of(PixelFormat.GREY8).atMost(10));

    assertThat(choice.wants(frame(20).asDecodeOnly())).isFalse();
    assertThat(choice.wants(frame(20))).isTrue();
    assertThat(choice.wants(frame(99))).isFalse();
    assertThat(choice.wants(frame(100))).isTrue();
    choice.restart();
    assertThat(choice.wants(frame(100))).isTrue();
  }

  @Test
  void whatIsMissing_isToldOnce() {
    PictureChoice choice = new PictureChoice(DecodeRequest.of(PixelFormat.GREY8));
    choice.missing();

    assertThat(choice.takeMissing()).isTrue();
    assertThat(choice.takeMissing()).isFalse();
  }

  @Test
  void squeezedPictures_areAsWideAsTheyAreMeant() {
    assertThat(
            ShownSize.of(
                MediaCaps.parse(
                    "video/x-raw, width=(int)960, height=(int)1080, "
                        + "pixel-aspect-ratio=(fraction)2/1")))
        .isEqualTo(PictureSize.exactly(1920, 1080));
    assertThat(ShownSize.of(MediaCaps.parse("video/x-raw, width=(int)704, height=(int)576")))
        .isEqualTo(PictureSize.exactly(704, 576));
  }
}
