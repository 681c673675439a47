package io.finalnvr.core.record;

import io.finalnvr.CameraException;
import io.finalnvr.core.mp4.MovieFile;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that hide pictures, as exports do that begin at an exact instant: demultiplexers leave
 * these out, and what can't be decoded without them.
 */
public final class MovieFileSource implements MediaSource {

  private static final Logger LOG = LoggerFactory.getLogger(MovieFileSource.class);
  private static final long CLOSE_MILLIS = 5_000;

  /** How much sound of a new kind may stand in front of the picture that it begins with. */
  private static final int MOST_EARLY = 1_000;

  private final String cameraId;
  private final Path file;

  private MovieFileSource(String cameraId, Path file) {
    this.cameraId = cameraId;
    this.file = file;
  }

  /** The source of a file; empty where it is better read by another one. */
  public static Optional<MediaSource> of(String cameraId, Path file) {
    try (MovieFile movie = MovieFile.open(file).orElse(null)) {
      return movie == null ? Optional.empty() : Optional.of(new MovieFileSource(cameraId, file));
    } catch (IOException e) {
      LOG.debug("{} can't be looked into", file, e);
      return Optional.empty();
    }
  }

  @Override
  public MediaSession open(MediaHandler handler) {
    Session session = new Session(handler);
    session.thread.start();
    return session;
  }

  private final class Session implements MediaSession {

    private final MediaHandler handler;
    private final Thread thread = new Thread(this::run, "nvr-source-" + cameraId);
    private volatile boolean closed;

    Session(MediaHandler handler) {
      this.handler = handler;
      thread.setDaemon(true);
    }

    private void run() {
      CameraException end;
      try (MovieFile movie =
          MovieFile.open(file).orElseThrow(() -> new IOException("it has changed"))) {
        read(movie);
        end = new CameraException(CameraException.Reason.ENDED, file + ": it came to its end");
      } catch (IOException e) {
        end = new CameraException(CameraException.Reason.LOST, file + ": " + e.getMessage(), e);
      }
      if (!closed) {
        handler.onEnd(end);
      }
    }

    private void read(MovieFile movie) throws IOException {
      boolean hasVideo = movie.tracks().stream().anyMatch(t -> t.kind() == TrackKind.VIDEO);
      List<Track> announced = List.of();
      Deque<SourceFrame> early = new ArrayDeque<>();
      for (Optional<SourceFrame> next = movie.next();
          next.isPresent() && !closed;
          next = movie.next()) {
        SourceFrame frame = next.get();
        boolean entry = frame.keyFrame() && (frame.track().kind() == TrackKind.VIDEO || !hasVideo);
        if (entry && !movie.tracks().equals(announced)) {
          announced = movie.tracks();
          handler.onTracks(announced);
          handler.onFrame(frame);
          early.forEach(handler::onFrame);
          early.clear();
        } else if (announced.contains(frame.track())) {
          handler.onFrame(frame);
        } else if (early.size() < MOST_EARLY) {
          early.add(frame);
        }
      }
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
