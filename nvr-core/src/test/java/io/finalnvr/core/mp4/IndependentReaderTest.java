package io.finalnvr.core.mp4;

import static io.finalnvr.core.mp4.TestFrames.AUDIO;
import static io.finalnvr.core.mp4.TestFrames.START;
import static io.finalnvr.core.mp4.TestFrames.VIDEO;
import static io.finalnvr.core.mp4.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mp4parser.Box;
import org.mp4parser.IsoFile;
import org.mp4parser.PropertyBoxParserImpl;
import org.mp4parser.boxes.iso14496.part12.ChunkOffset64BitBox;
import org.mp4parser.boxes.iso14496.part12.EditBox;
import org.mp4parser.boxes.iso14496.part12.EditListBox;
import org.mp4parser.boxes.iso14496.part12.MovieHeaderBox;
import org.mp4parser.boxes.iso14496.part12.SampleSizeBox;
import org.mp4parser.boxes.iso14496.part12.SampleToChunkBox;
import org.mp4parser.boxes.iso14496.part12.SyncSampleBox;
import org.mp4parser.boxes.iso14496.part12.TimeToSampleBox;
import org.mp4parser.boxes.iso14496.part12.TrackBox;

/**
 * A reader of others (isoparser) finds each frame where the file says, and shows it when it says.
 */
class IndependentReaderTest {

  @TempDir Path dir;

  @Test
  void everySample_isWhereAndWhenTheFileSays() throws Exception {
    Path file = dir.resolve("gate.mp4");
    try (Mp4FileWriter writer = Mp4FileWriter.open(file, from(START.plusMillis(100)))) {
      for (int i = 0; i < 100; i++) {
        writer.write(frame(AUDIO, i * 40_000L, 0, true, (byte) 1, (byte) i));
        writer.write(frame(VIDEO, i * 40_000L, 0, i % 10 == 0, (byte) 2, (byte) i, (byte) 3));
      }
      writer.finish(Optional.of(START.plusMillis(3_900)));
    }

    try (IsoFile iso = open(file)) {
      assertThat(samples(iso, 0, file.toFile()))
          .hasSize(100)
          .allSatisfy(sample -> assertThat(sample).startsWith(2).hasSize(3));
      assertThat(samples(iso, 1, file.toFile()))
          .hasSize(100)
          .allSatisfy(sample -> assertThat(sample).startsWith(1).hasSize(2));
      assertThat(samples(iso, 0, file.toFile()).get(99)).containsExactly(2, 99, 3);
      SyncSampleBox keys = find(iso, 0, SyncSampleBox.class);
      assertThat(keys.getSampleNumber()).hasSize(10).startsWith(1, 11, 21);
      List<TimeToSampleBox.Entry> times = find(iso, 0, TimeToSampleBox.class).getEntries();
      assertThat(times).hasSize(1);
      assertThat(times.get(0).getDelta()).isEqualTo(40_000);
      EditListBox edits = edits(iso, 0);
      assertThat(edits.getEntries()).hasSize(1);
      assertThat(edits.getEntries().get(0).getMediaTime()).isEqualTo(100_000);
      assertThat(edits.getEntries().get(0).getSegmentDuration()).isEqualTo(3_800_000);
      MovieHeaderBox movie = iso.getMovieBox().getMovieHeaderBox();
      assertThat(movie.getTimescale()).isEqualTo(1_000_000);
      assertThat(movie.getDuration()).isEqualTo(3_800_000);
      assertThat(movie.getCreationTime().toInstant()).isEqualTo("2026-03-01T11:22:33Z");
    }
  }

  @Test
  void samplesBehindFourGibibytes_areFound() throws Exception {
    Path file = dir.resolve("large.mp4");
    try (Mp4FileWriter writer = Mp4FileWriter.open(file)) {
      writer.write(frame(VIDEO, 0, 0, true, (byte) 1, (byte) 2));
      writer.skip(5L << 30); // A hole in the file: no bytes on the disk.
      writer.write(frame(VIDEO, 40_000, 0, false, (byte) 3, (byte) 4));
      assertThat(writer.finish().bytes()).isGreaterThan(5L << 30);
    }

    try (IsoFile iso = open(file)) {
      assertThat(samples(iso, 0, file.toFile()))
          .containsExactly(new byte[] {1, 2}, new byte[] {3, 4});
    }
  }

  private static IsoFile open(Path file) throws IOException {
    return new IsoFile(FileChannel.open(file), new PropertyBoxParserImpl().skippingBoxes("mdat"));
  }

  private static Mp4FileWriter.Settings from(Instant start) {
    return new Mp4FileWriter.Settings(Optional.of(start), true, 0, Map.of(), "");
  }

  private static List<byte[]> samples(IsoFile iso, int track, File file) throws IOException {
    long[] offsets = find(iso, track, ChunkOffset64BitBox.class).getChunkOffsets();
    long[] perChunk = find(iso, track, SampleToChunkBox.class).blowup(offsets.length);
    SampleSizeBox sizes = find(iso, track, SampleSizeBox.class);
    List<byte[]> samples = new ArrayList<>();
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      for (int chunk = 0; chunk < offsets.length; chunk++) {
        in.seek(offsets[chunk]);
        for (int i = 0; i < perChunk[chunk]; i++) {
          byte[] sample = new byte[(int) sizes.getSampleSizeAtIndex(samples.size())];
          in.readFully(sample);
          samples.add(sample);
        }
      }
    }
    return samples;
  }

  private static <T extends Box> T find(IsoFile iso, int track, Class<T> type) {
    return iso.getMovieBox()
        .getBoxes(TrackBox.class)
        .get(track)
        .getMediaBox()
        .getMediaInformationBox()
        .getSampleTableBox()
        .getBoxes(type)
        .get(0);
  }

  private static EditListBox edits(IsoFile iso, int track) {
    return iso.getMovieBox()
        .getBoxes(TrackBox.class)
        .get(track)
        .getBoxes(EditBox.class)
        .get(0)
        .getBoxes(EditListBox.class)
        .get(0);
  }
}
