package io.finalnvr.core.mp4;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.media.VideoTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Frames of real encoders, read with the positions that ffprobe tells and none of our own code. */
public final class TestMedia {

  public static final Instant START = TestFrames.START;

  /** 25 pictures a second with B-frames, GOP 25, and 48 kHz stereo AAC. */
  public static final String REORDERED =
      "-f lavfi -i testsrc2=size=160x90:rate=25 -f lavfi -i sine=frequency=440:sample_rate=48000"
          + " -t 6 -c:v libx264 -preset veryfast -threads 1 -g 25 -bf 3 -c:a aac -ac 2"
          + " -video_track_timescale 1000000 -use_editlist 0";

  /** The same without B-frames and without sound, in another size. */
  public static final String PLAIN =
      "-f lavfi -i testsrc2=size=176x144:rate=25 -t 4 -c:v libx264 -preset ultrafast"
          + " -tune zerolatency -threads 1 -g 25 -video_track_timescale 1000000 -use_editlist 0";

  private TestMedia() {}

  /** All frames of a plain MP4 file by decode time, as they would stand in a log. */
  public static List<EncodedFrame> frames(Path file, Instant start) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<EncodedFrame> frames = new ArrayList<>();
    VideoTrack video = video(file, bytes);
    for (Ffmpeg.Packet packet : Ffmpeg.packets(file, "v")) {
      frames.add(frame(packet, video, 1_000_000, start, bytes));
    }
    // The first frame of sound is stretched by ffmpeg to begin with the video.
    for (Ffmpeg.Packet packet : Ffmpeg.packets(file, "a").stream().skip(1).toList()) {
      AudioTrack track = new AudioTrack(2, Codec.AAC, 48_000, 2, TestFrames.hex("1190"));
      frames.add(frame(packet, track, 48_000, start, bytes));
    }
    frames.sort(Comparator.comparing(EncodedFrame::decodeTime));
    return frames;
  }

  private static EncodedFrame frame(
      Ffmpeg.Packet packet, Track track, long timescale, Instant start, byte[] bytes) {
    return new EncodedFrame(
        track,
        Micros.plus(start, packet.pts() * 1_000_000 / timescale),
        Micros.plus(start, packet.dts() * 1_000_000 / timescale),
        Micros.duration(packet.duration() * 1_000_000 / timescale),
        packet.keyFrame(),
        /* discontinuity= */ false,
        /* decodeOnly= */ false,
        ByteBuffer.wrap(bytes, (int) packet.position(), packet.size()));
  }

  private static VideoTrack video(Path file, byte[] bytes) {
    String[] size = Ffmpeg.entry(file, "v", "stream=width,height").split(",");
    return new VideoTrack(
        1, Codec.H264, Integer.parseInt(size[0]), Integer.parseInt(size[1]), avcC(bytes));
  }

  private static ByteBuffer avcC(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    for (int i = file.length - 8; ; i--) {
      if (in.getInt(i + 4) == BoxType.of("avcC")) {
        return in.slice(i + 8, in.getInt(i) - 8);
      }
    }
  }

  public static List<EncodedFrame> of(List<EncodedFrame> frames, TrackKind kind) {
    return frames.stream().filter(frame -> frame.track().kind() == kind).toList();
  }

  /** The frames at other times. */
  public static List<EncodedFrame> shifted(List<EncodedFrame> frames, long micros) {
    return frames.stream()
        .map(
            f ->
                new EncodedFrame(
                    f.track(),
                    Micros.plus(f.time(), micros),
                    Micros.plus(f.decodeTime(), micros),
                    f.duration(),
                    f.keyFrame(),
                    f.discontinuity(),
                    f.decodeOnly(),
                    f.data()))
        .toList();
  }

  /**
   * As the recorder does it: one payload per video frame, the sound since the last one before it.
   */
  public static List<List<EncodedFrame>> records(List<EncodedFrame> frames) {
    List<List<EncodedFrame>> records = new ArrayList<>();
    List<EncodedFrame> record = new ArrayList<>();
    for (EncodedFrame frame : frames) {
      record.add(frame);
      if (frame.track().kind() == TrackKind.VIDEO) {
        records.add(record);
        record = new ArrayList<>();
      }
    }
    return records;
  }
}
