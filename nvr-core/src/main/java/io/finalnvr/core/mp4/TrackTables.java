package io.finalnvr.core.mp4;

import io.finalnvr.media.DataTrack;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a file's tracks. Players don't take another codec, or sound with another number of
 * samples a second, in one track: each gets a track of its own. Not thread-safe.
 */
final class TrackTables {

  private static final Track NOTHING = new DataTrack(1, "");

  private final Map<Object, TrackTable> byKey = new LinkedHashMap<>();
  private final Map<Track, TrackTable> byTrack = new LinkedHashMap<>();
  private Track lastTrack = NOTHING;
  private TrackTable last = new TrackTable(0);

  /** The table that frames of a track go into. */
  TrackTable of(Track track) {
    if (track != lastTrack) {
      last = byTrack.computeIfAbsent(track, this::find);
      lastTrack = track;
    }
    return last;
  }

  List<TrackTable> all() {
    return new ArrayList<>(byKey.values());
  }

  private TrackTable find(Track track) {
    Object key = track instanceof VideoTrack video ? List.of(video.id(), video.codec()) : track;
    return byKey.computeIfAbsent(key, any -> new TrackTable(freeId(track.id())));
  }

  private int freeId(int wanted) {
    int highest = 0;
    boolean taken = false;
    for (TrackTable table : byKey.values()) {
      highest = Math.max(highest, table.id());
      taken |= table.id() == wanted;
    }
    return taken ? highest + 1 : wanted;
  }
}
