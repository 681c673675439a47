package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes frames of one track from a key frame on, until it is told that no more come, or fails.
 *
 * <p>One pipeline with a chain that decodes, one for each size and format that is wanted, and one
 * thread. It takes each picture out of the first chain by reference, and puts it into those of the
 * others whose outputs want it, which scale and convert. So each frame is decoded once, what is not
 * wanted is never converted, and only what is delivered is copied.
 *
 * <p>The thread gives the pipeline back at its end, when nobody is inside of it any more.
 */
final class DecodingRun {

  private static final AtomicLong COUNT = new AtomicLong();
  private static final long SLICE_NANOS = 50_000_000;
  private static final long PATIENCE_NANOS = 8_000_000_000L;
  private static final int MAX_WAITING = 8;
  private static final String DAMAGED = "it is damaged, or refers to a frame that is";

  private final VideoTrack track;
  private final PendingFrames pending;
  private final List<PictureOutput> outputs;
  private final Consumer<Throwable> onFailure;
  private final MediaPipeline pipeline = new MediaPipeline();
  private final MediaElement source;
  private final MediaElement decoded;
  private final List<PictureScaler> scalers = new ArrayList<>();
  private final Thread thread;

  /** Held while frames are pushed, which may take long; {@code over} is changed under it. */
  private final Object pushLock = new Object();

  /** Held while the pipeline is stopped or given back. */
  private final Object stopLock = new Object();

  private volatile boolean over;
  private volatile boolean ended;
  private volatile boolean aborted;
  private boolean disposed;
  private boolean broken;

  private DecodingRun(
      VideoTrack track,
      EncodedFrame first,
      List<PictureOutput> outputs,
      Consumer<Throwable> onFailure) {
    this.track = track;
    this.pending = new PendingFrames(first.decodeTime());
    this.outputs = outputs;
    this.onFailure = onFailure;
    this.source =
        MediaElement.make("appsrc")
            .set("format", "time")
            .set("block", true)
            .set("max-bytes", 0)
            .set("max-buffers", MAX_WAITING)
            .set("caps", TrackCaps.of(track));
    // Few, because each of them is a raw picture; not async, so that none of the pipeline's sinks
    // waits for another to have one.
    this.decoded = MediaElement.sink().set("max-buffers", 3).set("async", false);
    List<MediaElement> decoding = new ArrayList<>();
    decoding.add(source);
    decoding.addAll(DecoderChain.make(track.codec()));
    decoding.add(decoded);
    pipeline.add(decoding);
    for (PictureOutput output : outputs) {
      if (scalers.stream().noneMatch(scaler -> scaler.isFor(output.request()))) {
        PictureScaler scaler = new PictureScaler(output.request());
        scalers.add(scaler);
        pipeline.add(scaler.chain());
      }
    }
    this.thread = new Thread(this::run, "nvr-decode-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
  }

  /**
   * Begins a run.
   *
   * @param onFailure told what a handler throws, on the run's thread
   * @throws io.finalnvr.MediaException SETUP when this machine can't decode the track
   */
  static DecodingRun start(
      VideoTrack track,
      EncodedFrame first,
      List<PictureOutput> outputs,
      Consumer<Throwable> onFailure) {
    GStreamer.require(
        GStreamer.FOR_MEDIA, DecoderChain.names(track.codec()).toArray(String[]::new));
    DecodingRun run = new DecodingRun(track, first, outputs, onFailure);
    run.pipeline.play();
    run.thread.start();
    return run;
  }

  boolean isOf(VideoTrack other) {
    return track == other || track.equals(other);
  }

  /** Whether it takes nothing any more. */
  boolean isOver() {
    return over;
  }

  boolean isOnThread() {
    return Thread.currentThread() == thread;
  }

  /** Takes a frame; blocks while enough of them wait. False when it is over. */
  boolean push(EncodedFrame frame) {
    byte[] data = new byte[frame.size()];
    frame.data().get(data);
    synchronized (pushLock) {
      if (over) {
        return false;
      }
      // Without decode times: a parser that finds one after its frame's time corrects the wrong
      // one.
      Pointer buffer =
          NativeMedia.buffer(
              data,
              pending.add(frame),
              NativeMedia.NO_TIME,
              Math.max(0, frame.duration().toNanos()));
      NativeMedia.setFlags(buffer, frame.keyFrame() ? 0 : NativeMedia.FLAG_DELTA_UNIT);
      NativeApp.gst_app_src_push_buffer(source.handle(), buffer);
      return true;
    }
  }

  /** No more frames come; what was pushed comes out. */
  void end() {
    synchronized (pushLock) {
      if (!over) {
        NativeApp.gst_app_src_end_of_stream(source.handle());
        ended = true;
      }
    }
  }

  /** Ends it at once; no call of the handler begins any more, save one that is just beginning. */
  void abort() {
    aborted = true;
    stop();
  }

  /** Waits for its thread. False where the time is over. */
  boolean join(Duration timeout) throws InterruptedException {
    thread.join(Math.max(1, timeout.toMillis()));
    return !thread.isAlive();
  }

  private void stop() {
    synchronized (stopLock) {
      if (!disposed) {
        pipeline.stop();
      }
    }
  }

  private void run() {
    String problem = DAMAGED;
    try {
      problem = deliver();
    } catch (Throwable e) {
      aborted = true;
      onFailure.accept(e);
    }
    stop();
    synchronized (pushLock) {
      over = true;
      synchronized (stopLock) {
        disposed = true;
        pipeline.dispose();
      }
    }
    try {
      skip(pending.takeAll(), problem);
    } catch (Throwable e) {
      onFailure.accept(e);
    }
  }

  /** Until nothing more comes; gives why what is left does not come out. */
  private String deliver() {
    long idleSince = System.nanoTime();
    while (!aborted) {
      skip(pending.takeOverdue(), DAMAGED);
      Pointer sample = NativeApp.gst_app_sink_try_pull_sample(decoded.handle(), SLICE_NANOS);
      if (sample != null) {
        try {
          deliver(sample);
        } finally {
          NativeMedia.gst_mini_object_unref(sample);
        }
        idleSince = System.nanoTime();
        continue;
      }
      String error = error();
      if (error != null) {
        return error;
      }
      if (NativeApp.gst_app_sink_is_eos(decoded.handle()) != 0) {
        return DAMAGED;
      }
      if (ended && System.nanoTime() - idleSince > PATIENCE_NANOS) {
        return "the decoder does not end";
      }
    }
    return DAMAGED;
  }

  private void deliver(Pointer sample) {
    Pointer buffer = NativeMedia.gst_sample_get_buffer(sample);
    PendingFrames.Found found =
        pending.take(buffer == null ? NativeMedia.NO_TIME : NativeMedia.pts(buffer));
    skip(found.lost(), DAMAGED);
    EncodedFrame frame = found.frame();
    if (frame == null) {
      return;
    }
    // A decoder goes on with whatever it has in place of a frame that is missing.
    broken = !frame.keyFrame() && (broken || !found.lost().isEmpty());
    if (broken) {
      skip(List.of(frame), DAMAGED);
      return;
    }
    if (frame.discontinuity() && !frame.decodeOnly()) {
      outputs.forEach(PictureOutput::missing);
    }
    scalers.forEach(PictureScaler::forget);
    for (PictureOutput output : outputs) {
      if (output.wants(frame) && !aborted) {
        deliver(output, frame, sample);
      }
    }
  }

  private void deliver(PictureOutput output, EncodedFrame frame, Pointer sample) {
    PictureScaler scaler =
        scalers.stream().filter(s -> s.isFor(output.request())).findFirst().orElseThrow();
    byte[] pixels = convert(scaler, sample);
    if (pixels == null) {
      output.skip(frame, "its picture can't be converted", aborted);
    } else if (!aborted) {
      output.deliver(track, frame, scaler.size(), pixels);
    }
  }

  private byte @Nullable [] convert(PictureScaler scaler, Pointer sample) {
    byte[] pixels = scaler.pixels();
    if (pixels != null) {
      return pixels;
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    scaler.put(sample);
    while (pixels == null && !aborted && System.nanoTime() < deadline && error() == null) {
      pixels = scaler.take(SLICE_NANOS);
    }
    return pixels;
  }

  private void skip(List<EncodedFrame> lost, String reason) {
    for (EncodedFrame frame : lost) {
      outputs.forEach(output -> output.skip(frame, reason, aborted));
    }
  }

  private @Nullable String error() {
    NativeMessage message = pipeline.poll(Duration.ZERO);
    while (message != null && message.type() != NativeMessage.Type.ERROR) {
      message = pipeline.poll(Duration.ZERO);
    }
    return message == null ? null : message.text();
  }
}
