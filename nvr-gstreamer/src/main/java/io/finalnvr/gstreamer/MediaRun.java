package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One run of the pipeline of a simulated camera: from when the first client comes until the last
 * one has gone. Thread-safe.
 */
final class MediaRun {

  /** Makes the frames of a track. */
  interface Supplies {
    /**
     * The frames of a track.
     *
     * @param track {@link SimulatedLaunch#VIDEO} or {@link SimulatedLaunch#AUDIO}
     * @param startNanos when the run began to send, on the scale of {@link System#nanoTime()}
     */
    FrameSupply of(String track, long startNanos);
  }

  private final List<FrameFeeder> feeders = new ArrayList<>();
  private final List<Pointer> lossElements = new ArrayList<>();

  // The native side holds no references to these.
  private final List<NativePipeline.PadProbe> kept = new ArrayList<>();

  private long startNanos = Long.MIN_VALUE;

  MediaRun(
      Pointer pipeline, InstantSource clock, Supplies supplies, double loss, RtpClock rtpClock) {
    for (int i = 0; i < SimulatedLaunch.LOSS.size(); i++) {
      Pointer element = NativeElement.gst_bin_get_by_name(pipeline, SimulatedLaunch.LOSS.get(i));
      if (element != null) {
        lossElements.add(element);
        NativeElement.insert(pipeline, SimulatedLaunch.PAYLOADERS.get(i), element, "src_" + i);
        if (rtpClock != RtpClock.RIGHT) {
          kept.add(NativeElement.watchPackets(element, rtpClock));
        }
      }
    }
    loss(loss);
    for (String track : List.of(SimulatedLaunch.VIDEO, SimulatedLaunch.AUDIO)) {
      Pointer source = NativeElement.gst_bin_get_by_name(pipeline, track);
      if (source != null) {
        feeders.add(
            new FrameFeeder(
                "nvr-simulated-" + track, source, clock, now -> supplies.of(track, start(now))));
      }
    }
  }

  private synchronized long start(long now) {
    if (startNanos == Long.MIN_VALUE) {
      startNanos = now;
    }
    return startNanos;
  }

  /** Which share of the packets is lost from now on. */
  synchronized void loss(double probability) {
    String value = String.format(Locale.ROOT, "%f", probability);
    lossElements.forEach(
        element -> NativeElement.gst_util_set_object_arg(element, "drop-probability", value));
  }

  boolean running() {
    return feeders.stream().anyMatch(FrameFeeder::running);
  }

  void stop() {
    feeders.forEach(FrameFeeder::stop);
  }

  /** After the feeders have ended, or {@link #stop()}; waits 5 s for each at most. */
  void release() throws InterruptedException {
    for (FrameFeeder feeder : feeders) {
      feeder.join();
    }
    synchronized (this) {
      lossElements.forEach(NativeMedia::gst_object_unref);
      lossElements.clear();
    }
  }
}
