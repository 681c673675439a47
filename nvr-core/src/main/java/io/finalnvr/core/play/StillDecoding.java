package io.finalnvr.core.play;

import io.finalnvr.MediaException;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes frames for the sake of the last one. */
final class StillDecoding {

  private StillDecoding() {}

  /**
   * The picture of the last frame, or where it is damaged, the newest one before it.
   *
   * @param frames of one track in decode order, from a key frame on
   * @throws MediaException UNDECODABLE when no picture comes out
   */
  static DecodedFrame last(MediaDecoder decoder, DecodeRequest request, List<EncodedFrame> frames) {
    EncodedFrame wanted = frames.get(frames.size() - 1);
    Newest exact = decode(decoder, request, frames, wanted);
    if (exact.frame().isPresent()) {
      return exact.frame().get();
    }
    return decode(decoder, request, frames, null)
        .frame()
        .orElseThrow(
            () ->
                new MediaException(
                    MediaException.Reason.UNDECODABLE,
                    "the footage at %s can't be decoded: %s"
                        .formatted(wanted.time(), exact.problem)));
  }

  /** A frame that was kept for later, now to be shown. */
  static EncodedFrame asShown(EncodedFrame frame) {
    return new EncodedFrame(
        frame.track(),
        frame.time(),
        frame.decodeTime(),
        frame.duration(),
        frame.keyFrame(),
        frame.discontinuity(),
        /* decodeOnly= */ false,
        frame.data());
  }

  private static Newest decode(
      MediaDecoder decoder,
      DecodeRequest request,
      List<EncodedFrame> frames,
      @Nullable EncodedFrame only) {
    Newest newest = new Newest(frames.get(frames.size() - 1).time());
    try (DecodeSession session = decoder.open(request, newest)) {
      for (EncodedFrame frame : frames) {
        session.push(only == null || frame == only ? frame : frame.asDecodeOnly());
      }
      session.drain();
    }
    return newest;
  }

  /** Keeps the newest picture that is not after an instant. Read after the session was drained. */
  private static final class Newest implements DecodeHandler {
    private final Instant limit;
    private @Nullable DecodedFrame frame;
    private String problem = "no picture comes out";

    Newest(Instant limit) {
      this.limit = limit;
    }

    synchronized Optional<DecodedFrame> frame() {
      return Optional.ofNullable(frame);
    }

    @Override
    public synchronized void onFrame(DecodedFrame next) {
      if (!next.time().isAfter(limit)) {
        frame = next;
      }
    }

    @Override
    public synchronized void onSkipped(Instant time, String reason) {
      problem = reason;
    }
  }
}
