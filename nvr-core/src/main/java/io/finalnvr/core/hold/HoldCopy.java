package io.finalnvr.core.hold;

import io.finalnvr.StorageException;
import io.finalnvr.core.crypt.Encryption;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Copies held footage to the hold's log. Where it was interrupted, it goes on after the last record
 * that is durable: no record is copied twice. For one thread, under the camera's retention lease.
 */
final class HoldCopy {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long MOST_IN_FLIGHT = 16 << 20;

  private final FrameLog footage;
  private final FrameLog copy;
  private final HoldMap holds;
  private final Runnable requireLease;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private long bytesInFlight;
  private HoldEntry entry;
  private @Nullable Instant firstTime;
  private Instant lastTime = Instant.MIN;

  private record InFlight(CompletableFuture<Long> receipt, int bytes) {}

  HoldCopy(HoldEntry entry, FrameLog footage, FrameLog copy, HoldMap holds, Runnable requireLease) {
    this.entry = entry;
    this.footage = footage;
    this.copy = copy;
    this.holds = holds;
    this.requireLease = requireLease;
  }

  /**
   * Copies so that the footage before a position may be cut.
   *
   * @param mostBytes where that many are copied, it stops for now
   * @return the position before which the footage may be cut as far as this hold is concerned
   */
  long copyBefore(long cut, long mostBytes) {
    Optional<IndexEntry> start =
        footage.keyAtOrBefore(entry.hold().range().start()).or(footage::first);
    // Where the hold reaches into the future, up to the newest entry: no cut passes that one.
    Optional<IndexEntry> end =
        footage.entries(entry.hold().range().end(), 1).stream().findFirst().or(footage::last);
    long until = end.map(IndexEntry::position).orElseGet(footage::tail);
    if (start.isEmpty() || start.get().position() >= Math.min(until, cut)) {
      return cut;
    }
    if (copiedUntil() < Math.min(until, cut)) {
      long clear = Encryption.clearUntil(footage);
      if (Math.max(start.get().position(), copiedUntil()) < Math.min(clear, until)) {
        // Encrypted, every record would be longer than it was: the copy would need an anchor each.
        Optional<Instant> endTime = clear < until ? Optional.empty() : end.map(IndexEntry::time);
        run(
            Encryption.inClear(copy),
            start.get().position(),
            Math.min(clear, until),
            endTime,
            mostBytes);
      }
      if (clear < until && copiedUntil() >= Math.min(clear, cut)) {
        run(copy, start.get().position(), until, end.map(IndexEntry::time), mostBytes);
      }
    }
    return copiedUntil() >= until ? cut : Math.min(cut, copiedUntil());
  }

  private long copiedUntil() {
    return entry.copied().map(Copied::until).orElse(0L);
  }

  private void run(
      FrameLog target, long start, long until, Optional<Instant> endTime, long mostBytes) {
    try (FrameLogWriter writer = target.openWriter();
        FrameLogReader reader = footage.openReader(Math.max(start, resume()))) {
      long reached = reader.position();
      boolean first = true;
      long bytes = 0;
      while (reached < until && bytes < mostBytes) {
        LogItem item = reader.read(PATIENCE).orElseThrow(() -> slow(footage));
        if (item instanceof StoredFrame record && record.position() < until) {
          append(writer, record, first);
          first = false;
          bytes += record.payload().remaining();
        }
        reached = reader.position();
      }
      settle(0);
      requireLease.run();
      long done = Math.min(reached, until);
      Instant to = done == until && endTime.isPresent() ? endTime.get() : endOfLast();
      Instant from = entry.copied().map(Copied::from).orElse(firstTime == null ? to : firstTime);
      entry = holds.update(entry.hold().id(), now -> now.with(new Copied(done, from, to)));
    }
  }

  private Instant endOfLast() {
    return firstTime == null
        ? entry.copied().map(Copied::to).orElse(entry.hold().range().start())
        : lastTime.plusNanos(1_000);
  }

  private void append(FrameLogWriter writer, StoredFrame record, boolean first) {
    long at = writer.position();
    if (first || entry.source(at) != record.position()) {
      requireLease.run();
      Anchor anchor = new Anchor(record.position(), at, record.discontinuity());
      entry = holds.update(entry.hold().id(), now -> now.with(anchor));
    }
    if (firstTime == null) {
      firstTime = record.time();
      lastTime = writer.lastTime().orElse(Instant.MIN);
    }
    lastTime = record.time().isBefore(lastTime) ? lastTime : record.time();
    int bytes = record.payload().remaining();
    settle(MOST_IN_FLIGHT - bytes);
    bytesInFlight += bytes;
    inFlight.add(
        new InFlight(
            writer.append(
                lastTime, record.randomAccess(), record.discontinuity(), record.payload()),
            bytes));
  }

  /** Waits until no more than so many bytes are not durable. */
  private void settle(long most) {
    while (!inFlight.isEmpty() && bytesInFlight > most) {
      InFlight oldest = inFlight.remove();
      bytesInFlight -= oldest.bytes();
      try {
        oldest.receipt().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof StorageException failure
            ? failure
            : new StorageException(
                StorageException.Reason.UNAVAILABLE,
                copy.name() + ": a copied record did not become durable",
                e);
      }
    }
  }

  /** Position in the footage after the last record that is whole in the copy. */
  private long resume() {
    List<Anchor> anchors = entry.anchors();
    if (anchors.isEmpty()) {
      return 0;
    }
    long end = 0;
    long tail = copy.tail();
    try (FrameLogReader reader =
        copy.openReader(copy.last().map(IndexEntry::position).orElseGet(copy::head))) {
      while (reader.position() < tail) {
        LogItem item = reader.read(PATIENCE).orElseThrow(() -> slow(copy));
        if (item instanceof StoredFrame) {
          end = reader.position();
        }
      }
    }
    if (end == 0) {
      return 0;
    }
    return entry.source(end - 1) + 1;
  }

  private static StorageException slow(FrameLog log) {
    return new StorageException(
        StorageException.Reason.UNAVAILABLE,
        "%s could not be read within %d s".formatted(log.name(), PATIENCE.toSeconds()));
  }
}
