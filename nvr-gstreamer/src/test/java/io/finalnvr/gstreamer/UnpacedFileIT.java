package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is read as fast as its frames are taken, compared with what ffprobe says of it. */
class UnpacedFileIT {

  private static final int SECONDS = 60;

  @TempDir Path dir;

  @Test
  void everyFrame_comesOnceWithTheFilesOwnTimes_interleaved() throws Exception {
    Path file = TestMedia.mp4(dir.resolve("long.mp4"), SECONDS);
    Taken taken = new Taken();

    MediaSource source =
        new FileSourceProvider().create(CameraConfig.of("file", file.toUri() + "?unpaced=true"));
    MediaSession session = source.open(taken);
    try {
      assertThat(taken.end.get(SECONDS / 2, TimeUnit.SECONDS)).isEqualTo(Reason.ENDED);
    } finally {
      session.close();
    }

    assertThat(taken.tracks).hasSize(1);
    // The parser puts the parameter sets in front of the first picture.
    assertThat(withoutFirst(lines(taken, TrackKind.VIDEO)))
        .isEqualTo(withoutFirst(packets(file, "v")));
    assertThat(lines(taken, TrackKind.AUDIO)).isEqualTo(packets(file, "a"));
    assertThat(taken.frames).extracting(UnpacedFileIT::decodeTime).isSorted();
  }

  private static List<String> withoutFirst(List<String> lines) {
    return lines.subList(1, lines.size());
  }

  private static List<String> lines(Taken taken, TrackKind kind) {
    return taken.frames.stream()
        .filter(frame -> frame.track().kind() == kind)
        .map(frame -> millis(frame.ptsNanos()) + " " + sha(frame.data()))
        .toList();
  }

  private static List<String> packets(Path file, String stream) {
    return Tool.run(
            "ffprobe",
            "-v",
            "error",
            "-select_streams",
            stream,
            "-show_data_hash",
            "sha256",
            "-show_entries",
            "packet=pts_time,data_hash",
            "-of",
            "csv=p=0",
            file.toString())
        .ok()
        .lines()
        .stream()
        .map(line -> line.split(","))
        .map(part -> millis(Math.round(Double.parseDouble(part[0]) * 1e9)) + " " + part[1])
        .toList();
  }

  private static long millis(long nanos) {
    return Math.round(nanos / 1e6);
  }

  private static long decodeTime(SourceFrame frame) {
    return frame.dtsNanos().orElse(frame.ptsNanos());
  }

  private static String sha(ByteBuffer data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(data);
      return "SHA256:" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes its time now and then: nothing may be lost meanwhile. */
  private static final class Taken implements MediaHandler {
    private final List<List<Track>> tracks = new ArrayList<>();
    private final List<SourceFrame> frames = new ArrayList<>();
    private final CompletableFuture<Reason> end = new CompletableFuture<>();

    @Override
    public void onTracks(List<Track> announced) {
      tracks.add(announced);
    }

    @Override
    public void onFrame(SourceFrame frame) {
      frames.add(frame);
      if (frames.size() % 1000 == 0) {
        LockSupport.parkNanos(700_000_000);
      }
    }

    @Override
    public void onEnd(CameraException cause) {
      end.complete(cause.reason());
    }
  }
}
