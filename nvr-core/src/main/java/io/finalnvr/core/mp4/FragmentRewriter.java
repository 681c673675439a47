package io.finalnvr.core.mp4;

import io.finalnvr.media.TrackKind;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns records of one recording into stretches of a file, byte by byte: what stands between
 * fragments becomes {@code free} boxes of the same size, fragments get the times and track numbers
 * of the file, and those that do not belong to it become empty {@code free} boxes. So each byte of
 * a log has its place in the file whatever the others are. Immutable.
 */
public final class FragmentRewriter {

  private static final int MOOF_SIZE = 104;
  private static final int MDAT_HEADER = 8;
  private static final int SMALLEST_BOX = 8;

  private final byte[] header;
  private final Map<Integer, FileTrack> tracks;
  private final long shiftMicros;
  private final Window sound;

  /**
   * A track in the file.
   *
   * @param id in the file
   * @param leadMicros how much sound before the start its decoder needs
   */
  public record FileTrack(int id, TrackKind kind, long leadMicros) {}

  /**
   * Which sound belongs to the file, in microseconds of its clock.
   *
   * @param start of what is heard
   * @param end first that is not heard
   */
  public record Window(long start, long end) {}

  /**
   * For one recording.
   *
   * @param header what stands in front of each of its random-access records
   * @param tracks by the id in the log
   * @param shiftMicros decode time in the file minus that in the log
   */
  public FragmentRewriter(
      ByteBuffer header, Map<Integer, FileTrack> tracks, long shiftMicros, Window sound) {
    this.header = new byte[header.remaining()];
    header.duplicate().get(this.header);
    this.tracks = Map.copyOf(tracks);
    this.shiftMicros = shiftMicros;
    this.sound = sound;
  }

  /**
   * The bytes of one record.
   *
   * @param payload of the record
   * @param out to be filled; as large as the record is in the log
   * @param position in the file
   * @param withPicture false where the picture in it does not belong to the file
   * @throws io.finalnvr.MediaException UNDECODABLE when the record is none of the recording
   */
  public void rewrite(ByteBuffer payload, ByteBuffer out, long position, boolean withPicture) {
    int size = out.limit();
    int lead = size - payload.remaining();
    if (lead < SMALLEST_BOX) {
      throw BoxReader.undecodable("a record without room for a box in front of it");
    }
    hide(out, 0, lead);
    out.put(lead, payload, payload.position(), payload.remaining());
    int at = lead;
    if (out.remaining() - at >= SMALLEST_BOX && out.getInt(at + 4) == BoxType.FTYP) {
      at = hideHeader(out, at);
    }
    while (at < size) {
      at = fragment(out, at, position + at, withPicture);
    }
  }

  /** A record of which nothing belongs to the file. */
  public static void nothing(ByteBuffer out) {
    hide(out, 0, out.limit());
  }

  private int hideHeader(ByteBuffer out, int at) {
    boolean same =
        out.limit() - at >= header.length
            && out.slice(at, header.length).equals(ByteBuffer.wrap(header));
    if (!same) {
      throw BoxReader.undecodable(
          "the footage changes its tracks where its index does not say so;"
              + " it can be exported as a plain file");
    }
    hide(out, at, header.length);
    return at + header.length;
  }

  private int fragment(ByteBuffer out, int at, long position, boolean withPicture) {
    if (!isOurs(out, at)) {
      throw BoxReader.undecodable(
          "the footage was not recorded by this software; it can be exported as a plain file");
    }
    int end = at + MOOF_SIZE + out.getInt(at + MOOF_SIZE);
    FileTrack track = tracks.get(out.getInt(at + 44));
    long decode = out.getLong(at + 60) + shiftMicros;
    if (track == null || !belongs(track, out, at, decode, withPicture)) {
      hide(out, at, end - at);
      return end;
    }
    // No fragment is smaller than 112 bytes: these numbers grow.
    out.putInt(at + 20, (int) (position / (MOOF_SIZE + MDAT_HEADER)));
    out.putInt(at + 44, track.id());
    out.putLong(at + 60, decode);
    return end;
  }

  private boolean belongs(
      FileTrack track, ByteBuffer out, int at, long decode, boolean withPicture) {
    if (track.kind() == TrackKind.VIDEO) {
      return withPicture;
    }
    long time = decode + out.getInt(at + 100);
    long end = time + (out.getInt(at + 88) & 0xffff_ffffL);
    return track.kind() == TrackKind.AUDIO
        && end + track.leadMicros() > sound.start()
        && time < sound.end();
  }

  private static void hide(ByteBuffer out, int at, int size) {
    out.putInt(at, size).putInt(at + 4, BoxType.FREE);
    for (int i = at + SMALLEST_BOX; i < at + size; i++) {
      out.put(i, (byte) 0);
    }
  }

  /** Whether a fragment is exactly what {@link FragmentWriter} writes. */
  static boolean isOurs(ByteBuffer data, int at) {
    if (data.limit() - at < MOOF_SIZE + MDAT_HEADER) {
      return false;
    }
    int[] expected = {
      0,
      MOOF_SIZE,
      4,
      BoxType.MOOF,
      8,
      16,
      12,
      BoxType.MFHD,
      24,
      80,
      28,
      BoxType.TRAF,
      32,
      16,
      36,
      BoxType.TFHD,
      40,
      0x02_0000,
      48,
      20,
      52,
      BoxType.TFDT,
      56,
      1 << 24,
      68,
      36,
      72,
      BoxType.TRUN,
      76,
      0x0100_0f01,
      80,
      1,
      84,
      MOOF_SIZE + MDAT_HEADER,
      MOOF_SIZE,
      MDAT_HEADER + data.getInt(at + 92),
      MOOF_SIZE + 4,
      BoxType.MDAT
    };
    for (int i = 0; i < expected.length; i += 2) {
      if (data.getInt(at + expected[i]) != expected[i + 1]) {
        return false;
      }
    }
    int mdat = data.getInt(at + MOOF_SIZE);
    return mdat >= MDAT_HEADER && mdat <= data.limit() - at - MOOF_SIZE;
  }

  /** Everything that the bytes depend on but the log. */
  @Override
  public String toString() {
    return "%s %d %s".formatted(new TreeMap<>(tracks), shiftMicros, sound);
  }
}
