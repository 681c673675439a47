package io.finalnvr.core.mp4;

import io.finalnvr.core.mp4.MovieTrack.SampleDefaults;
import io.finalnvr.media.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the tracks out of a {@code moov}. */
final class MovieReader {

  private final Map<Integer, MovieTrack> tracks = new LinkedHashMap<>();

  private MovieReader() {}

  /** The tracks by id, in the order of the file; tracks without any usable codec are left out. */
  static Map<Integer, MovieTrack> read(ByteBuffer moov) {
    MovieReader reader = new MovieReader();
    BoxReader boxes = new BoxReader(moov);
    List<ByteBuffer> extensions = new ArrayList<>();
    while (boxes.next()) {
      if (boxes.type() == BoxType.TRAK) {
        reader.trak(boxes.body());
      } else if (boxes.type() == BoxType.MVEX) {
        extensions.add(boxes.body());
      }
    }
    extensions.forEach(reader::mvex);
    return reader.tracks;
  }

  private void trak(ByteBuffer trak) {
    int id = id(trak);
    ByteBuffer mdia = require(trak, BoxType.MDIA);
    ByteBuffer mdhd = require(mdia, BoxType.MDHD);
    long timescale = mdhd.getInt(mdhd.get(0) == 1 ? 20 : 12) & 0xffff_ffffL;
    if (timescale == 0) {
      throw BoxReader.undecodable("MP4 track %d has timescale 0".formatted(id));
    }
    ByteBuffer stsd = require(require(require(mdia, BoxType.MINF), BoxType.STBL), BoxType.STSD);
    List<Optional<Track>> descriptions = new ArrayList<>();
    BoxReader entries = new BoxReader(stsd.slice(8, stsd.limit() - 8));
    while (entries.next()) {
      descriptions.add(SampleEntryReader.read(id, entries.type(), entries.body()));
    }
    if (descriptions.stream().anyMatch(Optional::isPresent)) {
      tracks.put(id, new MovieTrack(id, timescale, descriptions, SampleDefaults.NONE));
    }
  }

  private void mvex(ByteBuffer mvex) {
    BoxReader boxes = new BoxReader(mvex);
    while (boxes.next()) {
      if (boxes.type() == BoxType.TREX) {
        ByteBuffer trex = boxes.body().position(4);
        MovieTrack track = tracks.get(trex.getInt());
        if (track != null) {
          tracks.put(
              track.id(),
              track.with(
                  new SampleDefaults(
                      trex.getInt(), trex.getInt() & 0xffff_ffffL, trex.getInt(), trex.getInt())));
        }
      }
    }
  }

  /** Of a {@code trak}. */
  static int id(ByteBuffer trak) {
    ByteBuffer tkhd = require(trak, BoxType.TKHD);
    return tkhd.getInt(tkhd.get(0) == 1 ? 20 : 12);
  }

  /** The name of the handler of a {@code trak}, as it stands there. */
  static ByteBuffer name(ByteBuffer trak) {
    ByteBuffer hdlr = require(require(trak, BoxType.MDIA), BoxType.of("hdlr"));
    return hdlr.slice(24, hdlr.limit() - 24);
  }

  /** Units in a second of the durations of a {@code moov}. */
  static long timescale(ByteBuffer moov) {
    ByteBuffer mvhd = require(moov, BoxType.of("mvhd"));
    return mvhd.getInt(mvhd.get(0) == 1 ? 20 : 12) & 0xffff_ffffL;
  }

  static ByteBuffer require(ByteBuffer parent, int type) {
    ByteBuffer found = find(parent, type);
    if (found == null) {
      throw BoxReader.undecodable("MP4 header without '%s'".formatted(BoxType.name(type)));
    }
    return found;
  }

  static @Nullable ByteBuffer find(ByteBuffer parent, int type) {
    BoxReader boxes = new BoxReader(parent);
    while (boxes.next()) {
      if (boxes.type() == type) {
        return boxes.body();
      }
    }
    return null;
  }
}
