package io.finalnvr.testkit;

import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.MediaDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class FakeMediaDecoderContractTest extends MediaDecoderContract {

  private static final Duration FRAME = Duration.ofMillis(40);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /** In front of the number, so that what is damaged is told from what is not. */
  private static final int MAGIC = 0x6e767231;

  @Override
  protected MediaDecoder decoder() {
    return new FakeMediaDecoder(frame -> frame.data().getInt(0) != MAGIC);
  }

  @Override
  protected int numberIn(DecodedFrame picture) {
    return picture.data().getInt(4);
  }

  @Override
  protected List<EncodedFrame> clip(Codec codec, int frames, int gop, int bFrames) {
    VideoTrack track = new VideoTrack(1, codec, 64, 36, ByteBuffer.allocate(0));
    int keyEvery = codec == Codec.MJPEG ? 1 : gop;
    List<EncodedFrame> clip = new ArrayList<>();
    for (int number : decodeOrder(frames, keyEvery, bFrames)) {
      Instant decoded = START.plus(FRAME.multipliedBy(clip.size()));
      Instant shown = START.plus(FRAME.multipliedBy(number + (bFrames > 0 ? 1 : 0)));
      clip.add(
          new EncodedFrame(
              track,
              shown,
              decoded,
              FRAME,
              number % keyEvery == 0,
              /* discontinuity= */ false,
              /* decodeOnly= */ false,
              ByteBuffer.allocate(8).putInt(MAGIC).putInt(number).flip()));
    }
    return clip;
  }

  /** Closed groups: a frame that others refer to stands before those that are shown before it. */
  private static List<Integer> decodeOrder(int frames, int gop, int bFrames) {
    List<Integer> order = new ArrayList<>();
    for (int start = 0; start < frames; start += gop) {
      int end = Math.min(frames, start + gop);
      order.add(start);
      for (int next = start + 1; next < end; next += bFrames + 1) {
        int reference = Math.min(end - 1, next + bFrames);
        order.add(reference);
        for (int b = next; b < reference; b++) {
          order.add(b);
        }
      }
    }
    return order;
  }
}
