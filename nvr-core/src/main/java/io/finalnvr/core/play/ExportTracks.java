package io.finalnvr.core.play;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.DataTrack;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Numbers the tracks of several cameras through. Not thread-safe. */
final class ExportTracks {

  private final List<String> cameraIds;
  private final Map<List<Integer>, Integer> ids = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final List<Map<Track, Track>> renumbered = new ArrayList<>();

  ExportTracks(List<String> cameraIds) {
    this.cameraIds = cameraIds;
    cameraIds.forEach(id -> renumbered.add(new IdentityHashMap<>()));
  }

  /** The number that a track of a camera has in the file. */
  int id(int camera, int trackId) {
    return ids.computeIfAbsent(
        List.of(camera, trackId),
        any -> {
          int id = cameraIds.size() == 1 ? trackId : ids.size() + 1;
          names.put(id, cameraIds.get(camera));
          return id;
        });
  }

  /** The names of the cameras by track. */
  Map<Integer, String> names() {
    return names;
  }

  Track of(int camera, Track track) {
    Map<Track, Track> known = renumbered.get(camera);
    Track found = known.get(track);
    if (found == null) {
      if (known.size() > 1000) {
        known.clear(); // Each record with a header brings a new object.
      }
      found = renumber(track, id(camera, track.id()));
      known.put(track, found);
    }
    return found;
  }

  /** A frame as it stands in the file. */
  EncodedFrame place(int camera, EncodedFrame frame, Duration shift) {
    Track track = of(camera, frame.track());
    if (track == frame.track() && shift.isZero()) {
      return frame;
    }
    return new EncodedFrame(
        track,
        frame.time().plus(shift),
        frame.decodeTime().plus(shift),
        frame.duration(),
        frame.keyFrame(),
        frame.discontinuity(),
        frame.decodeOnly(),
        frame.data());
  }

  static Track renumber(Track track, int id) {
    if (track.id() == id) {
      return track;
    }
    if (track instanceof VideoTrack v) {
      return new VideoTrack(id, v.codec(), v.width(), v.height(), v.codecData());
    }
    if (track instanceof AudioTrack a) {
      return new AudioTrack(id, a.codec(), a.sampleRate(), a.channels(), a.codecData());
    }
    return new DataTrack(id, ((DataTrack) track).mimeType());
  }
}
