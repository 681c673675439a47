package io.finalnvr.core.mp4;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.DataTrack;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;

/** Writes the sample entry (ISO/IEC 14496-12, 8.5.2) that describes a track to a decoder. */
final class SampleEntry {

  private static final int WHOLE_72_DPI = 0x48_0000;

  private static final int MONO = 100 << 16 | 1;
  private static final int STEREO = 101 << 16 | 2;

  private SampleEntry() {}

  static void write(BoxWriter out, Track track) {
    if (track instanceof VideoTrack video) {
      video(out, video);
    } else if (track instanceof AudioTrack audio) {
      audio(out, audio);
    } else {
      data(out, (DataTrack) track);
    }
  }

  private static void video(BoxWriter out, VideoTrack track) {
    switch (track.codec()) {
      case H264 -> video(out, track, "avc1", () -> configuration(out, "avcC", track));
      case H265 -> video(out, track, "hvc1", () -> configuration(out, "hvcC", track));
      case MJPEG -> video(out, track, "mp4v", () -> ElementaryStream.writeJpeg(out));
      default -> throw new IllegalArgumentException(track.toString());
    }
  }

  private static void configuration(BoxWriter out, String type, VideoTrack track) {
    out.box(type, () -> out.bytes(track.codecData()));
  }

  private static void video(BoxWriter out, VideoTrack track, String type, Runnable configuration) {
    if (track.width() > 0xffff || track.height() > 0xffff) {
      throw new IllegalArgumentException(track + " (MP4 holds at most 65535x65535)");
    }
    out.box(
        type,
        () -> {
          head(out);
          out.zeros(16);
          out.u16(track.width());
          out.u16(track.height());
          out.u32(WHOLE_72_DPI);
          out.u32(WHOLE_72_DPI);
          out.u32(0);
          out.u16(/* frames in a sample */ 1);
          out.zeros(32);
          out.u16(/* depth */ 24);
          out.u16(0xffff);
          configuration.run();
        });
  }

  private static void audio(BoxWriter out, AudioTrack track) {
    switch (track.codec()) {
      case AAC -> audio(out, track, "mp4a", () -> ElementaryStream.writeAac(out, track));
      case OPUS ->
          audio(out, track, "Opus", () -> out.box("dOps", () -> out.bytes(track.codecData())));
      case PCMA -> audio(out, track, "alaw", () -> layout(out, track));
      case PCMU -> audio(out, track, "ulaw", () -> layout(out, track));
      default -> throw new IllegalArgumentException(track.toString());
    }
  }

  private static void audio(BoxWriter out, AudioTrack track, String type, Runnable configuration) {
    out.box(
        type,
        () -> {
          head(out);
          out.zeros(8);
          out.u16(track.channels());
          out.u16(/* bits */ 16);
          out.u32(0);
          // The field ends at 65535 Hz; 0 refers to the codec's own configuration.
          out.u32(track.sampleRate() > 0xffff ? 0 : (long) track.sampleRate() << 16);
          configuration.run();
        });
  }

  /** QuickTime's: without it players guess, and say so. */
  private static void layout(BoxWriter out, AudioTrack track) {
    if (track.channels() <= 2) {
      out.box(
          "chan",
          () -> {
            out.zeros(4);
            out.u32(track.channels() == 1 ? MONO : STEREO);
            out.zeros(8);
          });
    }
  }

  private static void data(BoxWriter out, DataTrack track) {
    if (SubtitleClock.isSubtitle(track)) {
      SubtitleClock.sampleEntry(out);
      return;
    }
    out.box(
        "mett",
        () -> {
          head(out);
          out.u8(/* no content encoding */ 0);
          out.ascii(track.mimeType());
          out.u8(0);
        });
  }

  private static void head(BoxWriter out) {
    out.zeros(6);
    out.u16(/* data reference index */ 1);
  }
}
