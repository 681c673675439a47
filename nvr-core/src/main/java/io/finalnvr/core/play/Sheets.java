package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.MediaException;
import io.finalnvr.SheetRequest;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.MediaDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes many small pictures from footage and puts them together. */
public final class Sheets {

  private Sheets() {}

  /**
   * A contact sheet. Instants without footage get an empty tile that says why. Blocks on the store.
   *
   * @throws MediaException OUTPUT when the sheet can't be made
   */
  public static Picture take(
      String cameraId,
      FrameLog footage,
      SheetRequest request,
      MediaDecoder decoder,
      GapFinder gaps,
      Clocks clocks) {
    StillFinder finder = new StillFinder(cameraId, footage, gaps, clocks);
    DecodeRequest small =
        DecodeRequest.of(PixelFormat.RGB).size(PictureSize.within(request.tileWidth(), 0));
    List<SheetTile> tiles = new ArrayList<>();
    for (Instant at : request.instants()) {
      tiles.add(tile(finder.find(at, !request.exact()), at, small, decoder));
    }
    DecodedFrame sheet = SheetPainter.paint(tiles, request);
    return decoder.encode(sheet, request.format(), request.quality());
  }

  private static SheetTile tile(
      Still still, Instant at, DecodeRequest small, MediaDecoder decoder) {
    if (still instanceof Still.Frames found) {
      try {
        return SheetTile.of(StillDecoding.last(decoder, small, found.frames()));
      } catch (MediaException e) {
        if (e.reason() != MediaException.Reason.UNDECODABLE) {
          throw e;
        }
        return SheetTile.empty(at, "DAMAGED");
      }
    }
    String why =
        ((Still.Missing) still)
            .gap()
            .map(Gap::cause)
            .filter(cause -> cause != GapCause.UNKNOWN)
            .map(cause -> cause.name().replace('_', ' ').toUpperCase(Locale.ROOT))
            .orElse("NO FOOTAGE");
    return SheetTile.empty(at, why);
  }
}
