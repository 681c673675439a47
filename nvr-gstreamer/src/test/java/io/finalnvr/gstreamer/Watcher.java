package io.finalnvr.gstreamer;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that decodes a simulated camera's pictures with ffmpeg and reads what they say. */
final class Watcher implements AutoCloseable {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  private final BlockingQueue<Optional<SimulatedPicture>> pictures = new LinkedBlockingQueue<>();
  private final Process process;

  Watcher(URI uri, String transport) {
    process =
        Tool.start(
            "ffmpeg",
            "-v",
            "quiet",
            "-rtsp_transport",
            transport,
            "-i",
            uri.toString(),
            "-vf",
            "scale=" + WIDTH + ":" + HEIGHT,
            "-f",
            "rawvideo",
            "-pix_fmt",
            "gray",
            "-");
    Thread thread = new Thread(this::read, "watcher");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    byte[] picture = new byte[WIDTH * HEIGHT];
    try (DataInputStream in = new DataInputStream(process.getInputStream())) {
      while (true) {
        in.readFully(picture);
        pictures.add(SimulatedPicture.read(WIDTH, HEIGHT, (x, y) -> picture[y * WIDTH + x] & 0xff));
      }
    } catch (IOException e) {
      pictures.add(Optional.empty());
    }
  }

  /** The next picture; empty when none comes in time, or the connection has ended. */
  Optional<SimulatedPicture> next(Duration patience) throws InterruptedException {
    Optional<SimulatedPicture> next = pictures.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return next == null ? Optional.empty() : next;
  }

  /** The next picture that matches; empty when none comes in time. */
  Optional<SimulatedPicture> nextMatching(Duration patience, Predicate<SimulatedPicture> matches)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<SimulatedPicture> next = next(Duration.ofSeconds(1)).filter(matches);
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }

  boolean connected() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
