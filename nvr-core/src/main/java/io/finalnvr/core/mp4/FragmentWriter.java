package io.finalnvr.core.mp4;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * Makes payloads of a frame log: fragmented MP4 with one frame per fragment, ISO/IEC 14496-12.
 * Every track counts in microseconds; decode times ({@code tfdt}) count from the epoch. One writer
 * per set of tracks. Not thread-safe.
 *
 * <p>The epoch is the earliest decode time in the first record of a recording, and stays the same
 * when the tracks change. Sound that arrives later and is older all the same keeps its exact time:
 * its {@code tfdt} is 0 and its composition offset negative. Video can't be older.
 */
public final class FragmentWriter {

  /** What a fragment has besides the bytes of its frame. */
  static final int OVERHEAD = 112;

  private static final int MOOF_SIZE = 104;
  private static final long MAX_DURATION = 0xffff_ffffL;
  private static final int DEFAULT_BASE_IS_MOOF = 0x02_0000;
  private static final int TRUN_V1_OFFSET_DURATION_SIZE_FLAGS_COMPOSITION = 0x0100_0f01;

  private final List<Track> tracks;
  private final Instant epoch;
  private final byte[] header;
  private int sequence;

  /**
   * A writer for these tracks.
   *
   * @param epoch the instant that decode time 0 stands for
   * @throws IllegalArgumentException when two tracks have the same id, or MP4 can't hold one
   */
  public FragmentWriter(List<Track> tracks, Instant epoch) {
    if (tracks.stream().map(Track::id).distinct().count() != tracks.size()) {
      throw new IllegalArgumentException("two tracks with the same id: " + tracks);
    }
    this.tracks = List.copyOf(tracks);
    this.epoch = epoch;
    this.header = FragmentHeader.bytes(this.tracks, epoch);
  }

  /**
   * One payload, allocated once; the bytes of the frames are copied once.
   *
   * @param frames in the order in which they are to stand: sound first, the video frame last
   * @param header whether {@code ftyp} and {@code moov} go in front, as at every random-access
   *     point
   * @throws IllegalArgumentException when a frame's track is not one of the writer's, a video frame
   *     is before the epoch, or decode and presentation time are more than 35 minutes apart
   */
  public ByteBuffer payload(List<EncodedFrame> frames, boolean header) {
    long size = header ? this.header.length : 0;
    for (EncodedFrame frame : frames) {
      size += OVERHEAD + frame.size();
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size));
    if (header) {
      out.put(this.header);
    }
    for (EncodedFrame frame : frames) {
      fragment(out, frame);
    }
    return out.flip();
  }

  private void fragment(ByteBuffer out, EncodedFrame frame) {
    requireKnown(frame.track());
    long decodeTime = decodeTime(frame);
    long composition = Math.subtractExact(Micros.between(epoch, frame.time()), decodeTime);
    if (composition != (int) composition) {
      throw new IllegalArgumentException(frame + " is to be decoded at " + frame.decodeTime());
    }
    out.putInt(MOOF_SIZE).putInt(BoxType.MOOF);
    out.putInt(16).putInt(BoxType.MFHD).putInt(0).putInt(++sequence);
    out.putInt(80).putInt(BoxType.TRAF);
    out.putInt(16).putInt(BoxType.TFHD).putInt(DEFAULT_BASE_IS_MOOF).putInt(frame.track().id());
    out.putInt(20).putInt(BoxType.TFDT).putInt(/* version */ 1 << 24).putLong(decodeTime);
    out.putInt(36).putInt(BoxType.TRUN).putInt(TRUN_V1_OFFSET_DURATION_SIZE_FLAGS_COMPOSITION);
    out.putInt(/* samples */ 1).putInt(/* data from moof */ OVERHEAD);
    out.putInt(duration(frame)).putInt(frame.size());
    out.putInt(SampleFlags.of(frame.keyFrame(), frame.discontinuity())).putInt((int) composition);
    out.putInt(8 + frame.size()).putInt(BoxType.MDAT).put(frame.data());
  }

  private long decodeTime(EncodedFrame frame) {
    long decodeTime = Micros.between(epoch, frame.decodeTime());
    if (decodeTime >= 0) {
      return decodeTime;
    }
    if (frame.track().kind() == TrackKind.VIDEO) {
      throw new IllegalArgumentException(frame + " is before the epoch " + epoch);
    }
    return 0;
  }

  /** Longer than 71 minutes is a mistake somewhere, but no reason to lose the frame. */
  private static int duration(EncodedFrame frame) {
    return (int) Math.max(0, Math.min(MAX_DURATION, Micros.of(frame.duration())));
  }

  private void requireKnown(Track track) {
    for (Track known : tracks) {
      if (known == track || known.equals(track)) {
        return;
      }
    }
    throw new IllegalArgumentException(
        track + " is not one of " + tracks + " (changed tracks need a new writer)");
  }
}
