package io.finalnvr.examples.demo;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.Speed;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Records cameras and does meanwhile what a recorder is for: watches them live, replays the past up
 * to the live edge; then exports, takes a picture, and reads everything again to compare each frame
 * with what had arrived. One session; not thread-safe.
 */
public final class Demo {

  private static final Duration FIRST_FRAMES = Duration.ofSeconds(15);
  private static final Duration STALL = Duration.ofSeconds(10);
  private static final Duration JOIN = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(250);

  private final Nvr nvr;
  private final List<CameraConfig> cameras;
  private final InstantSource clock;
  private final Console console;
  private final Stop stop;
  private final FrameLedger ledger = new FrameLedger();
  private final List<Recorder> recorders = new ArrayList<>();
  private final List<Player> players = new ArrayList<>();
  private final StatusLine status;
  private final Instant begin;

  /**
   * A demonstration on an open recorder.
   *
   * @param cameras to record; added to the catalogue, or changed where they are in it
   */
  public Demo(
      Nvr nvr, List<CameraConfig> cameras, InstantSource clock, Console console, Stop stop) {
    this.nvr = nvr;
    this.cameras = List.copyOf(cameras);
    this.clock = clock;
    this.console = console;
    this.stop = stop;
    this.status = new StatusLine(console, ledger, recorders);
    this.begin = clock.instant();
  }

  /**
   * Runs it. When it is stopped before its time, it ends early and sums up what there is.
   *
   * @param length how long to record, from the first frames on
   * @param outputs folder for the MP4 and the picture; it exists
   * @param listener gives one more listener for each camera, by its id
   */
  public DemoSummary run(Duration length, Path outputs, Function<String, RecorderListener> listener)
      throws InterruptedException {
    for (CameraConfig camera : cameras) {
      record(camera, listener.apply(camera.id()));
    }
    await(FIRST_FRAMES, () -> recorders.stream().allMatch(r -> r.durableUntil().isPresent()));
    String first = cameras.get(0).id();
    Instant footage = clock.instant();
    long started = System.nanoTime();
    await(length.multipliedBy(2).dividedBy(5), () -> false);

    Instant middle = footage.plus(Duration.between(footage, clock.instant()).dividedBy(2));
    console.say("%s: replaying from the middle at four times the speed".formatted(first));
    JoiningReplay replay = new JoiningReplay(first, ledger, console);
    players.add(nvr.play(first, Playback.from(middle).speed(new Speed(4)), replay));
    await(length.minusNanos(System.nanoTime() - started), () -> false);
    await(JOIN, replay::hasJoined);

    console.say("stopping the recorders, reading everything again");
    recorders.forEach(Recorder::close);
    settle(() -> ledger.tally().delivered(), () -> ledger.tally().durable());
    players.forEach(Player::close);
    Keepsakes keepsakes = Keepsakes.of(nvr, first, begin, middle, outputs, console);
    replayAll();
    console.clearStatus();
    ledger.examples().forEach(console::say);
    return DemoSummary.of(
        nvr, cameras, begin, ledger.tally(), recorders, replay, stop.isRequested(), keepsakes);
  }

  private void record(CameraConfig camera, RecorderListener listener) {
    String id = camera.id();
    if (nvr.camera(id).isEmpty()) {
      nvr.add(camera);
    } else {
      nvr.edit(camera);
    }
    players.add(
        nvr.play(
            id, Playback.from(begin), frame -> ledger.delivered(id, frame, System.nanoTime())));
    Recorder recorder = nvr.record(id);
    recorder.addListener(new Bookkeeper(id, ledger));
    recorder.addListener(listener);
    recorders.add(recorder);
  }

  /** Reads all footage of the session as fast as it comes. */
  private void replayAll() throws InterruptedException {
    List<Player> replays = new ArrayList<>();
    for (CameraConfig camera : cameras) {
      String id = camera.id();
      replays.add(
          nvr.play(
              id, Playback.from(begin).speed(Speed.UNPACED), frame -> ledger.replayed(id, frame)));
    }
    settle(() -> ledger.tally().replayed(), () -> ledger.tally().durable());
    replays.forEach(Player::close);
  }

  /** Waits until stopped, or until something is so, or the time is over. */
  private void await(Duration longest, BooleanSupplier condition) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      status.show();
      long left = end - System.nanoTime();
      if (left <= 0 || stop.await(Duration.ofNanos(Math.min(left, TICK.toNanos())))) {
        return;
      }
    }
  }

  /** Waits until a count has reached its goal, or does not move any more. */
  private static void settle(LongSupplier count, LongSupplier goal) throws InterruptedException {
    long moved = System.nanoTime();
    long last = -1;
    while (count.getAsLong() < goal.getAsLong()) {
      if (count.getAsLong() != last) {
        last = count.getAsLong();
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STALL.toNanos()) {
        return;
      }
      Thread.sleep(20);
    }
  }
}
