package io.finalnvr.core.play;

import io.finalnvr.MediaException;
import io.finalnvr.SheetRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PictureSize;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Lays tiles out and paints them. Pure. */
final class SheetPainter {

  private static final int BACKGROUND = 0x101418;
  private static final int EMPTY = 0x262c33;
  private static final int HATCH = 0x2e353d;
  private static final int LABEL = 0xc8d0d8;
  private static final int CAPTION = 0xffffff;
  private static final int SPACE = 4;
  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final SheetRequest request;
  private final int tileHeight;
  private final Canvas canvas;

  private SheetPainter(SheetRequest request, int tileHeight, Canvas canvas) {
    this.request = request;
    this.tileHeight = tileHeight;
    this.canvas = canvas;
  }

  static DecodedFrame paint(List<SheetTile> tiles, SheetRequest request) {
    int columns = Math.min(request.columns(), tiles.size());
    int rows = (tiles.size() + columns - 1) / columns;
    int tileHeight = tileHeight(tiles, request.tileWidth());
    int width = SPACE + columns * (request.tileWidth() + SPACE);
    int height = SPACE + rows * (tileHeight + SPACE);
    if (width > PictureSize.MAX || height > PictureSize.MAX) {
      throw new MediaException(
          MediaException.Reason.OUTPUT,
          "a sheet of %d x %d pixels is too large; ask for fewer or smaller pictures"
              .formatted(width, height));
    }
    Canvas canvas = new Canvas(width, height, BACKGROUND);
    SheetPainter painter = new SheetPainter(request, tileHeight, canvas);
    for (int i = 0; i < tiles.size(); i++) {
      painter.tile(
          tiles.get(i),
          SPACE + i % columns * (request.tileWidth() + SPACE),
          SPACE + i / columns * (tileHeight + SPACE));
    }
    return canvas.picture(tiles.get(0).time());
  }

  /** That of the first picture as wide as a tile; without any picture as of 16 : 9. */
  private static int tileHeight(List<SheetTile> tiles, int tileWidth) {
    return tiles.stream()
        .flatMap(tile -> tile.picture().stream())
        .map(picture -> Math.round((float) picture.height() * tileWidth / picture.width()))
        .findFirst()
        .orElse(tileWidth * 9 / 16);
  }

  private void tile(SheetTile tile, int left, int top) {
    int width = request.tileWidth();
    canvas.fill(left, top, width, tileHeight, EMPTY);
    if (tile.picture().isPresent()) {
      canvas.paste(tile.picture().get(), left, top, width, tileHeight);
    } else {
      canvas.hatch(left, top, width, tileHeight, HATCH);
      int scale = scale(tile.label(), width);
      canvas.text(
          tile.label(),
          left + (width - Font.width(tile.label(), scale)) / 2,
          top + (tileHeight - Font.HEIGHT * scale) / 2,
          scale,
          LABEL);
    }
    request.captions().ifPresent(zone -> caption(tile.time(), zone, left, top));
  }

  private void caption(Instant time, ZoneId zone, int left, int top) {
    int width = request.tileWidth();
    String text = LONG.format(time.atZone(zone));
    if (Font.width(text, 1) > width - 4) {
      text = SHORT.format(time.atZone(zone));
    }
    int scale = scale(text, width);
    int band = (Font.HEIGHT + 4) * scale;
    canvas.darken(left, top + tileHeight - band, width, band);
    canvas.text(text, left + 3 * scale, top + tileHeight - band + 2 * scale, scale, CAPTION);
  }

  private static int scale(String text, int width) {
    return Math.max(1, Math.min(Math.max(1, width / 160), (width - 4) / Font.width(text, 1)));
  }
}
