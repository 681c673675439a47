package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Playback;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.FrameLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera in a player: where it stands, what reads its footage, and what is ready to be
 * delivered. A player has one lane, a group one for each camera.
 *
 * <p>For the player's thread, save {@link #unblock()}.
 */
final class Lane {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /** Footage that ends longer ago is not about to go on. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** How long a camera at the live edge is waited for. */
  private static final long SILENT_NANOS = 1_000_000_000;

  private final String cameraId;
  private final FrameLog footage;
  private final Outlet outlet;
  private final GapFinder gaps;
  private final Playback playback;
  private final Clocks clocks;
  private final BooleanSupplier cancelled;
  private final Locator locator;
  private final Stills stills;
  private final Stretches stretches;
  private final PictureWindow window = new PictureWindow();
  private final Deque<Delivery> queue = new ArrayDeque<>();

  private Target target;
  private Optional<Instant> shown = Optional.empty();
  private @Nullable PlayMode mode;
  private volatile @Nullable Feed feed;
  private boolean ended;
  private Optional<TimeRange> hole = Optional.empty();
  private boolean begun;
  private boolean live;
  private Optional<Instant> newest = Optional.empty();
  private long cameNanos;
  private Optional<Instant> lastDue = Optional.empty();
  private Duration interval = Duration.ZERO;

  Lane(
      String cameraId,
      FrameLog footage,
      Outlet outlet,
      GapFinder finder,
      Playback playback,
      Clocks clocks,
      BooleanSupplier cancelled) {
    this.cameraId = cameraId;
    this.footage = footage;
    this.outlet = outlet;
    this.gaps = new LenientGapFinder(cameraId, finder);
    this.playback = playback;
    this.clocks = clocks;
    this.cancelled = cancelled;
    this.locator = new Locator(footage, cancelled);
    this.stretches = new Stretches(footage, gaps, cancelled);
    this.stills = new Stills(stretches);
    this.target = Target.of(playback);
  }

  // What feeds ask for.

  FrameLog footage() {
    return footage;
  }

  Outlet outlet() {
    return outlet;
  }

  Clocks clocks() {
    return clocks;
  }

  Locator locator() {
    return locator;
  }

  Bounds bounds() {
    return target.bounded() ? Bounds.of(playback) : Bounds.NONE;
  }

  boolean loops() {
    return playback.loop() && target.bounded();
  }

  boolean isCancelled() {
    return cancelled.getAsBoolean();
  }

  /** Why footage is missing. What can't be found out is no reason to end. */
  GapFinder gaps() {
    return gaps;
  }

  Gap gap(Instant from, Instant to) {
    return gaps.between(from, to).orElseGet(() -> Gap.of(from, to, GapCause.UNKNOWN, ""));
  }

  /** A record was read that ends then. */
  void came(Instant end) {
    newest = Optional.of(end);
    cameNanos = clocks.nanoTime();
  }

  Optional<Move> previous(Place place) {
    return stills.previous(place);
  }

  List<Delivery> deliveries(Move move) {
    return move.deliveries(window, outlet);
  }

  /** A feed of every frame, from where the lane stands. */
  Feed forward() {
    window.forget();
    return new ForwardFeed(this, target, shown);
  }

  // What the loop asks for.

  String cameraId() {
    return cameraId;
  }

  /** Goes on elsewhere. */
  void aim(Target next) {
    halt();
    stills.forget();
    window.forget();
    target = next;
    shown = Optional.empty();
    ended = false;
    begun = false;
    hole = Optional.empty();
    lastDue = Optional.empty();
    interval = Duration.ZERO;
  }

  /** Plays this way from where it stands, where it did not before. */
  void play(PlayMode next, Supplier<Speed> speed) {
    if (feed != null && next == mode) {
      return;
    }
    halt();
    mode = next;
    ended = false;
    hole = Optional.empty();
    lastDue = Optional.empty();
    if (next != PlayMode.REVERSE) {
      window.forget();
    }
    feed =
        switch (next) {
          case FORWARD -> forward();
          case REVERSE -> new ReverseFeed(this, place());
          case KEYS_FORWARD -> new KeyFeed(this, place(), /* backwards= */ false, speed);
          case KEYS_REVERSE -> new KeyFeed(this, place(), /* backwards= */ true, speed);
        };
  }

  /** Nothing of what was shown is held back any more. */
  void settle() {
    shown.ifPresent(outlet::settle);
  }

  /** Ends reading; where it stands is kept. */
  void halt() {
    live = false;
    close(feed);
    feed = null;
    if (!queue.isEmpty()) {
      // Of what the sink was to keep, it was not given everything.
      window.forget();
    }
    queue.clear();
  }

  /** Ends a read or a call of the sink that is under way; from any thread. */
  void unblock() {
    outlet.close();
    close(feed);
  }

  /** It is played no more. */
  void close() {
    halt();
    outlet.close();
  }

  /** The next delivery, where one is ready. */
  @Nullable Delivery head() {
    return queue.peek();
  }

  /** Takes the next delivery; it is about to be made. */
  void take() {
    Delivery taken = queue.remove();
    shown = taken.position().or(() -> shown);
    taken.gap().ifPresent(gap -> hole = Optional.of(gap.range()));
    if (taken.due().isPresent()) {
      Instant due = taken.due().get();
      interval = lastDue.map(before -> Duration.between(before, due)).orElse(interval);
      lastDue = Optional.of(due);
      begun = true;
      hole = Optional.empty();
    }
  }

  /** Everything was shown that comes before an end. */
  void shownUpTo(Delivery end) {
    shown = end.position().or(() -> shown);
  }

  /** The end was reached; the others may go on. */
  void end() {
    queue.clear();
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean hasShown() {
    return shown.isPresent();
  }

  /** Does one thing that leads to a delivery. */
  void work(Duration patience) {
    Feed from = feed;
    if (from != null) {
      from.fill(queue, patience);
    }
  }

  boolean isAtEdge() {
    Feed from = feed;
    return queue.isEmpty() && !ended && from != null && from.atEdge();
  }

  boolean isHungry() {
    return queue.isEmpty() && !ended && !isAtEdge();
  }

  /**
   * Whether it has come to the live edge by now. Of several cameras one whose footage has ended
   * long ago does not count.
   */
  boolean joinsLive(boolean alone) {
    Feed from = feed;
    boolean before = live;
    live = from != null && from.isLive() && (alone || isFresh());
    return live && !before;
  }

  void rest() {
    live = false;
    Feed from = feed;
    if (from != null) {
      from.rest();
    }
  }

  void recover() {
    Feed from = feed;
    if (from != null) {
      from.recover();
    }
  }

  /** Whether its footage goes on as one watches. */
  boolean isFresh() {
    return newest.filter(end -> end.plus(FRESH).isAfter(clocks.instant())).isPresent();
  }

  /** Whether a frame that is due before another is about to come. */
  boolean isExpectedBefore(Instant due) {
    return isAtEdge()
        && isFresh()
        && clocks.nanoTime() - cameNanos < SILENT_NANOS
        && lastDue.map(last -> !last.plus(interval).isAfter(due)).orElse(true);
  }

  /**
   * The stretch of time in which it shows nothing; empty where it shows something.
   *
   * @param reverse whether it is played backwards
   */
  Optional<TimeRange> hole(boolean reverse) {
    if (hole.isPresent()) {
      return hole;
    }
    if (ended || isAtEdge()) {
      return Optional.of(
          reverse
              ? new TimeRange(Instant.MIN, lastDue.orElse(Instant.MAX))
              : new TimeRange(newest.orElse(Instant.MIN), Instant.MAX));
    }
    Delivery next = queue.peek();
    if (!begun && next != null && next.due().isPresent()) {
      Instant due = next.due().get();
      return Optional.of(
          reverse ? new TimeRange(due, Instant.MAX) : new TimeRange(Instant.MIN, due));
    }
    return Optional.empty();
  }

  /** The time of its hole was passed over, up to there. */
  void passed(boolean reverse, TimeRange common) {
    hole =
        hole.map(
            rest ->
                reverse
                    ? new TimeRange(rest.start(), common.start())
                    : new TimeRange(common.end(), rest.end()));
  }

  /** Where it stands. */
  Place place() {
    if (shown.isPresent()) {
      return new Place(shown.get(), /* shown= */ true);
    }
    if (target.at().isEmpty()) {
      return new Place(stretches.afterAll(), /* shown= */ false);
    }
    Instant sought = target.at().get();
    if (target.mode() != SeekMode.EXACT
        && locator.locate(sought, target.mode()) instanceof Located.Found found) {
      try (FootageReader reader = FootageReader.open(footage, found.position())) {
        sought =
            reader.readBefore(footage.tail(), cancelled).map(FootageRecord::start).orElse(sought);
      }
    }
    return new Place(sought, /* shown= */ false);
  }

  /** The picture that a step leads to. */
  Optional<Move> step(boolean backwards) {
    Place from = place();
    if (backwards) {
      return bounds().isFirst(from) ? Optional.empty() : stills.previous(from);
    }
    return stills.next(from).filter(move -> !bounds().isAfter(move.frame().time()));
  }

  /** Makes ready what a step delivers. */
  void prepare(Move move) {
    queue.addAll(deliveries(move));
  }

  static void close(@Nullable AutoCloseable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (Exception e) {
      log.warn("a reader could not be closed", e);
    }
  }
}
