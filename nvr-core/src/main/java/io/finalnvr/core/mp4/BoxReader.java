package io.finalnvr.core.mp4;

import io.finalnvr.MediaException;
import java.nio.ByteBuffer;

/**
 * Walks over the boxes of one level. A box that claims more than there is ends the walk with an
 * exception, so that every step moves forward.
 */
final class BoxReader {

  private final ByteBuffer data;
  private int start;
  private int body;
  private int end;
  private int type;

  /** Over the boxes of {@code data}, from position 0 to its limit. */
  BoxReader(ByteBuffer data) {
    this.data = data;
  }

  /** Moves to the next box; false at the end. */
  boolean next() {
    int left = data.limit() - end;
    if (left == 0) {
      return false;
    }
    if (left < 8) {
      throw undecodable(left + " stray bytes after the last MP4 box");
    }
    start = end;
    type = data.getInt(start + 4);
    long size = data.getInt(start) & 0xffff_ffffL;
    int head = 8;
    if (size == 0) {
      size = left;
    } else if (size == 1 && left >= 16) {
      size = data.getLong(start + 8);
      head = 16;
    }
    if (size < head || size > left) {
      throw undecodable(
          "MP4 box '%s' of %d bytes where %d are left".formatted(BoxType.name(type), size, left));
    }
    body = start + head;
    end = start + (int) size;
    return true;
  }

  int type() {
    return type;
  }

  /** Where the box begins, its size and type included. */
  int start() {
    return start;
  }

  int bodyStart() {
    return body;
  }

  ByteBuffer body() {
    return data.slice(body, end - body);
  }

  static MediaException undecodable(String message) {
    return new MediaException(MediaException.Reason.UNDECODABLE, message);
  }
}
