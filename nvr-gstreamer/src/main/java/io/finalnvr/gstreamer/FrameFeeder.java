package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that sends the frames of a {@link FrameSupply} into an appsrc when they are due, until
 * the appsrc takes no more because the last client has gone.
 */
final class FrameFeeder {

  private static final Logger log = LoggerFactory.getLogger(FrameFeeder.class);

  /** How far the clock of the pipeline may differ from what it was before frames follow it. */
  private static final long CLOCK_STEP_NANOS = 5_000_000;

  private final Pointer source;
  private final InstantSource clock;
  private final LongFunction<FrameSupply> supply;
  private final CountDownLatch wanted = new CountDownLatch(1);
  private final NeedData needData = (element, bytes, data) -> wanted.countDown();
  private final NativeLong handler;
  private final Thread thread;
  private volatile boolean stopped;
  private long runningTimeOffset;

  private interface NeedData extends Callback {
    void invoke(Pointer element, int bytes, @Nullable Pointer data);
  }

  /**
   * Begins to wait for the pipeline to ask for data.
   *
   * @param source an appsrc, whose reference passes to this object
   * @param supply makes the frames, given the time of the first demand
   */
  FrameFeeder(String name, Pointer source, InstantSource clock, LongFunction<FrameSupply> supply) {
    this.source = source;
    this.clock = clock;
    this.supply = supply;
    // Buffers sent before the pipeline asks would be stamped before its clock is set, and lost.
    handler = NativeGObject.g_signal_connect_data(source, "need-data", needData, null, null, 0);
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!stopped && !wanted.await(1, TimeUnit.SECONDS)) {
        log.trace("not asked for data yet");
      }
      NativeGObject.g_signal_handler_disconnect(source, handler);
      if (!stopped) {
        try (FrameSupply frames = supply.apply(System.nanoTime())) {
          feed(frames);
        }
      }
    } catch (InterruptedException e) {
      log.trace("interrupted by close");
    } finally {
      NativeMedia.gst_object_unref(source);
    }
  }

  private void feed(FrameSupply frames) {
    while (!stopped) {
      long due = frames.advance(System.nanoTime());
      sleepUntil(due);
      if (stopped || !send(frames, due)) {
        return;
      }
    }
  }

  private void sleepUntil(long due) {
    long wait = due - System.nanoTime();
    while (wait > 0 && !stopped) {
      LockSupport.parkNanos(this, wait);
      wait = due - System.nanoTime();
    }
  }

  private boolean send(FrameSupply frames, long due) {
    long runningTime = runningTimeAt(due);
    if (runningTime < 0) {
      return NativeElement.isActive(source);
    }
    Instant time = clock.instant().minusNanos(System.nanoTime() - due);
    frames.newCaps().ifPresent(this::setCaps);
    Pointer buffer = frames.frame(runningTime, time);
    if (buffer == null) {
      return true;
    }
    int flow = NativeApp.gst_app_src_push_buffer(source, buffer);
    // A leaky appsrc that is full drops the buffer and says EOS; one that is stopped says flushing.
    return flow == NativeApp.FLOW_OK || flow == NativeApp.FLOW_EOS;
  }

  private void setCaps(String text) {
    Pointer caps = NativeMedia.caps(text);
    NativeApp.gst_app_src_set_caps(source, caps);
    NativeMedia.gst_mini_object_unref(caps);
  }

  /** Negative while the pipeline does not play. */
  private long runningTimeAt(long due) {
    long now = NativeElement.gst_element_get_current_running_time(source);
    if (now == NativeMedia.NO_TIME) {
      return -1;
    }
    long offset = now - System.nanoTime();
    if (Math.abs(offset - runningTimeOffset) > CLOCK_STEP_NANOS) {
      runningTimeOffset = offset;
    }
    return Math.max(0, due + runningTimeOffset);
  }

  /** Tells the thread to end, without waiting. */
  void stop() {
    stopped = true;
    wanted.countDown();
    LockSupport.unpark(thread);
  }

  boolean running() {
    return thread.isAlive();
  }

  /** Waits for the thread to end, 5 s at most. */
  void join() throws InterruptedException {
    thread.join(Duration.ofSeconds(5).toMillis());
  }
}
