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

  /** 1920x1080, High profile, of x264. */
  static final String SPS = "67640028acd940780227e5c044000003000400000300f03c60c658";

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
