package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What a file says of itself, as iTunes-style tags, because mvhd knows whole seconds only. */
final class MovieMetadata {

  static final int ILST = BoxType.of("ilst");

  /** The start of the presentation in UTC, with microseconds; ffmpeg calls it {@code date}. */
  static final int DAY = 0xa964_6179;

  private static final int TITLE = 0xa96e_616d;
  private static final int ENCODER = 0xa974_6f6f;

  private MovieMetadata() {}

  /** The body of {@code udta}. */
  static void write(BoxWriter out, Instant start, String title) {
    out.fullBox(
        "meta",
        0,
        0,
        () -> {
          out.fullBox(
              "hdlr",
              0,
              0,
              () -> {
                out.u32(0);
                out.ascii("mdirappl");
                out.zeros(9);
              });
          out.box(
              "ilst",
              () -> {
                text(out, DAY, start.toString());
                text(out, ENCODER, "FinalNVR");
                if (!title.isEmpty()) {
                  text(out, TITLE, title);
                }
              });
        });
  }

  private static void text(BoxWriter out, int type, String value) {
    out.box(
        type,
        () ->
            out.box(
                "data",
                () -> {
                  out.u32(/* UTF-8 */ 1);
                  out.u32(0);
                  out.bytes(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
                }));
  }
}
