package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;
import java.util.Set;

/** Walks over the NAL units of a byte stream, ITU-T H.264, Annex B. */
final class AnnexB {

  private static final Set<String> FIRST_BOXES =
      Set.of(
          "ftyp", "styp", "moov", "moof", "mdat", "sidx", "emsg", "prft", "free", "skip", "wide",
          "uuid", "pdin");

  private final ByteBuffer data;
  private int start;
  private int end;
  private int search;

  /** Over {@code data}, from position 0 to its limit. */
  AnnexB(ByteBuffer data) {
    this.data = data;
  }

  /** True when the data begins with a start code that is not the size of an MP4 box. */
  static boolean looksLike(ByteBuffer data) {
    if (data.limit() < 5 || data.getShort(0) != 0) {
      return false;
    }
    boolean startCode = data.get(2) == 1 || data.get(2) == 0 && data.get(3) == 1;
    return startCode && !(data.limit() >= 8 && FIRST_BOXES.contains(BoxType.name(data.getInt(4))));
  }

  /** Moves to the next NAL unit that is not empty; false at the end. */
  boolean next() {
    do {
      int code = startCode(search);
      if (code < 0) {
        return false;
      }
      start = code + 3;
      int following = startCode(start);
      end = following < 0 ? data.limit() : following;
      search = end;
      while (end > start && data.get(end - 1) == 0) {
        end--;
      }
    } while (end == start);
    return true;
  }

  /** nal_unit_type of H.264. */
  int type() {
    return data.get(start) & 0x1f;
  }

  ByteBuffer unit() {
    return data.slice(start, end - start);
  }

  int size() {
    return end - start;
  }

  private int startCode(int from) {
    for (int i = from; i + 2 < data.limit(); i++) {
      if (data.get(i + 2) == 1 && data.get(i) == 0 && data.get(i + 1) == 0) {
        return i;
      }
    }
    return -1;
  }
}
