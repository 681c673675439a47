package io.finalnvr.core.mp4;

import io.finalnvr.media.Codec;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects H.264 parameter sets from a byte stream and makes a track of them. */
final class AvcParameterSets {

  private static final int MAX_SPS = 31;
  private static final int MAX_PPS = 255;

  private final SortedMap<Integer, ByteBuffer> sps = new TreeMap<>();
  private final SortedMap<Integer, ByteBuffer> pps = new TreeMap<>();

  /** True when it is new or changed something. */
  boolean addSps(ByteBuffer nal) {
    BitReader bits = new BitReader(nal);
    bits.skip(32);
    return add(sps, bits.ue(), MAX_SPS, nal);
  }

  /** True when it is new or changed something. */
  boolean addPps(ByteBuffer nal) {
    BitReader bits = new BitReader(nal);
    bits.skip(8);
    return add(pps, bits.ue(), MAX_PPS, nal);
  }

  private static boolean add(SortedMap<Integer, ByteBuffer> sets, int id, int max, ByteBuffer nal) {
    if (id >= max || nal.remaining() > 0xffff) {
      throw new IllegalArgumentException(
          "H.264 parameter set %d of %d bytes".formatted(id, nal.remaining()));
    }
    if (nal.equals(sets.get(id))) {
      return false;
    }
    byte[] copy = new byte[nal.remaining()];
    nal.duplicate().get(copy);
    sets.put(id, ByteBuffer.wrap(copy));
    return true;
  }

  /** The parameter set that says the size, once there is one. */
  Optional<H264Sps> first() {
    return sps.values().stream().findFirst().map(H264Sps::parse);
  }

  /** The track, once both kinds of parameter set are there. */
  Optional<VideoTrack> track(int id) {
    if (pps.isEmpty()) {
      return Optional.empty();
    }
    return first()
        .map(first -> new VideoTrack(id, Codec.H264, first.width(), first.height(), avcC(first)));
  }

  private ByteBuffer avcC(H264Sps first) {
    BoxWriter out = new BoxWriter();
    ByteBuffer head = sps.values().iterator().next();
    int profile = head.get(1) & 0xff;
    out.u8(/* version */ 1);
    out.u8(profile);
    out.u8(head.get(2));
    out.u8(head.get(3));
    out.u8(0xfc | /* bytes of a length, less one */ 3);
    out.u8(0xe0 | sps.size());
    sps.values().forEach(nal -> write(out, nal));
    out.u8(pps.size());
    pps.values().forEach(nal -> write(out, nal));
    if (profile == 100 || profile == 110 || profile == 122 || profile == 144) {
      out.u8(0xfc | first.chromaFormat());
      out.u8(0xf8 | first.lumaBits() - 8);
      out.u8(0xf8 | first.chromaBits() - 8);
      out.u8(/* extensions */ 0);
    }
    return ByteBuffer.wrap(out.toBytes());
  }

  private static void write(BoxWriter out, ByteBuffer nal) {
    out.u16(nal.remaining());
    out.bytes(nal.duplicate());
  }
}
