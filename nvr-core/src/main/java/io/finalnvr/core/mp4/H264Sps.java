package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the engine wants to know of an H.264 sequence parameter set, ITU-T H.264, 7.3.2.1.1 and E.1.
 *
 * @param width of the picture after cropping, pixels
 * @param height of the picture after cropping, pixels
 * @param chromaFormat 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4
 * @param lumaBits in a sample
 * @param chromaBits in a sample
 * @param reorderDepth how many frames at most precede a frame in decode order and follow it in
 *     presentation order, where the parameter set says it
 * @param frameDuration where the parameter set says it
 */
public record H264Sps(
    int width,
    int height,
    int chromaFormat,
    int lumaBits,
    int chromaBits,
    OptionalInt reorderDepth,
    Optional<Duration> frameDuration) {

  private static final Set<Integer> PROFILES_WITH_CHROMA_FORMAT =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);
  private static final int MAX_SIZE = 0xffff;
  private static final int EXTENDED_ASPECT_RATIO = 255;

  /** The first parameter set of an avcC; empty where it has none or it can't be read. */
  public static Optional<H264Sps> fromAvcC(ByteBuffer avcC) {
    ByteBuffer data = avcC.slice();
    try {
      if ((data.get(5) & 0x1f) == 0) {
        return Optional.empty();
      }
      return Optional.of(parse(data.slice(8, data.getShort(6) & 0xffff)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a NAL unit of type 7.
   *
   * @throws IllegalArgumentException (or IndexOutOfBoundsException, ArithmeticException) when it
   *     can't be read
   */
  static H264Sps parse(ByteBuffer nal) {
    BitReader bits = new BitReader(withoutEmulationPrevention(nal));
    bits.skip(8);
    int profile = bits.u(8);
    bits.skip(16);
    bits.ue();
    int chromaFormat = 1;
    int lumaBits = 8;
    int chromaBits = 8;
    if (PROFILES_WITH_CHROMA_FORMAT.contains(profile)) {
      chromaFormat = limit(bits.ue(), 3);
      if (chromaFormat == 3) {
        bits.skip(1);
      }
      lumaBits = 8 + limit(bits.ue(), 6);
      chromaBits = 8 + limit(bits.ue(), 6);
      bits.skip(1);
      if (bits.flag()) {
        skipScalingLists(bits, chromaFormat == 3 ? 12 : 8);
      }
    }
    bits.ue();
    int orderType = limit(bits.ue(), 2);
    skipPictureOrder(bits, orderType);
    bits.ue();
    bits.skip(1);
    int widthInBlocks = limit(bits.ue(), MAX_SIZE / 16 - 1) + 1;
    int heightInUnits = limit(bits.ue(), MAX_SIZE / 16 - 1) + 1;
    int fields = bits.flag() ? 1 : 2;
    if (fields == 2) {
      bits.skip(1);
    }
    bits.skip(1);
    int width = widthInBlocks * 16;
    int height = heightInUnits * 16 * fields;
    if (bits.flag()) {
      int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
      int unitY = (chromaFormat == 1 ? 2 : 1) * fields;
      width -= unitX * (limit(bits.ue(), MAX_SIZE) + limit(bits.ue(), MAX_SIZE));
      height -= unitY * (limit(bits.ue(), MAX_SIZE) + limit(bits.ue(), MAX_SIZE));
    }
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("cropped to " + width + "x" + height);
    }
    Usability vui = bits.flag() ? Usability.read(bits) : Usability.NONE;
    // Picture order type 2 rules B-frames out.
    OptionalInt reorder = orderType == 2 ? OptionalInt.of(0) : vui.reorderDepth;
    return new H264Sps(
        width, height, chromaFormat, lumaBits, chromaBits, reorder, vui.frameDuration);
  }

  private static void skipScalingLists(BitReader bits, int lists) {
    for (int list = 0; list < lists; list++) {
      if (bits.flag()) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < (list < 6 ? 16 : 64) && next != 0; i++) {
          next = (last + bits.se()) & 0xff;
          last = next == 0 ? last : next;
        }
      }
    }
  }

  private static void skipPictureOrder(BitReader bits, int type) {
    if (type == 0) {
      bits.ue();
    } else if (type == 1) {
      bits.skip(1);
      bits.se();
      bits.se();
      int cycle = limit(bits.ue(), 255);
      for (int i = 0; i < cycle; i++) {
        bits.se();
      }
    }
  }

  private static int limit(int value, int max) {
    if (value > max) {
      throw new IllegalArgumentException(value + " where at most " + max + " is allowed");
    }
    return value;
  }

  private static ByteBuffer withoutEmulationPrevention(ByteBuffer nal) {
    ByteBuffer out = ByteBuffer.allocate(nal.remaining());
    int zeros = 0;
    for (int i = nal.position(); i < nal.limit(); i++) {
      byte next = nal.get(i);
      if (zeros >= 2 && next == 3) {
        zeros = 0;
      } else {
        zeros = next == 0 ? zeros + 1 : 0;
        out.put(next);
      }
    }
    return out.flip();
  }

  /** The video usability information. */
  private record Usability(OptionalInt reorderDepth, Optional<Duration> frameDuration) {

    static final Usability NONE = new Usability(OptionalInt.empty(), Optional.empty());

    static Usability read(BitReader bits) {
      if (bits.flag() && bits.u(8) == EXTENDED_ASPECT_RATIO) {
        bits.skip(32);
      }
      if (bits.flag()) {
        bits.skip(1);
      }
      if (bits.flag()) {
        bits.skip(4);
        if (bits.flag()) {
          bits.skip(24);
        }
      }
      if (bits.flag()) {
        bits.ue();
        bits.ue();
      }
      Optional<Duration> frameDuration = bits.flag() ? timing(bits) : Optional.empty();
      boolean nalHrd = bits.flag();
      if (nalHrd) {
        skipHrd(bits);
      }
      boolean vclHrd = bits.flag();
      if (vclHrd) {
        skipHrd(bits);
      }
      if (nalHrd || vclHrd) {
        bits.skip(1);
      }
      bits.skip(1);
      OptionalInt reorder = OptionalInt.empty();
      if (bits.flag()) {
        bits.skip(1);
        for (int i = 0; i < 4; i++) {
          bits.ue();
        }
        reorder = OptionalInt.of(limit(bits.ue(), 16));
      }
      return new Usability(reorder, frameDuration);
    }

    private static Optional<Duration> timing(BitReader bits) {
      long unitsInTick = bits.u32();
      long timeScale = bits.u32();
      bits.skip(1);
      if (unitsInTick == 0 || timeScale == 0) {
        return Optional.empty();
      }
      return Optional.of(Duration.ofNanos(unitsInTick * 2_000_000_000L / timeScale));
    }

    private static void skipHrd(BitReader bits) {
      int count = limit(bits.ue(), 31) + 1;
      bits.skip(8);
      for (int i = 0; i < count; i++) {
        bits.ue();
        bits.ue();
        bits.skip(1);
      }
      bits.skip(20);
    }
  }
}
