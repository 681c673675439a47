package io.finalnvr.core.mp4;

import io.finalnvr.media.Track;
import java.time.Instant;
import java.util.List;

/** Writes what stands in front of fragments at every random-access point: ftyp and moov. */
final class FragmentHeader {

  private FragmentHeader() {}

  static byte[] bytes(List<Track> tracks, Instant created) {
    BoxWriter out = new BoxWriter();
    // iso6 covers default-base-is-moof, 64-bit tfdt and signed composition offsets.
    MovieBoxes.ftyp(out, "iso6", "iso5", "mp41");
    int nextTrackId = tracks.stream().mapToInt(Track::id).max().orElse(0) + 1;
    out.box(
        "moov",
        () -> {
          MovieBoxes.mvhd(out, created, Micros.PER_SECOND, 0, nextTrackId);
          tracks.forEach(track -> trak(out, track, created));
          out.box("mvex", () -> tracks.forEach(track -> trex(out, track)));
        });
    return out.toBytes();
  }

  private static void trak(BoxWriter out, Track track, Instant created) {
    out.box(
        "trak",
        () -> {
          MovieBoxes.tkhd(out, track.id(), track, created, 0);
          out.box(
              "mdia",
              () -> {
                MovieBoxes.mdhd(out, created, Micros.PER_SECOND, 0);
                MovieBoxes.hdlr(out, track, "");
                out.box(
                    "minf",
                    () -> {
                      MovieBoxes.mediaInformation(out, track);
                      out.box("stbl", () -> emptySampleTable(out, track));
                    });
              });
        });
  }

  private static void emptySampleTable(BoxWriter out, Track track) {
    MovieBoxes.stsd(out, List.of(track));
    out.fullBox("stts", 0, 0, () -> out.u32(0));
    out.fullBox("stsc", 0, 0, () -> out.u32(0));
    out.fullBox("stsz", 0, 0, () -> out.zeros(8));
    out.fullBox("stco", 0, 0, () -> out.u32(0));
  }

  private static void trex(BoxWriter out, Track track) {
    out.fullBox(
        "trex",
        0,
        0,
        () -> {
          out.u32(track.id());
          out.u32(/* sample description */ 1);
          out.zeros(12);
        });
  }
}
