package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.ConfigurationException;
import io.finalnvr.media.Codec;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An IP camera for tests and demonstrations: a real RTSP server, on 127.0.0.1 only, that sends a
 * moving picture with a clock (or a file, over and over) over TCP, UDP or HTTP, on demand with TLS,
 * with RTCP sender reports, and fails on demand.
 *
 * <p>All clients share one encoder, which runs only while there are clients. Each picture says
 * which frame it is and when it was taken, to people and to {@link SimulatedPicture}; frames are
 * numbered from the camera's start on, whether somebody watches or not.
 *
 * <p>Threads: every method may be called from any thread, and blocks for a moment at most, {@link
 * #close()} for some seconds. The threads of the camera are daemon threads.
 *
 * <pre>{@code
 * try (SimulatedCamera camera =
 *     SimulatedCamera.builder().size(1920, 1080).framesPerSecond(30).audio(Codec.AAC).start()) {
 *   nvr.add(CameraConfig.of("gate", camera.uri().toString()));
 *   ...
 *   camera.stopServing();
 * }
 * }</pre>
 */
public final class SimulatedCamera implements AutoCloseable {

  /** How clients present their credentials. */
  public enum Authentication {
    /** In clear. */
    BASIC,
    /** Hashed with MD5, as RFC 2069 has it. */
    DIGEST
  }

  private static final Logger log = LoggerFactory.getLogger(SimulatedCamera.class);

  private final InstantSource clock = InstantSource.system();
  private final Object lock = new Object();
  private final List<MediaRun> runs = new ArrayList<>();
  private final SimulatedSettings settings;
  private final Optional<LoopedFile> file;
  private final FrameGrid grid;
  private final AtomicReference<TestPattern> pattern;
  private final RtspServer server;
  private final int port;
  private double loss;
  private boolean muted;
  private boolean closed;

  private SimulatedCamera(SimulatedSettings settings) {
    this.settings = settings;
    this.file = settings.file().map(LoopedFile::read);
    this.grid = new FrameGrid(System.nanoTime(), settings.framesPerSecond());
    SimulatedLaunch launch =
        file.map(f -> SimulatedLaunch.encoded(f.videoCaps(), f.audioCaps()))
            .orElseGet(() -> SimulatedLaunch.pattern(settings, GStreamer::has));
    pattern =
        new AtomicReference<>(
            new TestPattern(settings.width(), settings.height(), settings.motion()));
    GStreamer.require(GStreamer.FOR_CAMERA, launch.elements().toArray(String[]::new));
    server = new RtspServer(settings.path(), launch.text(), this::began);
    if (settings.credentials().isPresent() || settings.tls().isPresent()) {
      server.require(settings.credentials(), settings.authentication(), settings.tls());
    }
    try {
      server.listen(settings.port());
    } catch (ConfigurationException e) {
      server.close();
      throw e;
    }
    port = server.port();
  }

  /** A builder with the defaults that it states. */
  public static SimulatedCameraBuilder builder() {
    return new SimulatedCameraBuilder();
  }

  static SimulatedCamera start(SimulatedSettings settings) {
    GStreamer.require(GStreamer.FOR_CAMERA, "appsrc", "identity");
    try {
      SimulatedCamera camera = new SimulatedCamera(settings);
      log.info("simulated camera at {}", camera.uri());
      return camera;
    } catch (UnsatisfiedLinkError e) {
      throw GStreamer.FOR_CAMERA.apply(
          Packages.nativeMissing(NativeRtsp.LIBRARY, NativeRtsp.PACKAGE));
    }
  }

  /** Where clients find the camera; without the credentials. */
  public URI uri() {
    String scheme = settings.tls().isPresent() ? "rtsps" : "rtsp";
    return URI.create(scheme + "://127.0.0.1:" + port + settings.path());
  }

  /** How many RTSP sessions there are: one for each client that set up the stream. */
  public int sessions() {
    return server.sessions();
  }

  /**
   * Sends pictures of another size from now on, in the running sessions too: what a camera does
   * whose settings are changed. Not for cameras that send a file.
   */
  public void resize(int width, int height) {
    SimulatedCameraBuilder.checkSize(width, height);
    pattern.set(new TestPattern(width, height, settings.motion()));
  }

  /** How many clients are connected. */
  public int clients() {
    return server.clients();
  }

  /** Ends every connection; clients may come again at once. */
  public void disconnectClients() {
    server.disconnect();
  }

  /** Ends every connection, and refuses new ones: what a camera without power looks like. */
  public void stopServing() {
    server.stopListening();
  }

  /**
   * Serves again after {@link #stopServing()}, at the same URI.
   *
   * @throws ConfigurationException when something else has taken the port in the meantime
   */
  public void startServing() {
    server.listen(port);
  }

  /**
   * Keeps the connections and sends no media over them, or sends again: what a hanging camera looks
   * like. A client that comes while the camera is mute gets its answers, and no media.
   */
  public void mute(boolean mute) {
    synchronized (lock) {
      muted = mute;
      applyLoss();
    }
  }

  /**
   * Sends RTCP sender reports, or none from now on: what a camera without a clock looks like.
   * Default: sends them.
   */
  public void sendReports(boolean send) {
    server.reports().silent(!send);
  }

  /**
   * Tells another time than it has in its sender reports from now on: what a camera whose clock is
   * set looks like.
   *
   * @param off whole seconds; negative for a clock that is behind
   */
  public void tellTime(Duration off) {
    server.reports().offBy(off);
  }

  /**
   * Loses RTP packets at random.
   *
   * @param probability of each packet to be lost, 0 to 1; 0 stops it
   */
  public void losePackets(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ConfigurationException("probability " + probability + "; it must be 0 to 1");
    }
    synchronized (lock) {
      loss = probability;
      applyLoss();
    }
  }

  private void applyLoss() {
    runs.removeIf(SimulatedCamera::ended);
    runs.forEach(run -> run.loss(currentLoss()));
  }

  private double currentLoss() {
    return muted ? 1 : loss;
  }

  private void began(Pointer pipeline) {
    synchronized (lock) {
      runs.removeIf(SimulatedCamera::ended);
      MediaRun run =
          new MediaRun(pipeline, clock, this::supply, currentLoss(), settings.rtpClock());
      runs.add(run);
      if (closed) {
        run.stop();
      }
    }
  }

  private static boolean ended(MediaRun run) {
    return !run.running() && release(run);
  }

  private FrameSupply supply(String track, long startNanos) {
    boolean video = track.equals(SimulatedLaunch.VIDEO);
    if (file.isPresent()) {
      LoopedFile frames = file.get();
      return new LoopSupply(
          video ? frames.video() : frames.audio(), startNanos, frames.periodNanos());
    }
    if (video) {
      return new PictureSupply(pattern::get, grid);
    }
    Codec audio = settings.audio().orElseThrow();
    int rate = SimulatedLaunch.rate(audio);
    return new ToneSupply(startNanos, rate, audio == Codec.AAC ? 1024 : rate / 50);
  }

  /** Ends the camera, its connections and threads, and frees its port. Idempotent; 15 s at most. */
  @Override
  public void close() {
    List<MediaRun> last;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      last = List.copyOf(runs);
      runs.clear();
    }
    last.forEach(MediaRun::stop);
    server.close();
    last.forEach(SimulatedCamera::release);
    log.info("simulated camera at {} closed", uri());
  }

  private static boolean release(MediaRun run) {
    try {
      run.release();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  @Override
  public String toString() {
    return "SimulatedCamera[" + uri() + "]";
  }
}
