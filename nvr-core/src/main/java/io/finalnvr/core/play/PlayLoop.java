package io.finalnvr.core.play;

import io.finalnvr.GapMode;
import io.finalnvr.MediaException;
import io.finalnvr.NvrException;
import io.finalnvr.Playback;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a player's thread does: lets the lanes read, calls the sink of the one whose frame is due
 * next.
 *
 * <p>Design note: what is to be done next comes from {@link PlayControl} before every single step,
 * so no step may take long; when a frame is due comes from {@link Pace}, which frames there are
 * from the {@link Lane}s. One thread and one pace for all lanes keep them in step.
 */
final class PlayLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(PlayLoop.class);

  /** How long the live edge is watched before a stopped or stalled recorder reacts to a wish. */
  private static final Duration SLICE = Duration.ofMillis(100);

  private final String name;
  private final Playback playback;
  private final PlayControl control;
  private final Clocks clocks;
  private final Pace pace;
  private final RetryPause retry = new RetryPause();
  private final List<Lane> lanes = new CopyOnWriteArrayList<>();
  private Target first;
  private PlayMode mode = PlayMode.FORWARD;
  private long nextLookNanos;

  PlayLoop(String name, Playback playback, PlayControl control, Clocks clocks) {
    this.name = name;
    this.playback = playback;
    this.control = control;
    this.clocks = clocks;
    this.pace = new Pace(control.speed());
    this.first = Target.of(playback);
  }

  /** Adds a lane before the loop runs, or on its thread. */
  void add(Lane lane) {
    Optional<Instant> position = control.position();
    lane.aim(
        position.isPresent()
            ? new Target(position, io.finalnvr.SeekMode.EXACT, first.bounded())
            : first);
    lanes.add(lane);
  }

  /** Removes lanes; on the loop's thread. */
  void remove(String cameraId) {
    for (Lane lane : lanes) {
      if (lane.cameraId().equals(cameraId)) {
        lane.close();
        lanes.remove(lane);
      }
    }
  }

  @Override
  public void run() {
    try {
      for (PlayControl.Order order = control.next();
          order != PlayControl.Order.STOP;
          order = control.next()) {
        obey(order);
      }
    } catch (InterruptedException e) {
      control.close();
    } catch (SinkFailed e) {
      fail(
          new MediaException(
              MediaException.Reason.OUTPUT,
              "the sink of a player of %s failed: %s".formatted(name, e.getCause()),
              e.getCause()));
    } catch (NvrException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(
          new MediaException(
              MediaException.Reason.UNDECODABLE, "%s can't be played".formatted(name), e));
    } finally {
      lanes.forEach(Lane::close);
    }
  }

  /** Ends a read that is under way; from any thread, when the control is closed. */
  void unblock() {
    lanes.forEach(Lane::unblock);
  }

  private void obey(PlayControl.Order order) throws InterruptedException {
    try {
      switch (order) {
        case SEEK -> control.takeWish().ifPresent(this::aim);
        case RESUME -> rest();
        case STEP -> still();
        case ERRAND -> control.takeErrand().ifPresent(Runnable::run);
        default -> step();
      }
    } catch (CancellationException e) {
      log.trace("{}: search ended by a later wish", name);
    } catch (StorageException e) {
      if (!e.retryable() || control.over()) {
        throw e;
      }
      long pauseNanos = retry.nextNanos();
      log.warn(
          "{}: store failed while playing, next attempt in {} ms: {}",
          name,
          pauseNanos / 1_000_000,
          e.getMessage());
      lanes.forEach(Lane::recover);
      control.await(pauseNanos);
    }
  }

  private void aim(Target next) {
    first = next;
    lanes.forEach(lane -> lane.aim(next));
    rest();
  }

  private void rest() {
    pace.restart();
    lanes.forEach(Lane::rest);
  }

  // Playing.

  private void step() throws InterruptedException {
    if (pace.speed(control.speed(), control.speedSinceNanos())) {
      lanes.forEach(Lane::rest);
    }
    PlayMode asked = PlayMode.of(control.speed());
    if (asked != mode) {
      lanes.forEach(lane -> call(lane::settle));
    }
    mode = asked;
    for (Lane lane : lanes) {
      lane.play(mode, control::speed);
    }
    for (Lane lane : lanes) {
      if (lane.isHungry()) {
        work(lane, Duration.ZERO);
        return;
      }
    }
    Lane next = earliest();
    if (next == null) {
      watch();
      return;
    }
    Delivery delivery = next.head();
    if (delivery != null && delivery.due().isPresent()) {
      for (Lane lane : lanes) {
        if (!mode.isReverse() && lane.isExpectedBefore(delivery.due().get())) {
          work(lane, SLICE.dividedBy(lanes.size()));
          return;
        }
      }
      passHoles();
      if (!isDue(delivery.due().get())) {
        return;
      }
    }
    if (delivery != null && delivery.ends()) {
      end(next, delivery);
    } else if (delivery != null && control.begin(delivery.position())) {
      deliver(next, delivery);
    }
  }

  private void work(Lane lane, Duration patience) {
    lane.work(patience);
    retry.reset();
    if (lane.joinsLive(/* alone= */ lanes.size() == 1)) {
      pace.live();
    }
  }

  /** All lanes wait at the live edge, or have ended. */
  private void watch() throws InterruptedException {
    List<Lane> waiting = lanes.stream().filter(Lane::isAtEdge).toList();
    if (waiting.isEmpty()) {
      control.await(SLICE.toNanos());
    }
    for (Lane lane : waiting) {
      work(lane, SLICE.dividedBy(waiting.size()));
      if (lane.head() != null) {
        return;
      }
    }
  }

  /** The lane whose delivery comes first. */
  private @Nullable Lane earliest() {
    Lane found = null;
    Instant earliest = Instant.EPOCH;
    for (Lane lane : lanes) {
      Delivery head = lane.head();
      if (head != null && head.due().isEmpty()) {
        return lane;
      }
      if (head != null) {
        Instant due = head.due().get();
        boolean earlier = mode.isReverse() ? due.isAfter(earliest) : due.isBefore(earliest);
        if (found == null || earlier) {
          found = lane;
          earliest = due;
        }
      }
    }
    return found;
  }

  /** Where footage of all cameras is missing, its time is not waited for. */
  private void passHoles() {
    if (playback.gaps() == GapMode.WAIT) {
      return;
    }
    Instant start = Instant.MIN;
    Instant end = Instant.MAX;
    for (Lane lane : lanes) {
      Optional<TimeRange> hole = lane.hole(mode.isReverse());
      if (hole.isEmpty()) {
        return;
      }
      start = hole.get().start().isAfter(start) ? hole.get().start() : start;
      end = hole.get().end().isBefore(end) ? hole.get().end() : end;
    }
    if (start.equals(Instant.MIN) || end.equals(Instant.MAX) || !start.isBefore(end)) {
      return;
    }
    TimeRange common = new TimeRange(start, end);
    pace.pass(common.duration());
    lanes.forEach(lane -> lane.passed(mode.isReverse(), common));
  }

  private boolean isDue(Instant due) throws InterruptedException {
    long now = clocks.nanoTime();
    long wait = pace.waitNanos(due, now);
    if (wait <= 0) {
      return true;
    }
    List<Lane> atEdge = lanes.stream().filter(Lane::isAtEdge).toList();
    if (atEdge.isEmpty()) {
      control.awaitUntil(now + wait);
      return false;
    }
    // Whoever has nothing may have something by now.
    if (now - nextLookNanos >= 0) {
      nextLookNanos = now + SLICE.toNanos();
      atEdge.forEach(Lane::rest);
    } else {
      control.awaitUntil(Math.min(now + wait, nextLookNanos));
    }
    return false;
  }

  private void end(Lane lane, Delivery end) {
    if (!control.begin(Optional.empty())) {
      return;
    }
    // Before anybody can know of the end, and close the player.
    call(() -> lane.outlet().settle(Instant.MAX));
    lane.shownUpTo(end);
    if (lanes.stream().anyMatch(other -> other != lane && !other.hasEnded())) {
      lane.end();
      return;
    }
    if (lane.loops() && lanes.stream().anyMatch(Lane::hasShown)) {
      aim(Target.of(playback.speed(control.speed())));
      return;
    }
    if (control.end(end.position())) {
      lane.end();
      lanes.forEach(each -> call(each.outlet()::end));
    }
  }

  private void deliver(Lane lane, Delivery delivery) {
    lane.take();
    call(delivery.call());
  }

  private static void call(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      throw new SinkFailed(e);
    }
  }

  // Steps.

  /** Shows the next picture, of all lanes where it changes at the same instant. */
  private void still() {
    boolean backwards = control.isStepBack();
    lanes.forEach(lane -> call(lane::settle));
    lanes.forEach(Lane::halt);
    record Step(Lane lane, Move move) {}
    List<Step> steps = new ArrayList<>();
    Optional<Instant> at = Optional.empty();
    for (Lane lane : lanes) {
      boolean begins = !lane.hasShown();
      Optional<Move> move = lane.step(backwards);
      if (move.isEmpty()) {
        continue;
      }
      // Backwards the picture changes at the time of the one that is left.
      Instant when =
          begins ? Instant.MIN : backwards ? lane.place().time() : move.get().frame().time();
      boolean sooner =
          at.isEmpty()
              || (begins && !at.get().equals(Instant.MIN))
              || (!at.get().equals(Instant.MIN)
                  && (backwards ? when.isAfter(at.get()) : when.isBefore(at.get())));
      if (sooner) {
        steps.clear();
        at = Optional.of(when);
      }
      if (at.get().equals(when)) {
        steps.add(new Step(lane, move.get()));
      }
    }
    retry.reset();
    control.stepTaken();
    for (Step step : steps) {
      step.lane().prepare(step.move());
    }
    for (Step step : steps) {
      for (Delivery next = step.lane().head(); next != null; next = step.lane().head()) {
        if (!control.beginStep(next.position())) {
          return;
        }
        deliver(step.lane(), next);
      }
    }
  }

  private void fail(NvrException failure) {
    if (!control.fail(failure.toString())) {
      return;
    }
    log.warn("{}: player failed", name, failure);
    for (Lane lane : lanes) {
      try {
        lane.outlet().failure(failure);
      } catch (RuntimeException | Error e) {
        log.warn("{}: the sink failed when told of a failure", name, e);
      }
    }
  }

  /** Keeps what a sink throws apart from what the store throws. */
  private static final class SinkFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SinkFailed(Throwable cause) {
      super(cause);
    }
  }
}
