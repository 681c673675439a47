package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;

/**
 * Where the media of a track has its place in the presentation: from which of its times on, and
 * after how long. What the edit list hides at the end is not looked at.
 *
 * @param delayNanos before the track begins
 * @param mediaTime first time of the media that is shown, in the track's timescale
 */
record EditList(long delayNanos, long mediaTime) {

  static final EditList NONE = new EditList(0, 0);
  private static final int NORMAL_RATE = 0x1_0000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /**
   * Reads an edit list.
   *
   * @param trak the track's box
   * @param movieScale units in a second of durations
   * @throws io.finalnvr.MediaException UNDECODABLE when it shows more than one stretch
   */
  static EditList of(ByteBuffer trak, long movieScale) {
    ByteBuffer edts = MovieReader.find(trak, BoxType.of("edts"));
    ByteBuffer elst = edts == null ? null : MovieReader.find(edts, BoxType.of("elst"));
    return elst == null ? NONE : read(elst, movieScale);
  }

  private static EditList read(ByteBuffer elst, long movieScale) {
    boolean wide = elst.get(0) == 1;
    int count = elst.getInt(4);
    elst.position(8);
    long delay = 0;
    EditList found = null;
    for (int i = 0; i < count; i++) {
      long duration = wide ? elst.getLong() : elst.getInt() & 0xffff_ffffL;
      long time = wide ? elst.getLong() : elst.getInt();
      int rate = elst.getInt();
      if (found != null || rate != NORMAL_RATE && time >= 0) {
        throw BoxReader.undecodable("MP4 track of which several stretches are shown");
      }
      if (time < 0) {
        delay += Micros.rescale(duration, movieScale, NANOS_PER_SECOND);
      } else {
        found = new EditList(delay, time);
      }
    }
    return found == null ? NONE : found;
  }

  /** A time of the media as time of the presentation; negative before its start. */
  long nanos(long ticks, long timescale) {
    return Micros.rescale(ticks - mediaTime, timescale, NANOS_PER_SECOND) + delayNanos;
  }
}
