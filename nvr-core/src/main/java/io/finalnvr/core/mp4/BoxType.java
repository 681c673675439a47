package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The four letters of a box as the number that stands in the file. */
final class BoxType {

  static final int MOOV = of("moov");
  static final int TRAK = of("trak");
  static final int TKHD = of("tkhd");
  static final int MDIA = of("mdia");
  static final int MDHD = of("mdhd");
  static final int MINF = of("minf");
  static final int STBL = of("stbl");
  static final int STSD = of("stsd");
  static final int MVEX = of("mvex");
  static final int TREX = of("trex");
  static final int MOOF = of("moof");
  static final int MFHD = of("mfhd");
  static final int TRAF = of("traf");
  static final int TFHD = of("tfhd");
  static final int TFDT = of("tfdt");
  static final int TRUN = of("trun");
  static final int MDAT = of("mdat");
  static final int FTYP = of("ftyp");
  static final int FREE = of("free");

  private BoxType() {}

  static int of(String name) {
    return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
  }

  static String name(int type) {
    byte[] bytes = ByteBuffer.allocate(4).putInt(type).array();
    return new String(bytes, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
  }
}
