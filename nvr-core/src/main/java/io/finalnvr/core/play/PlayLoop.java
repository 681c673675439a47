package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.MediaException;
import io.finalnvr.NvrException;
import io.finalnvr.SeekMode;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a player's thread does: finds the target, reads records, calls the sink when frames are due.
 *
 * <p>Design note: what is to be done next comes from {@link PlayControl} before every single step,
 * so no step may take long; when a frame is due comes from {@link Pace}, which frames are delivered
 * from {@link Outlet}. Here is only the I/O and its failures.
 */
final class PlayLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(PlayLoop.class);

  /** How long the live edge is watched before a stopped or stalled recorder reacts to a wish. */
  private static final Duration SLICE = Duration.ofMillis(100);

  /** Frames of a range that is over by the clock may still be on their way to the store. */
  private static final Duration LATEST = Duration.ofSeconds(10);

  private final String cameraId;
  private final FrameLog footage;
  private final Optional<Instant> until;
  private final PlayControl control;
  private final Outlet outlet;
  private final Clocks clocks;
  private final GapFinder gapFinder;
  private final GapWatch gaps;
  private final Pace pace;
  private final Locator locator;
  private final RetryPause retry = new RetryPause();
  private final Deque<Delivery> queue = new ArrayDeque<>();

  private @Nullable Target target;
  private @Nullable FootageReader reader;
  private @Nullable FrameLogReader edge;
  private volatile @Nullable AutoCloseable open;
  private Optional<Instant> end = Optional.empty();
  private boolean atEdge;
  private boolean waited;

  PlayLoop(
      String cameraId,
      FrameLog footage,
      Optional<Instant> until,
      PlayControl control,
      Outlet outlet,
      Clocks clocks,
      GapFinder gapFinder) {
    this.cameraId = cameraId;
    this.footage = footage;
    this.until = until;
    this.control = control;
    this.outlet = outlet;
    this.clocks = clocks;
    this.gapFinder = gapFinder;
    this.gaps = new GapWatch(new Finder());
    this.pace = new Pace(control.speed());
    this.locator = new Locator(footage, control::interrupted);
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
              "the sink of a player of camera %s failed: %s".formatted(cameraId, e.getCause()),
              e.getCause()));
    } catch (NvrException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(
          new MediaException(
              MediaException.Reason.UNDECODABLE,
              "camera %s can't be played".formatted(cameraId),
              e));
    } finally {
      closeReaders();
    }
  }

  /** Ends a read that is under way; from any thread, when the control is closed. */
  void unblock() {
    close(open);
  }

  private void obey(PlayControl.Order order) throws InterruptedException {
    try {
      switch (order) {
        case SEEK -> control.takeWish().ifPresent(this::aim);
        case RESUME -> rest();
        default -> step();
      }
    } catch (CancellationException e) {
      log.trace("{}: search ended by a later wish", cameraId);
    } catch (StorageException e) {
      if (!e.retryable() || control.over()) {
        throw e;
      }
      long pauseNanos = retry.nextNanos();
      log.warn(
          "{}: store failed while playing, next attempt in {} ms: {}",
          cameraId,
          pauseNanos / 1_000_000,
          e.getMessage());
      recover();
      control.await(pauseNanos);
    }
  }

  private void aim(Target next) {
    closeReaders();
    queue.clear();
    rest();
    target = next;
    waited = false;
    end = next.bounded() ? until : Optional.empty();
  }

  private void rest() {
    pace.restart();
    atEdge = false;
  }

  private void step() throws InterruptedException {
    if (!queue.isEmpty()) {
      deliver(queue.element());
    } else if (edge != null) {
      watch(edge);
    } else if (target != null) {
      start(target);
    } else if (reader != null) {
      fill(reader);
    }
  }

  private void start(Target next) {
    Located where =
        next.at().isPresent() ? locator.locate(next.at().get(), next.mode()) : locator.newest();
    if (where instanceof Located.AfterNewest newest) {
      edge = footage.openReader(newest.position());
      open = edge;
      return;
    }
    begin(where, next);
    target = null;
    retry.reset();
  }

  private void begin(Located where, Target next) {
    Optional<Instant> exactly = Optional.empty();
    if (where instanceof Located.Found found && next.mode() == SeekMode.EXACT) {
      exactly = Optional.of(found.instant());
    }
    gaps.restart(where);
    outlet.restart(exactly, end);
    if (waited || next.at().isEmpty()) {
      // What leads up to the live edge comes at once.
      pace.live();
    }
    reader = FootageReader.open(footage, where);
    open = reader;
  }

  /** Waits for footage to go on after the newest; then the target is within its reach. */
  private void watch(FrameLogReader newest) {
    Optional<LogItem> item = newest.read(SLICE);
    if (item.isPresent() && item.get() instanceof StoredFrame frame && target != null) {
      target = target.notAfter(frame.time());
      waited = true;
      newest.close();
      edge = null;
    } else if (item.isEmpty() && isOver()) {
      target = null;
      closeReaders();
      queue.add(Delivery.end(outlet::end));
    }
  }

  private void fill(FootageReader from) {
    Optional<FootageRecord> record = from.read(atEdge ? SLICE : Duration.ZERO);
    if (record.isEmpty() && !atEdge) {
      atEdge = from.position() >= footage.tail();
      if (atEdge) {
        pace.live();
        queue.addAll(outlet.drain());
        return;
      }
      record = from.read(SLICE);
    }
    retry.reset();
    if (record.isPresent()) {
      take(record.get());
    } else if (atEdge && isOver()) {
      queue.add(Delivery.end(outlet::end));
    }
  }

  private void take(FootageRecord record) {
    Optional<Gap> gap = gaps.take(record);
    boolean beyond = end.filter(e -> !record.start().isBefore(e)).isPresent();
    if (gap.isPresent() && !beyond && !outlet.isBeforeFirst(record.start())) {
      queue.addAll(outlet.drain());
      queue.add(Delivery.atOnce(() -> passOver(gap.get())));
    }
    queue.addAll(outlet.take(record));
    if (end.filter(record::isPast).isPresent()) {
      queue.addAll(outlet.drain());
      queue.add(Delivery.end(outlet::end));
    }
  }

  private void passOver(Gap gap) {
    pace.pass(gap.range().duration());
    outlet.gap(gap);
  }

  private void deliver(Delivery next) throws InterruptedException {
    if (next.due().isPresent()) {
      if (pace.speed(control.speed(), control.speedSinceNanos())) {
        atEdge = false;
      }
      long now = clocks.nanoTime();
      long wait = pace.waitNanos(next.due().get(), now);
      if (wait > 0) {
        control.awaitUntil(now + wait);
        return;
      }
    }
    if (!(next.ends() ? control.end() : control.begin(next.position()))) {
      return;
    }
    queue.remove();
    try {
      next.call().run();
    } catch (RuntimeException | Error e) {
      throw new SinkFailed(e);
    }
  }

  /** Whether by the clock nothing of the range can come any more. */
  private boolean isOver() {
    return end.filter(e -> e.plus(LATEST).isBefore(clocks.instant())).isPresent();
  }

  /** What can't be found out is no reason to end. */
  private final class Finder implements GapFinder {
    @Override
    public Optional<Gap> between(Instant from, Instant to) {
      try {
        return gapFinder.between(from, to);
      } catch (NvrException e) {
        log.warn("{}: cause of the gap at {} can't be read", cameraId, from, e);
        return Optional.empty();
      }
    }

    @Override
    public void foundDamaged(TimeRange stretch) {
      gapFinder.foundDamaged(stretch);
    }
  }

  private void recover() {
    if (edge != null) {
      // The target is searched again, so nothing that came meanwhile is missed.
      close(edge);
      edge = null;
    }
    if (reader != null) {
      reader.invalidate();
    }
  }

  private void fail(NvrException failure) {
    if (!control.fail(failure.toString())) {
      return;
    }
    log.warn("{}: player failed", cameraId, failure);
    try {
      outlet.failure(failure);
    } catch (RuntimeException | Error e) {
      log.warn("{}: the sink failed when told of a failure", cameraId, e);
    }
  }

  private void closeReaders() {
    close(reader);
    close(edge);
    reader = null;
    edge = null;
    open = null;
  }

  private void close(@Nullable AutoCloseable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (Exception e) {
      log.warn("{}: a reader could not be closed", cameraId, e);
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
