package io.finalnvr.core.mp4;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Tracks and frames to test with. */
final class TestFrames {

  static final Instant START = Instant.parse("2026-03-01T11:22:33.456789Z");

  /** 640x360, High profile, of a real encoder: 25 frames per second, reorder depth 2. */
  static final String SPS = "6764001eacd940a02ff970110000030001000003003c8f162d96";

  static final VideoTrack VIDEO =
      new VideoTrack(1, Codec.H264, 640, 360, hex("0164001effe1000467640028010004" + "68ebe3cb"));

  static final AudioTrack AUDIO = new AudioTrack(2, Codec.AAC, 48_000, 2, hex("1190"));

  private TestFrames() {}

  static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  static EncodedFrame frame(
      Track track, long decodeMicros, long compositionMicros, boolean keyFrame, byte... data) {
    Instant decode = START.plusNanos(decodeMicros * 1000);
    return new EncodedFrame(
        track,
        decode.plusNanos(compositionMicros * 1000),
        decode,
        Duration.ofMillis(40),
        keyFrame,
        /* discontinuity= */ false,
        /* decodeOnly= */ false,
        ByteBuffer.wrap(data));
  }

  static byte[] bytes(RandomGenerator random, int size) {
    byte[] data = new byte[size];
    random.nextBytes(data);
    return data;
  }
}
