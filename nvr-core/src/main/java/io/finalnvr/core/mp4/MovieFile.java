package io.finalnvr.core.mp4;

import io.finalnvr.MediaException;
import io.finalnvr.media.Track;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Reads an MP4 file frame by frame, also what its edit list hides: frames before the start of the
 * presentation have negative times. Not thread-safe.
 *
 * <p>Only files that demultiplexers do not read in full: plain ones that hide pictures, and
 * fragmented ones of this software.
 */
public interface MovieFile extends AutoCloseable {

  /** Opens a file; empty where it is better read by a demultiplexer. */
  static Optional<MovieFile> open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    Optional<MovieFile> movie = Optional.empty();
    try {
      Optional<ByteBuffer> moov = FileBoxes.moov(file);
      if (moov.isPresent()) {
        movie = of(file, moov.get());
      }
    } finally {
      if (movie.isEmpty()) {
        file.close();
      }
    }
    return movie;
  }

  private static Optional<MovieFile> of(FileChannel file, ByteBuffer moov) throws IOException {
    try {
      return MovieReader.find(moov, BoxType.MVEX) == null
          ? PlainMovie.of(file, moov)
          : OwnFragments.of(file, moov);
    } catch (MediaException
        | IndexOutOfBoundsException
        | BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The tracks that the last frame is one of; before the first frame, those that are known. */
  List<Track> tracks();

  /** The next frame, in decode order; empty at the end. The first picture is a key frame. */
  Optional<SourceFrame> next() throws IOException;

  @Override
  void close() throws IOException;
}
