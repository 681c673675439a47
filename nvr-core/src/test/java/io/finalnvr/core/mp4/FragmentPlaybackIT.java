package io.finalnvr.core.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored fragments, put one behind the other, are a file that others play. */
class FragmentPlaybackIT {

  @TempDir Path dir;

  @BeforeEach
  void needsFfmpeg() {
    assumeTrue(Ffmpeg.available());
  }

  @Test
  void reorderedVideoWithSound_playsAsItCame() throws IOException {
    check(TestMedia.REORDERED);
  }

  @Test
  void plainVideo_playsAsItCame() throws IOException {
    check(TestMedia.PLAIN);
  }

  private void check(String media) throws IOException {
    Path source = dir.resolve("source.mp4");
    Ffmpeg.make(source, media);
    List<EncodedFrame> frames = TestMedia.frames(source, TestMedia.START);
    Path stored = dir.resolve("stored.mp4");
    List<EncodedFrame> kept = store(frames, stored);

    assertThat(Ffmpeg.complaints(stored)).isEmpty();
    assertThat(Ffmpeg.pictures(stored)).isEqualTo(Ffmpeg.pictures(source)).hasSizeGreaterThan(90);
    assertSame(Ffmpeg.packets(stored, "v"), TestMedia.of(kept, TrackKind.VIDEO));
    assertSame(Ffmpeg.packets(stored, "a"), TestMedia.of(kept, TrackKind.AUDIO));
  }

  private static void assertSame(List<Ffmpeg.Packet> packets, List<EncodedFrame> frames) {
    assertThat(packets).hasSameSizeAs(frames);
    for (int i = 0; i < frames.size(); i++) {
      Ffmpeg.Packet packet = packets.get(i);
      EncodedFrame frame = frames.get(i);
      assertThat(Micros.plus(TestMedia.START, packet.pts())).isEqualTo(frame.time());
      assertThat(Micros.plus(TestMedia.START, packet.dts())).isEqualTo(frame.decodeTime());
      assertThat(Micros.duration(packet.duration())).isEqualTo(frame.duration());
      assertThat(packet.size()).isEqualTo(frame.size());
      assertThat(packet.keyFrame()).isEqualTo(frame.keyFrame());
    }
  }

  /** Writes payloads as the recorder does, reads each back, and returns the frames written. */
  private static List<EncodedFrame> store(List<EncodedFrame> frames, Path file) throws IOException {
    List<Track> tracks = frames.stream().map(EncodedFrame::track).distinct().toList();
    FragmentWriter writer = new FragmentWriter(tracks, TestMedia.START);
    PayloadReader reader = new PayloadReader();
    List<EncodedFrame> written = new ArrayList<>();
    try (OutputStream out = Files.newOutputStream(file)) {
      for (List<EncodedFrame> record : TestMedia.records(frames)) {
        EncodedFrame video = record.get(record.size() - 1);
        ByteBuffer payload = writer.payload(record, video.keyFrame());
        Instant time = video.decodeTime();
        assertThat(reader.read(time, video.keyFrame(), false, payload)).isEqualTo(record);
        out.write(payload.array());
        written.addAll(record);
      }
    }
    return written;
  }
}
