package io.finalnvr.core.record;

import io.finalnvr.Event;
import io.finalnvr.GapCause;
import io.finalnvr.RecordingDemand;
import io.finalnvr.RecordingDemand.EventRoll;
import io.finalnvr.RecordingSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which times of a stream are to be recorded: those of its schedule, and those around events. Pure;
 * not thread-safe.
 */
final class WantedTimes {

  /** How late an event may come without costing pre-roll. */
  static final Duration LATENESS = Duration.ofSeconds(5);

  /** How far the timeline may be behind the clock on the wall. */
  private static final Duration DELAY = Duration.ofMinutes(1);

  /** How long before it is needed a camera is connected to. */
  static final Duration LEAD = Duration.ofSeconds(15);

  private final List<Window> windows = new ArrayList<>();
  private final Instant notBefore;
  private RecordingSchedule schedule;
  private Instant since;
  private Phase phase;

  /** Around an event; both ends are wanted. */
  private record Window(Instant from, Instant until) {}

  /** While the schedule asks for the same. */
  private record Phase(
      Instant from, Instant until, RecordingDemand demand, RecordingDemand nextDemand) {

    static Phase at(RecordingSchedule schedule, Instant instant) {
      Instant until = schedule.nextChange(instant).orElse(Instant.MAX);
      RecordingDemand demand = schedule.at(instant);
      return new Phase(
          instant, until, demand, until.equals(Instant.MAX) ? demand : schedule.at(until));
    }

    boolean holds(Instant instant) {
      return !instant.isBefore(from) && instant.isBefore(until);
    }
  }

  /** By a schedule; events around which everything is before now do not count. */
  WantedTimes(RecordingSchedule schedule, Instant now) {
    this.schedule = schedule;
    this.since = Instant.MIN;
    this.notBefore = now;
    this.phase = Phase.at(schedule, now);
  }

  /** From an instant on, another schedule; what events have asked for stays. */
  void schedule(RecordingSchedule other, Instant from) {
    schedule = other;
    since = from;
    phase = Phase.at(other, from);
  }

  RecordingSchedule schedule() {
    return schedule;
  }

  /** Whether what is shown at an instant is wanted. */
  boolean isWanted(Instant instant) {
    return isScheduled(instant)
        || windows.stream()
            .anyMatch(w -> !instant.isBefore(w.from()) && !instant.isAfter(w.until()));
  }

  private boolean isScheduled(Instant instant) {
    return !instant.isBefore(since) && phase(instant).demand().continuous();
  }

  /** The first wanted instant from one to another, both of which belong to it. */
  Optional<Instant> firstWanted(Instant from, Instant to) {
    Optional<Instant> first = firstScheduled(from.isBefore(since) ? since : from, to);
    for (Window window : windows) {
      Instant start = window.from().isBefore(from) ? from : window.from();
      if (!start.isAfter(to)
          && !start.isAfter(window.until())
          && first.filter(found -> !start.isBefore(found)).isEmpty()) {
        first = Optional.of(start);
      }
    }
    return first;
  }

  private Optional<Instant> firstScheduled(Instant from, Instant to) {
    if (phase.holds(from) && phase.holds(to)) {
      return phase.demand().continuous() && !from.isAfter(to)
          ? Optional.of(from)
          : Optional.empty();
    }
    Instant at = from;
    while (!at.isAfter(to)) {
      if (schedule.at(at).continuous()) {
        return Optional.of(at);
      }
      at = schedule.nextChange(at).orElse(Instant.MAX);
    }
    return Optional.empty();
  }

  /**
   * Takes an event; it counts where the schedule records on events when it happens.
   *
   * @return whether it counts
   */
  boolean take(Event event) {
    Optional<EventRoll> roll = schedule.at(event.range().start()).onEvent();
    if (event.trigger().isEmpty() || roll.isEmpty()) {
      return false;
    }
    Duration postRoll = event.trigger().get().postRoll().orElse(roll.get().postRoll());
    Instant from = event.range().start().minus(roll.get().preRoll());
    Instant until = event.range().end().plus(postRoll);
    if (until.isBefore(notBefore)) {
      return false;
    }
    windows.add(new Window(from, until));
    return true;
  }

  /** Forgets events around which everything is long over. */
  void forgetOld(Instant now) {
    Instant oldest = oldestNeeded(now).minus(DELAY);
    windows.removeIf(window -> window.until().isBefore(oldest));
  }

  /** Why what is shown at an instant is not wanted. */
  GapCause whyNot(Instant instant) {
    return phase(instant).demand().onEvent().isPresent()
        ? GapCause.NO_EVENT
        : GapCause.NOT_SCHEDULED;
  }

  /** The oldest instant that an event to come may still ask for. */
  Instant oldestNeeded(Instant now) {
    Phase current = phase(now);
    Duration reach = reach(current.demand());
    if (isSoon(current, now) && reach(current.nextDemand()).compareTo(reach) > 0) {
      reach = reach(current.nextDemand());
    }
    return now.minus(reach);
  }

  private static Duration reach(RecordingDemand demand) {
    return demand.onEvent().map(roll -> roll.preRoll().plus(LATENESS)).orElse(Duration.ZERO);
  }

  /** Whether the camera must be connected. */
  boolean needsCamera(Instant now) {
    Phase current = phase(now);
    return current.demand().needsCamera()
        || (isSoon(current, now) && current.nextDemand().needsCamera())
        || windows.stream().anyMatch(window -> !window.until().isBefore(now));
  }

  private static boolean isSoon(Phase current, Instant now) {
    Duration lead = LEAD.plus(reach(current.nextDemand()));
    return current.until().isBefore(Instant.MAX) && !now.plus(lead).isBefore(current.until());
  }

  private Phase phase(Instant instant) {
    if (!phase.holds(instant)) {
      phase = Phase.at(schedule, instant);
    }
    return phase;
  }
}
