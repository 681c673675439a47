package io.finalnvr.core.play;

import io.finalnvr.MediaException;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.MediaDecoder;

/** Takes pictures from footage. */
public final class Snapshots {

  private Snapshots() {}

  /**
   * The picture shown at an instant. Where that is now, waits up to 2 s for the footage to reach
   * it. Blocks on the store.
   *
   * @throws MediaException NO_FOOTAGE, naming what there is, when nothing was shown at the instant;
   *     UNDECODABLE
   */
  public static Picture take(
      String cameraId,
      FrameLog footage,
      SnapshotRequest request,
      MediaDecoder decoder,
      GapFinder gaps,
      Clocks clocks) {
    Still still =
        new StillFinder(cameraId, footage, gaps, clocks).find(request.at(), request.nearestKey());
    if (still instanceof Still.Frames found) {
      DecodedFrame frame =
          StillDecoding.last(
              decoder, DecodeRequest.of(PixelFormat.RGB).size(request.size()), found.frames());
      return decoder.encode(frame, request.format(), request.quality());
    }
    throw ((Still.Missing) still).failure().get();
  }
}
