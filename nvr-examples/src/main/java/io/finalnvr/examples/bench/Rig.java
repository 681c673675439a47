package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.NvrBuilder;
import io.finalnvr.Playback;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Stop;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * A recorder on an embedded node, with cameras that are recorded and watched live. Threads of the
 * node are in a group of their own. For one thread.
 */
final class Rig implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final Duration FIRST_FRAMES = Duration.ofSeconds(60);

  private final Stop stop;
  private final CpuMeter cpu;
  private final EmbeddedPravega node;
  private final Nvr nvr;
  private final List<Recorder> recorders = new ArrayList<>();
  private final List<ProbeSlot> slots = new ArrayList<>();
  private Latencies latencies = new Latencies();
  private volatile boolean measuring;

  private Rig(Stop stop, ThreadGroup group, EmbeddedPravega node, Nvr nvr) {
    this.stop = stop;
    this.cpu = new CpuMeter(group);
    this.node = node;
    this.nvr = nvr;
  }

  static Rig start(Path data, Stop stop, UnaryOperator<NvrBuilder> options) throws Exception {
    ThreadGroup group = new ThreadGroup("node");
    EmbeddedPravega node = within(group, () -> EmbeddedPravega.start(data));
    try {
      return new Rig(
          stop, group, node, options.apply(Nvr.builder().store(node.storeUri())).build());
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static <T> T within(ThreadGroup group, Callable<T> action) throws Exception {
    FutureTask<T> task = new FutureTask<>(action);
    new Thread(group, task, "node-start").start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  Nvr nvr() {
    return nvr;
  }

  int cameras() {
    return recorders.size();
  }

  /** Adds a camera, and records it. */
  void add(CameraConfig camera, boolean watched) {
    if (nvr.camera(camera.id()).isEmpty()) {
      nvr.add(camera);
    } else {
      nvr.edit(camera);
    }
    ProbeSlot slot = new ProbeSlot(() -> measuring, watched, latencies);
    if (watched) {
      nvr.play(camera.id(), Playback.live(), slot);
    }
    Recorder recorder = nvr.record(camera.id());
    recorder.addListener(slot);
    recorders.add(recorder);
    slots.add(slot);
  }

  /** Adds cameras until there are so many, watched live, and lets them run, unmeasured. */
  void begin(CameraSupply source, int cameras, Duration warmUp, Console console) throws Exception {
    while (cameras() < cameras) {
      add(source.camera(cameras()), /* watched= */ true);
    }
    settle(warmUp, console);
  }

  /** Lets the cameras that there are run, unmeasured. */
  void settle(Duration warmUp, Console console) throws Exception {
    if (!awaitRecording()) {
      console.say("not all cameras are being recorded; going on with those that are");
    }
    console.status("warming up for %d s, cameras: %d".formatted(warmUp.toSeconds(), cameras()));
    warmUp(warmUp);
  }

  /** Waits until all cameras are being recorded. */
  boolean awaitRecording() {
    return await(
        FIRST_FRAMES, () -> recorders.stream().allMatch(r -> r.state() == RecorderState.RECORDING));
  }

  /** Lets it run, unmeasured. */
  void warmUp(Duration length) {
    await(length, () -> false);
  }

  /** Measures what arrives from now on for a while; ends early when the user asks for it. */
  Measurement measure(Duration length) {
    return measure(length, length, () -> {});
  }

  /** The same, and does something else every now and then. */
  Measurement measure(Duration length, Duration interval, Runnable also) {
    latencies = new Latencies();
    slots.forEach(slot -> slot.renew(latencies));
    Memory memory = new Memory();
    long begin = System.nanoTime();
    CpuMeter.Reading before = cpu.read();
    measuring = true;
    long[] due = {begin};
    await(
        length,
        () -> {
          cpu.read();
          memory.sample();
          if (System.nanoTime() - due[0] >= 0) {
            due[0] += interval.toNanos();
            also.run();
          }
          return false;
        });
    measuring = false;
    CpuMeter.Reading used = cpu.read().since(before);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    await(SETTLE, () -> slots.stream().allMatch(ProbeSlot::settled));
    return new Measurement(
        cameras(),
        took,
        sum(LatencyProbe::received),
        sum(LatencyProbe::durableFrames),
        sum(LatencyProbe::deliveredFrames),
        sum(LatencyProbe::dropped),
        latencies.durable(),
        latencies.delivered(),
        used,
        memory);
  }

  private long sum(ToLongFunction<LatencyProbe> what) {
    return slots.stream().map(ProbeSlot::probe).mapToLong(what).sum();
  }

  private boolean await(Duration longest, BooleanSupplier condition) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0 || stop.await(Duration.ofNanos(Math.min(left, TICK.toNanos())))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    nvr.close();
    node.close();
  }
}
