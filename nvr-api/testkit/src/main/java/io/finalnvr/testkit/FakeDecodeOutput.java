package io.finalnvr.testkit;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.DecodeOutput;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One output of a {@link FakeDecodeSession}. */
final class FakeDecodeOutput {

  private final DecodeOutput output;
  private @Nullable Long cell;
  private boolean missing;

  FakeDecodeOutput(DecodeOutput output) {
    this.output = output;
  }

  boolean isOfKeyFramesOnly() {
    return output.request().keyFramesOnly();
  }

  void restart() {
    cell = null;
    missing = false;
  }

  void show(EncodedFrame frame) {
    missing |= frame.discontinuity();
    if (isLeftOut(frame) || !isWanted(frame.time())) {
      return;
    }
    DecodedFrame picture = picture(frame);
    missing = false;
    output.handler().onFrame(picture);
  }

  void skip(EncodedFrame frame, String reason) {
    missing = true;
    if (!frame.decodeOnly() && !isLeftOut(frame)) {
      output.handler().onSkipped(frame.time(), reason);
    }
  }

  private boolean isLeftOut(EncodedFrame frame) {
    return isOfKeyFramesOnly() && !frame.keyFrame();
  }

  private boolean isWanted(Instant time) {
    if (output.request().rate().isEmpty()) {
      return true;
    }
    long next = output.request().rate().get().cell(time);
    boolean wanted = cell == null || cell != next;
    cell = next;
    return wanted;
  }

  private DecodedFrame picture(EncodedFrame frame) {
    DecodeRequest request = output.request();
    VideoTrack track = (VideoTrack) frame.track();
    PictureSize size = request.size().of(PictureSize.exactly(track.width(), track.height()));
    ByteBuffer pixels = ByteBuffer.allocate(request.format().size(size.width(), size.height()));
    ByteBuffer data = frame.data();
    while (pixels.hasRemaining() && frame.size() > 0) {
      data.rewind().limit(Math.min(frame.size(), pixels.remaining()));
      pixels.put(data);
    }
    return new DecodedFrame(
        track,
        frame.time(),
        frame.duration(),
        request.format(),
        size.width(),
        size.height(),
        frame.keyFrame(),
        missing,
        pixels.flip());
  }
}
