package io.finalnvr.examples.cli;

import io.finalnvr.GapMode;
import io.finalnvr.media.Fragment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the times of one stream of fragments of those of many recordings, each of which begins at
 * zero: they begin at zero and go on without a jump, or over a gap with one of its length. Changes
 * nothing but the decode times ({@code tfdt}). Not thread-safe.
 */
final class FragmentTimes {

  private static final int MOOV = 0x6d6f6f76;
  private static final int TRAK = 0x7472616b;
  private static final int TKHD = 0x746b6864;
  private static final int MDIA = 0x6d646961;
  private static final int MDHD = 0x6d646864;
  private static final int MOOF = 0x6d6f6f66;
  private static final int TRAF = 0x74726166;
  private static final int TFHD = 0x74666864;
  private static final int TFDT = 0x74666474;
  private static final double MICROS = 1e6;

  /** Of the frame before a gap, whose duration is not looked up. */
  private static final double FRAME_MICROS = 40_000;

  private final GapMode gaps;
  private final Map<Integer, Long> timescales = new HashMap<>();
  private int track;
  private @Nullable Instant lastTime;
  private double lastMicros;
  private double stepMicros = FRAME_MICROS;
  private double shiftMicros;

  FragmentTimes(GapMode gaps) {
    this.gaps = gaps;
  }

  /** The bytes of the next fragment with other times. */
  ByteBuffer next(Fragment fragment) {
    ByteBuffer data = ByteBuffer.allocate(fragment.data().remaining());
    data.put(fragment.data()).flip();
    double micros = leadingMicros(data);
    if (!Double.isNaN(micros)) {
      place(fragment, micros);
    }
    boxes(data, 0, data.limit(), (type, start, end) -> shift(data, type, start, end));
    return data;
  }

  private void place(Fragment fragment, double micros) {
    Instant before = lastTime;
    if (before == null) {
      shiftMicros = -micros;
    } else if (fragment.discontinuity()) {
      double passed =
          gaps == GapMode.WAIT
              ? Duration.between(before, fragment.time()).toNanos() / 1e3
              : stepMicros;
      shiftMicros = lastMicros + passed - micros;
    } else {
      stepMicros = Math.max(1, micros + shiftMicros - lastMicros);
    }
    lastTime = fragment.time();
    lastMicros = micros + shiftMicros;
  }

  /** Decode time of the last fragment inside, that of the picture; NaN where there is none. */
  private double leadingMicros(ByteBuffer data) {
    double[] found = {Double.NaN};
    boxes(
        data,
        0,
        data.limit(),
        (type, start, end) -> {
          if (type == MOOV) {
            timescales.clear();
            readMovie(data, start, end);
          } else if (type == MOOF) {
            eachTime(
                data,
                start,
                end,
                (position, wide) -> found[0] = time(data, position, wide) * MICROS / scale());
          }
        });
    return found[0];
  }

  private void readMovie(ByteBuffer data, int start, int end) {
    boxes(
        data,
        start,
        end,
        (type, from, to) -> {
          if (type == TRAK) {
            int[] id = {0};
            boxes(
                data,
                from,
                to,
                (inner, a, b) -> {
                  if (inner == TKHD) {
                    id[0] = data.getInt(a + (data.get(a) == 1 ? 20 : 12));
                  } else if (inner == MDIA) {
                    boxes(
                        data,
                        a,
                        b,
                        (media, c, d) -> {
                          if (media == MDHD) {
                            int at = c + (data.get(c) == 1 ? 20 : 12);
                            timescales.put(id[0], data.getInt(at) & 0xffff_ffffL);
                          }
                        });
                  }
                });
          }
        });
  }

  private void shift(ByteBuffer data, int type, int start, int end) {
    if (type == MOOF) {
      eachTime(
          data,
          start,
          end,
          (position, wide) -> {
            long shift = Math.round(shiftMicros * scale() / MICROS);
            long shifted = Math.max(0, time(data, position, wide) + shift);
            if (wide) {
              data.putLong(position, shifted);
            } else {
              data.putInt(position, (int) shifted);
            }
          });
    }
  }

  private double scale() {
    return timescales.getOrDefault(track, 1_000_000L);
  }

  private static long time(ByteBuffer data, int position, boolean wide) {
    return wide ? data.getLong(position) : data.getInt(position) & 0xffff_ffffL;
  }

  private interface TimeVisitor {
    void at(int position, boolean wide);
  }

  private void eachTime(ByteBuffer data, int start, int end, TimeVisitor visitor) {
    boxes(
        data,
        start,
        end,
        (type, from, to) -> {
          if (type == TRAF) {
            boxes(
                data,
                from,
                to,
                (inner, a, b) -> {
                  if (inner == TFHD) {
                    track = data.getInt(a + 4);
                  } else if (inner == TFDT) {
                    visitor.at(a + 4, data.get(a) == 1);
                  }
                });
          }
        });
  }

  private interface BoxVisitor {
    void box(int type, int start, int end);
  }

  /** Calls for each box with where its body starts and ends; ends at what is no box. */
  private static void boxes(ByteBuffer data, int start, int end, BoxVisitor visitor) {
    int at = start;
    while (at + 8 <= end) {
      int size = data.getInt(at);
      if (size < 8 || at + size > end) {
        return;
      }
      visitor.box(data.getInt(at + 4), at + 8, at + size);
      at += size;
    }
  }
}
