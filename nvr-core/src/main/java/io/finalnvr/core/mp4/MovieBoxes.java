package io.finalnvr.core.mp4;

import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The boxes of a {@code moov} that fragmented and plain files share. Times are 64 bit. */
final class MovieBoxes {

  private static final long SECONDS_FROM_1904_TO_1970 = 2_082_844_800L;
  private static final int UNDETERMINED_LANGUAGE = 0x55c4;

  private MovieBoxes() {}

  static void ftyp(BoxWriter out, String major, String... compatible) {
    out.box(
        "ftyp",
        () -> {
          out.ascii(major);
          out.u32(0);
          out.ascii(major);
          for (String brand : compatible) {
            out.ascii(brand);
          }
        });
  }

  static void mvhd(BoxWriter out, Instant created, int timescale, long duration, int nextTrackId) {
    out.fullBox(
        "mvhd",
        1,
        0,
        () -> {
          times(out, created);
          out.u32(timescale);
          out.u64(duration);
          out.u32(/* rate 1.0 */ 0x1_0000);
          out.u16(/* volume 1.0 */ 0x100);
          out.zeros(10);
          unityMatrix(out);
          out.zeros(24);
          out.u32(nextTrackId);
        });
  }

  static void tkhd(BoxWriter out, int id, Track track, Instant created, long duration) {
    int enabledAndInMovie = 3;
    out.fullBox(
        "tkhd",
        1,
        enabledAndInMovie,
        () -> {
          times(out, created);
          out.u32(id);
          out.u32(0);
          out.u64(duration);
          out.zeros(12);
          out.u16(track.kind() == TrackKind.AUDIO ? 0x100 : 0);
          out.u16(0);
          unityMatrix(out);
          VideoTrack video = track instanceof VideoTrack v ? v : null;
          out.u32(video == null ? 0 : (long) video.width() << 16);
          out.u32(video == null ? 0 : (long) video.height() << 16);
        });
  }

  static void mdhd(BoxWriter out, Instant created, int timescale, long duration) {
    out.fullBox(
        "mdhd",
        1,
        0,
        () -> {
          times(out, created);
          out.u32(timescale);
          out.u64(duration);
          out.u16(UNDETERMINED_LANGUAGE);
          out.u16(0);
        });
  }

  static void hdlr(BoxWriter out, Track track, String name) {
    String type =
        switch (track.kind()) {
          case VIDEO -> "vide";
          case AUDIO -> "soun";
          case DATA -> SubtitleClock.isSubtitle(track) ? "sbtl" : "meta";
        };
    out.fullBox(
        "hdlr",
        0,
        0,
        () -> {
          out.u32(0);
          out.ascii(type);
          out.zeros(12);
          out.bytes(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
          out.u8(0);
        });
  }

  /** The media header of the track's kind, and {@code dinf}: the media is in this file. */
  static void mediaInformation(BoxWriter out, Track track) {
    switch (track.kind()) {
      case VIDEO -> out.fullBox("vmhd", 0, 1, () -> out.zeros(8));
      case AUDIO -> out.fullBox("smhd", 0, 0, () -> out.zeros(4));
      case DATA -> out.fullBox("nmhd", 0, 0, () -> {});
    }
    out.box(
        "dinf",
        () ->
            out.fullBox(
                "dref",
                0,
                0,
                () -> {
                  out.u32(1);
                  out.fullBox("url ", 0, 1, () -> {});
                }));
  }

  static void stsd(BoxWriter out, List<? extends Track> descriptions) {
    out.fullBox(
        "stsd",
        0,
        0,
        () -> {
          out.u32(descriptions.size());
          descriptions.forEach(track -> SampleEntry.write(out, track));
        });
  }

  /** What seconds in a file stand for. */
  static Instant instant(long secondsSince1904) {
    return Instant.EPOCH.plusSeconds(secondsSince1904 - SECONDS_FROM_1904_TO_1970);
  }

  private static void times(BoxWriter out, Instant created) {
    long seconds = Math.max(0, created.getEpochSecond() + SECONDS_FROM_1904_TO_1970);
    out.u64(seconds);
    out.u64(seconds);
  }

  private static void unityMatrix(BoxWriter out) {
    for (int i = 0; i < 9; i++) {
      out.u32(i == 8 ? 0x4000_0000 : i % 4 == 0 ? 0x1_0000 : 0);
    }
  }
}
