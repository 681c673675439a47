package io.finalnvr.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Tracks and frames of a camera that is not there. Frames have the right form for their codec, and
 * content that tells which frame it is; no decoder makes a picture of them.
 */
public final class FakeFrames {

  /** 640x360, Main profile, level 3. */
  private static final String AVCC =
      "014d401effe10019674d401ed900a02ff970110000030001000003003c0f162e4801000568ebc3cb20";

  private static final int LENGTH_PREFIX = 4;
  private static final byte IDR = 0x65;
  private static final byte NON_IDR = 0x41;

  private FakeFrames() {}

  /** Track 1: H.264, 640x360. */
  public static VideoTrack video() {
    return new VideoTrack(1, Codec.H264, 640, 360, hex(AVCC));
  }

  /** Track 2: AAC-LC, 48 kHz, mono. */
  public static AudioTrack audio() {
    return new AudioTrack(2, Codec.AAC, 48_000, 1, hex("1188"));
  }

  /**
   * The access unit of a track at a time; the same for the same arguments. H.264 gets one slice,
   * length-prefixed; every other codec the bare content.
   *
   * @param size of the access unit in bytes, length prefix included; content that is longer wins
   */
  public static ByteBuffer data(Track track, long ptsNanos, boolean keyFrame, int size) {
    String text = "track %d %s %d ns ".formatted(track.id(), keyFrame ? "key" : "delta", ptsNanos);
    boolean h264 = track instanceof VideoTrack video && video.codec() == Codec.H264;
    int overhead = h264 ? LENGTH_PREFIX + 1 : 0;
    ByteBuffer data = ByteBuffer.allocate(Math.max(size, text.length() + overhead));
    if (h264) {
      data.putInt(data.capacity() - LENGTH_PREFIX).put(keyFrame ? IDR : NON_IDR);
    }
    data.put(text.getBytes(US_ASCII));
    while (data.hasRemaining()) {
      data.put((byte) '.');
    }
    return data.flip();
  }

  private static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text));
  }
}
