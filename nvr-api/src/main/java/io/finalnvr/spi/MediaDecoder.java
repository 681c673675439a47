package io.finalnvr.spi;

import io.finalnvr.SnapshotRequest;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Picture;
import java.util.List;

/** Decodes footage. Thread-safe; calls block, 10 s at most. */
public interface MediaDecoder {

  /**
   * The picture shown at {@link SnapshotRequest#at()}: of the given frames the last one whose
   * {@link EncodedFrame#time()} is not after it, else the first one shown.
   *
   * @param frames of one video track in decode order, the first one a key frame
   * @throws io.finalnvr.MediaException with reason UNDECODABLE when no picture comes out
   */
  Picture picture(List<EncodedFrame> frames, SnapshotRequest request);
}
