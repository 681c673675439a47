package io.finalnvr.examples.cli;

import io.finalnvr.Bookmark;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import io.finalnvr.examples.console.Texts;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Bookmarks as text and as JSON. */
final class BookmarkText {

  private BookmarkText() {}

  static List<String> lines(List<Bookmark> bookmarks, ZoneId zone) {
    Table table = new Table().row("BOOKMARK", "FROM", "TO", "NAME");
    for (Bookmark bookmark : bookmarks) {
      table.row(
          bookmark.id(),
          Texts.instant(bookmark.range().start(), zone),
          Texts.instant(bookmark.range().end(), zone),
          bookmark.name());
    }
    return table.lines();
  }

  static Map<String, Object> json(Bookmark bookmark) {
    return Json.object(
        "id", bookmark.id(),
        "camera", bookmark.cameraId(),
        "start", bookmark.range().start(),
        "end", bookmark.range().end(),
        "name", bookmark.name(),
        "created", bookmark.created());
  }
}
