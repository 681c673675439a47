package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.SeekMode;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every frame in the order of the log, up to the live edge and on with the camera. */
final class ForwardFeed implements Feed {

  private static final Duration SLICE = Duration.ofMillis(100);

  /** Frames of a range that is over by the clock may still be on their way to the store. */
  private static final Duration LATEST = Duration.ofSeconds(10);

  private final Lane lane;
  private final FrameLog footage;
  private final Outlet outlet;
  private final Clocks clocks;
  private final GapWatch gaps;
  private final Optional<Instant> after;
  private final Optional<Instant> end;
  private final boolean loop;

  private @Nullable Target target;
  private @Nullable FootageReader reader;
  private @Nullable FrameLogReader edge;
  private volatile @Nullable AutoCloseable open;
  private volatile boolean closed;
  private Optional<Instant> lastEnd = Optional.empty();
  private boolean atEdge;
  private boolean dry;
  private boolean live;
  private boolean waited;

  /**
   * A feed that begins at a target.
   *
   * @param after the frame shown already, where playing goes on after one
   */
  ForwardFeed(Lane lane, Target target, Optional<Instant> after) {
    this.lane = lane;
    this.footage = lane.footage();
    this.outlet = lane.outlet();
    this.clocks = lane.clocks();
    this.gaps = new GapWatch(lane.gaps());
    this.target = after.isPresent() ? new Target(after, SeekMode.EXACT, target.bounded()) : target;
    this.after = after;
    this.end = lane.bounds().until();
    this.loop = lane.loops();
  }

  @Override
  public void fill(Deque<Delivery> ready, Duration patience) {
    if (edge != null) {
      watch(edge, ready, patience);
    } else if (target != null) {
      start(target);
    } else if (reader != null) {
      read(reader, ready, patience);
    }
  }

  @Override
  public boolean atEdge() {
    return dry;
  }

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public void rest() {
    atEdge = false;
    dry = false;
    live = false;
  }

  @Override
  public void recover() {
    if (edge != null) {
      // The target is searched again, so nothing that came meanwhile is missed.
      edge.close();
      edge = null;
    }
    atEdge = false;
    dry = false;
    if (reader != null) {
      reader.invalidate();
    }
  }

  @Override
  public void close() {
    closed = true;
    Lane.close(open);
  }

  private void opened(AutoCloseable now) {
    open = now;
    if (closed) {
      Lane.close(now);
    }
  }

  private void start(Target next) {
    Sought sought =
        next.at().isPresent()
            ? lane.locator().seek(next.at().get(), next.mode())
            : new Sought(lane.locator().newest());
    sought.reader().ifPresent(this::opened);
    if (sought.where() instanceof Located.AfterNewest newest && after.isEmpty()) {
      edge = footage.openReader(newest.position());
      opened(edge);
      return;
    }
    begin(sought, next);
    target = null;
  }

  private void begin(Sought found, Target next) {
    Sought sought = found;
    Start start = Start.AT_KEY;
    if (after.isPresent()) {
      start = Start.after(after.get());
      if (found.where() instanceof Located.BeforeOldest oldest) {
        // What was shown is removed by now.
        sought =
            new Sought(
                new Located.InGap(
                    oldest.position(),
                    after.get(),
                    after.get(),
                    Optional.of(LogBreak.Cause.TRUNCATED)));
      }
    } else if (found.where() instanceof Located.Found exact && next.mode() == SeekMode.EXACT) {
      start = Start.exactly(exact.instant());
    }
    gaps.restart(sought.where());
    outlet.restart(start, end);
    // What leads up to the live edge comes at once.
    live = waited || next.at().isEmpty();
    FootageReader from = sought.open(footage);
    reader = from;
    opened(from);
  }

  /** Waits for footage to go on after the newest; then the target is within its reach. */
  private void watch(FrameLogReader newest, Deque<Delivery> ready, Duration patience) {
    Optional<LogItem> item = newest.read(patience);
    if (item.isEmpty() && patience.isZero() && newest.position() < footage.tail()) {
      item = newest.read(SLICE);
    }
    dry = item.isEmpty();
    if (item.isPresent() && item.get() instanceof StoredFrame frame && target != null) {
      target = target.notAfter(frame.time());
      waited = true;
      newest.close();
      edge = null;
    } else if (item.isEmpty() && isOver(newest.position())) {
      ready.add(Delivery.end());
    }
  }

  private void read(FootageReader from, Deque<Delivery> ready, Duration patience) {
    Optional<FootageRecord> record = from.read(atEdge ? patience : Duration.ZERO);
    if (record.isEmpty() && !atEdge) {
      if (from.position() >= footage.tail()) {
        atEdge = true;
        dry = true;
        live = true;
        ready.addAll(outlet.drain());
        return;
      }
      record = from.read(SLICE);
    }
    dry = atEdge && record.isEmpty();
    if (record.isPresent()) {
      take(record.get(), ready);
    } else if (atEdge && isOver(from.position())) {
      ready.add(Delivery.end(Optional.empty(), outlet.last()));
    }
  }

  private void take(FootageRecord record, Deque<Delivery> ready) {
    lane.came(record.end());
    Optional<Gap> gap = gaps.take(record);
    boolean beyond = end.filter(e -> !record.start().isBefore(e)).isPresent();
    if (gap.isPresent() && !beyond && !outlet.isBeforeFirst(record.start())) {
      ready.addAll(outlet.drain());
      ready.add(outlet.gap(gap.get()));
    }
    ready.addAll(outlet.take(record));
    if (end.filter(record::isPast).isPresent()) {
      ready.addAll(outlet.drain());
      ready.add(Delivery.end(loop ? lastEnd : Optional.empty(), outlet.last()));
    } else {
      lastEnd = Optional.of(record.end());
    }
  }

  /**
   * Whether nothing of the range can come any more: by the clock, or because the recording that
   * ends where everything was read goes up to the end of the range.
   */
  private boolean isOver(long position) {
    if (end.isEmpty()) {
      return false;
    }
    return end.get().plus(LATEST).isBefore(clocks.instant())
        || footage
            .last()
            .filter(entry -> entry.position() >= position && !entry.time().isBefore(end.get()))
            .isPresent();
  }
}
