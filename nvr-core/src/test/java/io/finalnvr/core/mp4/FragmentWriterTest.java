package io.finalnvr.core.mp4;

import static io.finalnvr.core.mp4.TestFrames.AUDIO;
import static io.finalnvr.core.mp4.TestFrames.START;
import static io.finalnvr.core.mp4.TestFrames.VIDEO;
import static io.finalnvr.core.mp4.TestFrames.frame;
import static io.finalnvr.core.mp4.TestFrames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes, pinned: what is in the store must be readable for ever. */
class FragmentWriterTest {

  private static final String HEADER =
      "0000001c6674797069736f360000000069736f3669736f356d703431" // ftyp
          + "0000044e6d6f6f76" // moov
          + "000000786d7668640100000000000000e5c9d1f900000000e5c9d1f9000f4240" // mvhd
          + "0000000000000000000100000100000000000000000000000001000000000000"
          + "0000000000000000000100000000000000000000000000004000000000000000"
          + "000000000000000000000000000000000000000000000003"
          + "000001d27472616b" // trak
          + "00000068746b68640100000300000000e5c9d1f900000000e5c9d1f900000001" // tkhd
          + "0000000000000000000000000000000000000000000000000000000000010000"
          + "0000000000000000000000000001000000000000000000000000000040000000"
          + "0280000001680000"
          + "000001626d646961" // mdia
          + "0000002c6d6468640100000000000000e5c9d1f900000000e5c9d1f9000f4240" // mdhd
          + "000000000000000055c40000"
          + "0000002168646c72000000000000000076696465000000000000000000000000" // hdlr
          + "00"
          + "0000010d6d696e66" // minf
          + "00000014766d6864000000010000000000000000" // vmhd
          + "0000002464696e66" // dinf
          + "0000001c6472656600000000000000010000000c75726c2000000001" // dref
          + "000000cd7374626c" // stbl
          + "0000008173747364000000000000000100000071617663310000000000000001" // stsd
          + "0000000000000000000000000000000002800168004800000048000000000000"
          + "0001000000000000000000000000000000000000000000000000000000000000"
          + "00000018ffff0000001b617663430164001effe100046764002801000468ebe3"
          + "cb"
          + "00000010737474730000000000000000" // stts
          + "00000010737473630000000000000000" // stsc
          + "000000147374737a000000000000000000000000" // stsz
          + "000000107374636f0000000000000000" // stco
          + "000001b47472616b" // trak
          + "00000068746b68640100000300000000e5c9d1f900000000e5c9d1f900000002" // tkhd
          + "0000000000000000000000000000000000000000000000000100000000010000"
          + "0000000000000000000000000001000000000000000000000000000040000000"
          + "0000000000000000"
          + "000001446d646961" // mdia
          + "0000002c6d6468640100000000000000e5c9d1f900000000e5c9d1f9000f4240" // mdhd
          + "000000000000000055c40000"
          + "0000002168646c720000000000000000736f756e000000000000000000000000" // hdlr
          + "00"
          + "000000ef6d696e66" // minf
          + "00000010736d68640000000000000000" // smhd
          + "0000002464696e66" // dinf
          + "0000001c6472656600000000000000010000000c75726c2000000001" // dref
          + "000000b37374626c" // stbl
          + "00000067737473640000000000000001000000576d7034610000000000000001" // stsd
          + "00000000000000000002001000000000bb800000000000336573647300000000"
          + "0380808022000000048080801440150000000000000000000000058080800211"
          + "90068080800102"
          + "00000010737474730000000000000000" // stts
          + "00000010737473630000000000000000" // stsc
          + "000000147374737a000000000000000000000000" // stsz
          + "000000107374636f0000000000000000" // stco
          + "000000486d766578" // mvex
          + "0000002074726578000000000000000100000001000000000000000000000000" // trex
          + "0000002074726578000000000000000200000001000000000000000000000000"; // trex

  @Test
  void fragment_isThisInBytes() {
    FragmentWriter writer = new FragmentWriter(List.of(VIDEO), START);
    writer.payload(List.of(frame(VIDEO, 0, 0, true)), false);

    ByteBuffer payload =
        writer.payload(
            List.of(frame(VIDEO, 0x1_0000_0002L, -40_000, false, (byte) 0xca, (byte) 0xfe)), false);

    assertThat(payload)
        .isEqualTo(
            hex(
                "00000068 6d6f6f66" // moof
                    + "00000010 6d666864 00000000 00000002" // mfhd: sequence 2
                    + "00000050 74726166" // traf
                    + "00000010 74666864 00020000 00000001" // tfhd: base is moof, track 1
                    + "00000014 74666474 01000000 0000000100000002" // tfdt v1
                    + "00000024 7472756e 01000f01 00000001 00000070" // trun: 1 sample at 112
                    + "00009c40 00000002 01010000 ffff63c0" // 40 ms, 2 bytes, delta, -40 ms
                    + "0000000a 6d646174 cafe")); // mdat
  }

  @Test
  void header_isThisInBytes() {
    ByteBuffer header = new FragmentWriter(List.of(VIDEO, AUDIO), START).payload(List.of(), true);

    assertThat(HexFormat.of().formatHex(header.array())).isEqualTo(HEADER);
  }

  @Test
  void discontinuity_isTheLowestBitOfTheSampleFlags() {
    assertThat(SampleFlags.of(true, true)).isEqualTo(0x0200_0001);
    assertThat(SampleFlags.of(false, true)).isEqualTo(0x0101_0001);
  }
}
