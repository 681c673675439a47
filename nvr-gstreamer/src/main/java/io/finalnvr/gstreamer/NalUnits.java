package io.finalnvr.gstreamer;

import io.finalnvr.media.Codec;
import java.nio.ByteBuffer;

/**
 * What an H.264 or H.265 access unit of length-prefixed NAL units holds.
 *
 * @param whole whether the lengths add up, and the picture, if any, begins with its first slice
 * @param picture whether there is a slice at all
 * @param key whether decoding can start here: an IDR or other random-access picture, or an H.264
 *     recovery point, which is all that cameras with gradual refresh ever send
 */
record NalUnits(boolean whole, boolean picture, boolean key) {

  private static final NalUnits BROKEN = new NalUnits(false, false, false);

  private static final int H264_SLICE = 1;
  private static final int H264_IDR = 5;
  private static final int H264_SEI = 6;
  private static final int RECOVERY_POINT = 6;
  private static final int H265_LAST_SLICE = 31;

  /** Looks at an access unit whose NAL units have lengths of {@code lengthSize} bytes. */
  static NalUnits of(Codec codec, byte[] unit, int lengthSize) {
    boolean h264 = codec == Codec.H264;
    boolean picture = false;
    boolean firstSlice = false;
    boolean key = false;
    int position = 0;
    while (position < unit.length) {
      int length = length(unit, position, lengthSize);
      int start = position + lengthSize;
      if (length < 0 || start > unit.length || length > unit.length - start) {
        return BROKEN;
      }
      position = start + length;
      int header = h264 ? 1 : 2;
      if (length <= header) {
        continue;
      }
      int type = h264 ? unit[start] & 31 : (unit[start] >> 1) & 63;
      // Both begin with a field that is one set bit exactly in the first slice of a picture.
      boolean slice = h264 ? type >= H264_SLICE && type <= H264_IDR : type <= H265_LAST_SLICE;
      if (slice) {
        firstSlice |= !picture && (unit[start + header] & 0x80) != 0;
        picture = true;
        key |= h264 ? type == H264_IDR : type >= 16 && type <= 23;
      } else if (h264 && type == H264_SEI) {
        key |= hasRecoveryPoint(unit, start + 1, position);
      }
    }
    return new NalUnits(!picture || firstSlice, picture, key && picture);
  }

  private static boolean hasRecoveryPoint(byte[] unit, int start, int end) {
    int position = start;
    while (position + 2 < end) {
      int type = 0;
      while (position < end && unit[position] == (byte) 0xff) {
        type += 255;
        position++;
      }
      if (position >= end) {
        return false;
      }
      type += unit[position++] & 0xff;
      int size = 0;
      while (position < end && unit[position] == (byte) 0xff) {
        size += 255;
        position++;
      }
      if (position >= end) {
        return false;
      }
      size += unit[position++] & 0xff;
      if (type == RECOVERY_POINT) {
        return true;
      }
      position += size;
    }
    return false;
  }

  /** How many bytes each length has, by the decoder configuration. */
  static int lengthSize(Codec codec, ByteBuffer codecData) {
    int at = lengthSizeAt(codec);
    return codecData.remaining() > at
        ? (codecData.get(codecData.position() + at) & 3) + 1
        : Integer.BYTES;
  }

  /** The decoder configuration with lengths of 4 bytes. */
  static ByteBuffer withFourByteLengths(Codec codec, ByteBuffer codecData) {
    byte[] copy = new byte[codecData.remaining()];
    codecData.duplicate().get(copy);
    if (copy.length > lengthSizeAt(codec)) {
      copy[lengthSizeAt(codec)] |= 3;
    }
    return ByteBuffer.wrap(copy);
  }

  /** A whole access unit with lengths of 4 bytes. */
  static byte[] withFourByteLengths(byte[] unit, int lengthSize) {
    if (lengthSize == Integer.BYTES) {
      return unit;
    }
    int count = 0;
    for (int at = 0; at < unit.length; at += lengthSize + length(unit, at, lengthSize)) {
      count++;
    }
    ByteBuffer result = ByteBuffer.allocate(unit.length + count * (Integer.BYTES - lengthSize));
    int at = 0;
    while (at < unit.length) {
      int length = length(unit, at, lengthSize);
      result.putInt(length).put(unit, at + lengthSize, length);
      at += lengthSize + length;
    }
    return result.array();
  }

  private static int lengthSizeAt(Codec codec) {
    return codec == Codec.H264 ? 4 : 21;
  }

  private static int length(byte[] unit, int position, int lengthSize) {
    if (position + lengthSize > unit.length) {
      return -1;
    }
    int length = 0;
    for (int i = 0; i < lengthSize; i++) {
      length = length << 8 | unit[position + i] & 0xff;
    }
    return length;
  }
}
