package io.finalnvr.core.mp4;

import io.finalnvr.MediaException;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A fragmented file of this software: its first camera. Footage whose parameters change has a track
 * for each of them. Memory: one fragment.
 */
final class OwnFragments implements MovieFile {

  private static final int LARGEST_FRAGMENT = 64 << 20;

  /** Subtitles stand in front, as one fragment of another form. */
  private static final int FRAGMENTS_TO_TRY = 2;

  private final FileChannel file;
  private final Map<Integer, MovieTrack> movie = new HashMap<>();
  private final Map<Integer, EditList> edits = new HashMap<>();
  private final Map<TrackKind, Track> tracks = new EnumMap<>(TrackKind.class);
  private final Queue<SourceFrame> frames = new ArrayDeque<>();
  private FileBoxes.@Nullable Span box;
  private boolean atKey;

  private OwnFragments(FileChannel file, ByteBuffer moov) {
    this.file = file;
    Map<Integer, MovieTrack> all = MovieReader.read(moov);
    long scale = MovieReader.timescale(moov);
    ByteBuffer camera = null;
    BoxReader boxes = new BoxReader(moov);
    while (boxes.next()) {
      if (boxes.type() == BoxType.TRAK) {
        ByteBuffer name = MovieReader.name(boxes.body());
        camera = camera == null ? name : camera;
        MovieTrack track = all.get(MovieReader.id(boxes.body()));
        if (track != null && name.equals(camera)) {
          movie.put(track.id(), track);
          edits.put(track.id(), EditList.of(boxes.body(), scale));
          track.description(1).ifPresent(t -> tracks.putIfAbsent(t.kind(), t));
        }
      }
    }
    tracks.remove(TrackKind.DATA);
  }

  /** A file by its header; empty where it is one of other software. */
  static Optional<MovieFile> of(FileChannel file, ByteBuffer moov) throws IOException {
    int tries = 0;
    FileBoxes.Span box = FileBoxes.at(file, 0);
    while (box != null && tries < FRAGMENTS_TO_TRY) {
      if (box.type() == BoxType.MOOF) {
        tries++;
        FileBoxes.Span data = FileBoxes.at(file, box.end());
        if (data != null
            && data.end() - box.start() <= LARGEST_FRAGMENT
            && FragmentRewriter.isOurs(fragment(file, box, data), 0)) {
          return Optional.of(new OwnFragments(file, moov));
        }
      }
      box = FileBoxes.at(file, box.end());
    }
    return Optional.empty();
  }

  private static ByteBuffer fragment(FileChannel file, FileBoxes.Span moof, FileBoxes.Span mdat)
      throws IOException {
    return FileBoxes.read(file, moof.start(), (int) (mdat.end() - moof.start()));
  }

  @Override
  public List<Track> tracks() {
    return List.copyOf(tracks.values());
  }

  @Override
  public Optional<SourceFrame> next() throws IOException {
    while (frames.isEmpty()) {
      long at = box == null ? 0 : box.end();
      FileBoxes.Span next = FileBoxes.at(file, at);
      if (next == null) {
        if (at < file.size()) {
          throw new IOException("it is cut short, or damaged");
        }
        return Optional.empty();
      }
      box = next;
      if (next.type() == BoxType.MOOF) {
        read(next);
      }
    }
    SourceFrame frame = frames.remove();
    tracks.put(frame.track().kind(), frame.track());
    return Optional.of(frame);
  }

  private void read(FileBoxes.Span moof) throws IOException {
    FileBoxes.Span mdat = FileBoxes.at(file, moof.end());
    if (mdat == null || mdat.end() - moof.start() > LARGEST_FRAGMENT) {
      throw new IOException("it is cut short, or damaged");
    }
    ByteBuffer data = fragment(file, moof, mdat);
    try {
      FragmentReader reader = new FragmentReader(movie, data.limit());
      BoxReader boxes = new BoxReader(data);
      boxes.next();
      reader.moof(0, boxes.body());
      for (Sample sample : reader.samples()) {
        boolean video = sample.track().kind() == TrackKind.VIDEO;
        boolean key = SampleFlags.keyFrame(sample.flags());
        atKey |= video && key;
        if (sample.track().kind() != TrackKind.DATA && (atKey || !video)) {
          frames.add(frame(sample, key, data.slice(sample.offset(), sample.size())));
        }
      }
    } catch (MediaException
        | IndexOutOfBoundsException
        | BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException e) {
      throw new IOException("it is damaged", e);
    }
  }

  private SourceFrame frame(Sample sample, boolean key, ByteBuffer data) {
    EditList edit = edits.getOrDefault(sample.track().id(), EditList.NONE);
    return new SourceFrame(
        sample.track(),
        edit.nanos(sample.timeMicros(), Micros.PER_SECOND),
        OptionalLong.of(
            edit.nanos(Math.min(sample.decodeMicros(), decodeLimit(sample)), Micros.PER_SECOND)),
        Optional.of(Duration.ofNanos(sample.durationMicros() * 1_000)),
        Optional.empty(),
        key,
        SampleFlags.discontinuity(sample.flags()),
        data);
  }

  /** Sound is decoded when it is heard, see {@link FragmentWriter}. */
  private static long decodeLimit(Sample sample) {
    return sample.track().kind() == TrackKind.VIDEO ? Long.MAX_VALUE : sample.timeMicros();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
