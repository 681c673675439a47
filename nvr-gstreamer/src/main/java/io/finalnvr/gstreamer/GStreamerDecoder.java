package io.finalnvr.gstreamer;

import io.finalnvr.MediaException;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.MediaDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Takes a picture in two steps, each a small pipeline of its own: all frames up to the wanted one
 * are decoded, then that one is scaled and made into a file.
 */
final class GStreamerDecoder implements MediaDecoder {

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @Override
  public Picture picture(List<EncodedFrame> frames, SnapshotRequest request) {
    if (frames.isEmpty() || !(frames.get(0).track() instanceof VideoTrack track)) {
      throw new MediaException(
          MediaException.Reason.UNDECODABLE, "no frames of a video track to decode");
    }
    String caps = TrackCaps.of(track);
    GStreamer.require(
        GStreamer.FOR_MEDIA, DecoderChain.names(track.codec()).toArray(String[]::new));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int shown = shown(frames, request.at());
    try (RawPicture raw =
        PictureDecoding.decode(track, caps, frames.subList(0, shown + 1), shown, deadline)) {
      byte[] file = PictureEncoding.encode(raw, request.format(), request.maxWidth(), deadline);
      return new Picture(raw.time(), request.format(), ByteBuffer.wrap(file));
    }
  }

  /** Which of the frames is shown at an instant. */
  static int shown(List<EncodedFrame> frames, Instant at) {
    int earliest = 0;
    int best = -1;
    for (int i = 0; i < frames.size(); i++) {
      Instant time = frames.get(i).time();
      if (time.isBefore(frames.get(earliest).time())) {
        earliest = i;
      }
      if (!time.isAfter(at) && (best < 0 || !time.isBefore(frames.get(best).time()))) {
        best = i;
      }
    }
    return best < 0 ? earliest : best;
  }

  static MediaException undecodable(String why) {
    return new MediaException(
        MediaException.Reason.UNDECODABLE, "the footage can't be decoded: " + why);
  }
}
