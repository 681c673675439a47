package io.finalnvr.spi;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import java.util.List;

/** Decodes footage to pictures, and writes pictures as files. Thread-safe. */
public interface MediaDecoder {

  /** Begins to decode for one handler; see {@link #open(List)}. */
  default DecodeSession open(DecodeRequest request, DecodeHandler handler) {
    return open(List.of(new DecodeOutput(request, handler)));
  }

  /**
   * Begins to decode. Each frame is decoded once, however many pictures are made of it. Returns
   * quickly; what it takes to decode a codec is made with the first frame.
   *
   * @param outputs one at least; of each picture they are served in this order
   */
  DecodeSession open(List<DecodeOutput> outputs);

  /**
   * A picture as a file. Blocks, 10 s at most.
   *
   * @param quality of a JPEG, 1 to 100; without meaning for a PNG
   * @throws io.finalnvr.MediaException with reason OUTPUT when it can't be made
   */
  Picture encode(DecodedFrame frame, PictureFormat format, int quality);
}
