package io.finalnvr.core.mp4;

import io.finalnvr.media.AudioTrack;
import java.nio.ByteBuffer;

/** The {@code esds} box: descriptors of ISO/IEC 14496-1, 7.2.6. */
final class ElementaryStream {

  static final int AAC = 0x40;
  static final int JPEG = 0x6c;

  private static final int ES = 3;
  private static final int DECODER_CONFIG = 4;
  private static final int DECODER_SPECIFIC = 5;
  private static final int SL_CONFIG = 6;
  private static final int AUDIO_STREAM = 0x15;
  private static final int VISUAL_STREAM = 0x11;

  /**
   * What a decoder needs.
   *
   * @param objectType says which codec
   * @param configuration of the decoder, empty where there is none
   */
  record Decoder(int objectType, ByteBuffer configuration) {}

  private ElementaryStream() {}

  static void writeAac(BoxWriter out, AudioTrack track) {
    write(out, AAC, AUDIO_STREAM, track.codecData());
  }

  static void writeJpeg(BoxWriter out) {
    write(out, JPEG, VISUAL_STREAM, ByteBuffer.allocate(0));
  }

  private static void write(BoxWriter out, int objectType, int streamType, ByteBuffer config) {
    int specific = config.hasRemaining() ? 5 + config.remaining() : 0;
    out.fullBox(
        "esds",
        0,
        0,
        () -> {
          descriptor(out, ES, 3 + 5 + 13 + specific + 5 + 1);
          out.u16(/* ES_ID, 0 in files */ 0);
          out.u8(0);
          descriptor(out, DECODER_CONFIG, 13 + specific);
          out.u8(objectType);
          out.u8(streamType);
          out.zeros(/* buffer size, bit rates: not known */ 11);
          if (specific > 0) {
            descriptor(out, DECODER_SPECIFIC, config.remaining());
            out.bytes(config);
          }
          descriptor(out, SL_CONFIG, 1);
          out.u8(/* as MP4 files need it */ 2);
        });
  }

  private static void descriptor(BoxWriter out, int tag, int size) {
    out.u8(tag);
    out.u8(0x80 | size >> 21);
    out.u8(0x80 | size >> 14 & 0x7f);
    out.u8(0x80 | size >> 7 & 0x7f);
    out.u8(size & 0x7f);
  }

  /** Reads the body of an {@code esds} box, version and flags included. */
  static Decoder read(ByteBuffer esds) {
    esds.getInt();
    ByteBuffer es = find(esds, ES);
    es.getShort();
    int flags = es.get();
    if ((flags & 0x80) != 0) {
      es.getShort();
    }
    if ((flags & 0x40) != 0) {
      skip(es, es.get() & 0xff);
    }
    if ((flags & 0x20) != 0) {
      es.getShort();
    }
    ByteBuffer config = find(es, DECODER_CONFIG);
    int objectType = config.get() & 0xff;
    skip(config, 12);
    ByteBuffer none = ByteBuffer.allocate(0);
    return new Decoder(objectType, config.hasRemaining() ? find(config, DECODER_SPECIFIC) : none);
  }

  private static ByteBuffer find(ByteBuffer in, int wanted) {
    while (true) {
      int tag = in.get();
      int size = 0;
      int next;
      do {
        next = in.get();
        size = size << 7 | next & 0x7f;
      } while ((next & 0x80) != 0 && size < 1 << 21);
      ByteBuffer body = in.slice(in.position(), size);
      if (tag == wanted) {
        return body;
      }
      skip(in, size);
    }
  }

  private static void skip(ByteBuffer in, int count) {
    in.position(in.position() + count);
  }
}
