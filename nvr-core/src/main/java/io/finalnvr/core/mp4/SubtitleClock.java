package io.finalnvr.core.mp4;

import io.finalnvr.media.DataTrack;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a track of timed text (3GPP TS 26.245, {@code tx3g}) that shows the time of day: an entry
 * for each second, and an empty one for a gap. Pure; not thread-safe.
 */
public final class SubtitleClock {

  private static final String MIME = "text/x-tx3g";
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final DataTrack track;
  private final DateTimeFormatter form;

  /** Up to which entries were made; on the timeline. */
  private @Nullable Instant reached;

  /** For a track with this id, with times in this zone. */
  public SubtitleClock(int trackId, ZoneId zone) {
    this.track = new DataTrack(trackId, MIME);
    this.form = FORM.withZone(zone);
  }

  static boolean isSubtitle(Track track) {
    return track instanceof DataTrack data && data.mimeType().equals(MIME);
  }

  /**
   * A stretch of footage; each call goes on after the one before.
   *
   * @param from on the timeline; where it is more than a second after the end of the stretch
   *     before, there is a gap between them
   * @param to on the timeline
   * @param shift of times in the file against the timeline
   * @param lastShift of the stretch before
   * @return the entries that begin in it
   */
  public List<EncodedFrame> take(Instant from, Instant to, Duration shift, Duration lastShift) {
    List<EncodedFrame> entries = new ArrayList<>();
    Instant last = reached;
    Instant at;
    if (last == null) {
      at = from;
    } else if (from.isAfter(last.plus(SECOND))) {
      Instant gap = last.plus(lastShift);
      Instant end = from.plus(shift);
      if (gap.isBefore(end)) {
        entries.add(entry(gap, Duration.between(gap, end), ""));
      }
      at = from;
    } else {
      at = last;
    }
    while (at.isBefore(to)) {
      Instant next = at.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      entries.add(entry(at.plus(shift), Duration.between(at, next), form.format(at)));
      at = next;
    }
    reached = at;
    return entries;
  }

  private EncodedFrame entry(Instant time, Duration duration, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = ByteBuffer.allocate(2 + utf8.length);
    data.putShort((short) utf8.length).put(utf8).flip();
    return new EncodedFrame(
        track,
        time,
        time,
        duration,
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        /* decodeOnly= */ false,
        data);
  }

  static void sampleEntry(BoxWriter out) {
    out.box(
        "tx3g",
        () -> {
          out.zeros(6);
          out.u16(/* data reference index */ 1);
          out.u32(0);
          out.u8(/* centred */ 1);
          out.u8(/* at the bottom */ 0xff);
          out.u32(/* background, transparent */ 0);
          out.zeros(8);
          out.u16(0);
          out.u16(0);
          out.u16(/* font */ 1);
          out.u8(0);
          out.u8(/* points */ 18);
          out.u32(/* white */ 0xffff_ffffL);
          out.box(
              "ftab",
              () -> {
                out.u16(1);
                out.u16(/* font */ 1);
                out.u8(5);
                out.ascii("Serif");
              });
        });
  }
}
