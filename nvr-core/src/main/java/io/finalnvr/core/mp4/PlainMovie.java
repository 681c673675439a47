package io.finalnvr.core.mp4;

import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A plain file. Of several tracks of a kind, the first one is read. Memory: the file's index. */
final class PlainMovie implements MovieFile {

  private static final int LARGEST_SAMPLE = 64 << 20;

  private final FileChannel file;
  private final List<SampleCursor> cursors;
  private final Map<Integer, Track> tracks = new TreeMap<>();
  private boolean atKey;

  private PlainMovie(FileChannel file, List<SampleCursor> cursors) {
    this.file = file;
    this.cursors = cursors;
    cursors.forEach(
        cursor -> cursor.firstDescription().ifPresent(track -> tracks.put(track.id(), track)));
  }

  /** A file by its index; empty where it shows all its pictures. */
  static Optional<MovieFile> of(FileChannel file, ByteBuffer moov) {
    List<SampleCursor> cursors = cursors(moov);
    return cursors.stream().anyMatch(SampleCursor::hidesPictures)
        ? Optional.of(new PlainMovie(file, cursors))
        : Optional.empty();
  }

  private static List<SampleCursor> cursors(ByteBuffer moov) {
    long scale = MovieReader.timescale(moov);
    Map<Integer, MovieTrack> known = MovieReader.read(moov);
    List<SampleCursor> cursors = new ArrayList<>();
    Set<TrackKind> kinds = EnumSet.of(TrackKind.DATA);
    BoxReader boxes = new BoxReader(moov);
    while (boxes.next()) {
      if (boxes.type() == BoxType.TRAK) {
        ByteBuffer trak = boxes.body();
        MovieTrack track = known.get(MovieReader.id(trak));
        if (track != null) {
          ByteBuffer table =
              MovieReader.require(
                  MovieReader.require(MovieReader.require(trak, BoxType.MDIA), BoxType.MINF),
                  BoxType.STBL);
          SampleCursor cursor = new SampleCursor(track, table, EditList.of(trak, scale));
          if (kinds.add(cursor.kind())) {
            cursors.add(cursor);
          }
        }
      }
    }
    return cursors;
  }

  @Override
  public List<Track> tracks() {
    return List.copyOf(tracks.values());
  }

  @Override
  public Optional<SourceFrame> next() throws IOException {
    try {
      while (true) {
        SampleCursor first = null;
        for (SampleCursor cursor : cursors) {
          boolean earlier =
              cursor.hasNext() && (first == null || cursor.decodeNanos() < first.decodeNanos());
          first = earlier ? cursor : first;
        }
        if (first == null) {
          return Optional.empty();
        }
        SampleCursor.FileSample sample = first.next();
        atKey |= first.kind() == TrackKind.VIDEO && sample.key();
        boolean usable = first.kind() != TrackKind.VIDEO || atKey;
        if (usable && sample.size() > 0 && sample.track().isPresent()) {
          return Optional.of(frame(sample.track().get(), sample));
        }
      }
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new IOException("its index is damaged", e);
    }
  }

  private SourceFrame frame(Track track, SampleCursor.FileSample sample) throws IOException {
    tracks.put(track.id(), track);
    boolean outside = sample.offset() < 0 || sample.offset() > file.size() - sample.size();
    if (sample.size() > LARGEST_SAMPLE || outside) {
      throw new IOException("it is cut short, or its index is damaged");
    }
    return new SourceFrame(
        track,
        sample.timeNanos(),
        OptionalLong.of(sample.decodeNanos()),
        Optional.of(Duration.ofNanos(sample.durationNanos())),
        Optional.empty(),
        sample.key(),
        /* discontinuity= */ false,
        FileBoxes.read(file, sample.offset(), sample.size()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
