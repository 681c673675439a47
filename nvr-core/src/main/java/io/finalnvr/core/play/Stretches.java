package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogBreak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads stretches of footage from key frame to key frame of the index, each with one pass over its
 * records. Blocks on the store.
 */
final class Stretches {

  /** Of what is kept of one stretch; of a longer one only the key frames are. */
  static final int MOST_FRAMES = 3_000;

  private static final long MOST_BYTES = 64L << 20;

  private static final Instant AFTER_WHAT_IS_NOT_INDEXED = Instant.parse("9999-01-01T00:00:00Z");

  private final FrameLog footage;
  private final GapFinder finder;
  private final BooleanSupplier cancelled;

  Stretches(FrameLog footage, GapFinder finder, BooleanSupplier cancelled) {
    this.footage = footage;
    this.finder = finder;
    this.cancelled = cancelled;
  }

  /** After all footage. */
  Instant afterAll() {
    return footage
        .last()
        .map(entry -> entry.time().plus(Duration.ofDays(1)))
        .orElse(AFTER_WHAT_IS_NOT_INDEXED);
  }

  /**
   * The stretch whose frames are shown at an instant, or right before it; the first one where the
   * instant comes before all.
   */
  Optional<Stretch> at(Instant instant) {
    Optional<IndexEntry> entry = footage.keyAtOrBefore(instant);
    if (entry.isEmpty()) {
      entry = footage.keyAtOrAfter(Instant.EPOCH);
      if (entry.isEmpty()) {
        return withoutIndex();
      }
    }
    Optional<IndexEntry> next = next(entry.get());
    while (next.isPresent() && !next.get().time().isAfter(instant)) {
      // It came into the index between two looks at it.
      entry = next;
      next = next(entry.get());
    }
    Stretch found = load(entry.get(), next);
    while (found.isEmpty() || found.from().isAfter(instant)) {
      Optional<Stretch> before = before(found);
      if (before.isEmpty()) {
        break;
      }
      found = before.get();
    }
    return Optional.of(found);
  }

  /** The one before. */
  Optional<Stretch> before(Stretch later) {
    return footage
        .keyAtOrBefore(later.time().minusNanos(1))
        .filter(entry -> entry.position() < later.position())
        .map(entry -> read(entry.time(), entry.position(), later.position(), /* open= */ false));
  }

  /** The one after. */
  Optional<Stretch> after(Stretch earlier) {
    return footage.keyAtOrAfter(earlier.time().plusNanos(1)).map(this::load);
  }

  /** The same with what was recorded since. */
  Stretch again(Stretch stretch) {
    IndexEntry entry = new IndexEntry(stretch.time(), stretch.position(), true, false);
    Optional<IndexEntry> next = next(entry);
    // Of a stretch that was read without the index, the first entry stands at the same place.
    boolean came = next.filter(e -> e.position() == entry.position()).isPresent();
    return came ? load(next.get()) : load(entry, next);
  }

  /** What is missing between two stretches; empty where nothing is. */
  Optional<Gap> between(Stretch earlier, Stretch later, Optional<LogBreak.Cause> broken) {
    Optional<LogBreak.Cause> cause = broken.or(later::brokenBefore).or(earlier::brokenAfter);
    if (!later.afterHole() && cause.isEmpty()) {
      return Optional.empty();
    }
    Instant to = later.start();
    Instant from = earlier.ends().isBefore(to) ? earlier.ends() : to;
    return Optional.of(new GapWatch(finder).gap(from, to, cause));
  }

  private Stretch load(IndexEntry entry) {
    return load(entry, next(entry));
  }

  private Stretch load(IndexEntry entry, Optional<IndexEntry> next) {
    return next.isPresent()
        ? read(entry.time(), entry.position(), next.get().position(), /* open= */ false)
        : read(entry.time(), entry.position(), footage.tail(), /* open= */ true);
  }

  private Optional<IndexEntry> next(IndexEntry entry) {
    return footage.keyAtOrAfter(entry.time().plusNanos(1));
  }

  /** The index follows the data; right after the start there are records but no entries. */
  private Optional<Stretch> withoutIndex() {
    Stretch all = read(Instant.EPOCH, footage.head(), footage.tail(), /* open= */ true);
    return Optional.of(all).filter(stretch -> !stretch.isEmpty());
  }

  private Stretch read(Instant time, long position, long end, boolean open) {
    GapWatch watch = new GapWatch(finder);
    List<EncodedFrame> frames = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    Optional<FootageRecord> first = Optional.empty();
    Instant ends = time;
    long bytes = 0;
    Optional<LogBreak.Cause> broken;
    try (FootageReader reader = FootageReader.open(footage, position)) {
      Optional<FootageRecord> next = reader.readBefore(end, cancelled);
      while (next.isPresent() && next.get().stored().position() < end) {
        FootageRecord record = next.get();
        first = first.or(() -> Optional.of(record));
        watch.take(record).ifPresent(gaps::add);
        for (EncodedFrame frame : pictures(record)) {
          bytes += frame.size();
          frames.add(frame);
        }
        if (frames.size() > MOST_FRAMES || bytes > MOST_BYTES) {
          frames.removeIf(frame -> !frame.keyFrame());
        }
        ends = record.end().isAfter(ends) ? record.end() : ends;
        next = reader.readBefore(end, cancelled);
      }
      broken = next.flatMap(FootageRecord::broken).or(reader::broken);
    }
    return new Stretch(
        time,
        position,
        end,
        open,
        frames,
        gaps,
        first.map(FootageRecord::start).orElse(time),
        ends,
        first.filter(FootageRecord::afterHole).isPresent(),
        first.flatMap(FootageRecord::broken),
        broken);
  }

  private static List<EncodedFrame> pictures(FootageRecord record) {
    boolean video = record.tracks().stream().anyMatch(track -> track.kind() == TrackKind.VIDEO);
    return record.frames().stream()
        .filter(frame -> !video || FootageRecord.isVideo(frame))
        .toList();
  }
}
