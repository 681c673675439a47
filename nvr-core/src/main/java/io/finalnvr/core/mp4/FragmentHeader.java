package io.finalnvr.core.mp4;

import io.finalnvr.media.Track;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what stands in front of fragments: ftyp and moov. At every random-access point of a log
 * without a presentation, and in front of a file with the one that it has.
 */
final class FragmentHeader {

  private final BoxWriter out = new BoxWriter();
  private final List<Track> tracks;
  private final Instant created;
  private final @Nullable Presentation shown;

  private FragmentHeader(List<Track> tracks, Instant created, @Nullable Presentation shown) {
    this.tracks = tracks;
    this.created = created;
    this.shown = shown;
  }

  /** In a log. */
  static byte[] bytes(List<Track> tracks, Instant created) {
    return new FragmentHeader(tracks, created, null).write(Map.of(), "");
  }

  /**
   * In front of a file.
   *
   * @param shown on the clock of the fragments
   * @param names of tracks, by id
   * @param title of the whole; empty for none
   */
  static byte[] bytes(
      List<Track> tracks, Presentation shown, Map<Integer, String> names, String title) {
    return new FragmentHeader(tracks, shown.startTime(), shown).write(names, title);
  }

  private byte[] write(Map<Integer, String> names, String title) {
    // iso6 covers default-base-is-moof, 64-bit tfdt and signed composition offsets.
    MovieBoxes.ftyp(out, "iso6", "iso5", "mp41");
    int nextTrackId = tracks.stream().mapToInt(Track::id).max().orElse(0) + 1;
    out.box(
        "moov",
        () -> {
          MovieBoxes.mvhd(out, created, Micros.PER_SECOND, 0, nextTrackId);
          tracks.forEach(track -> trak(track, names.getOrDefault(track.id(), "")));
          out.box("mvex", this::extension);
          if (shown != null) {
            out.box("udta", () -> MovieMetadata.write(out, created, title));
          }
        });
    return out.toBytes();
  }

  private void trak(Track track, String name) {
    out.box(
        "trak",
        () -> {
          MovieBoxes.tkhd(out, track.id(), track, created, 0);
          if (shown != null) {
            out.box("edts", () -> edit(shown));
          }
          out.box(
              "mdia",
              () -> {
                MovieBoxes.mdhd(out, created, Micros.PER_SECOND, 0);
                MovieBoxes.hdlr(out, track, name);
                out.box(
                    "minf",
                    () -> {
                      MovieBoxes.mediaInformation(out, track);
                      out.box("stbl", () -> emptySampleTable(track));
                    });
              });
        });
  }

  private void edit(Presentation of) {
    out.fullBox(
        "elst",
        1,
        0,
        () -> {
          out.u32(1);
          out.u64(of.end() - of.start());
          out.u64(of.start());
          out.u32(/* rate 1.0 */ 0x1_0000);
        });
  }

  private void emptySampleTable(Track track) {
    MovieBoxes.stsd(out, List.of(track));
    out.fullBox("stts", 0, 0, () -> out.u32(0));
    out.fullBox("stsc", 0, 0, () -> out.u32(0));
    out.fullBox("stsz", 0, 0, () -> out.zeros(8));
    out.fullBox("stco", 0, 0, () -> out.u32(0));
  }

  private void extension() {
    if (shown != null) {
      out.fullBox("mehd", 1, 0, () -> out.u64(shown.end() - shown.start()));
    }
    tracks.forEach(
        track ->
            out.fullBox(
                "trex",
                0,
                0,
                () -> {
                  out.u32(track.id());
                  out.u32(/* sample description */ 1);
                  out.zeros(12);
                }));
  }
}
