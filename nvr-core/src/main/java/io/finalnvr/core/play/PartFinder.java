package io.finalnvr.core.play;

import io.finalnvr.MediaException;
import io.finalnvr.SeekMode;
import io.finalnvr.TimeRange;
import io.finalnvr.core.mp4.FragmentedMovie;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the footage of a range lies in a log, by its index: reads no records but the
 * first ones and the last group of pictures of each stretch. For one thread.
 */
final class PartFinder {

  private static final int PAGE = 10_000;

  private final int camera;
  private final FrameLog footage;
  private final TimeRange range;
  private final Attempts attempts;
  private final Set<Long> withoutPicture = new HashSet<>();

  PartFinder(int camera, FrameLog footage, TimeRange range, Attempts attempts) {
    this.camera = camera;
    this.footage = footage;
    this.range = range;
    this.attempts = attempts;
  }

  /** Positions of records whose picture does not belong to the range. */
  Set<Long> withoutPicture() {
    return withoutPicture;
  }

  /** The parts, in order; none where the range holds nothing. */
  List<LogPart> find() throws InterruptedException {
    return attempts.retried(this::findOnce);
  }

  private List<LogPart> findOnce() {
    withoutPicture.clear();
    long tail = footage.tail();
    Located where =
        new Locator(footage, attempts::isCancelled).locate(range.start(), SeekMode.PREVIOUS_KEY);
    if (where instanceof Located.AfterNewest || where instanceof Located.Nothing) {
      return List.of();
    }
    long stop =
        footage
            .keyAtOrAfter(range.end().plus(ExportSource.SOUND_BEHIND))
            .map(IndexEntry::position)
            .filter(position -> position < tail)
            .orElse(tail);
    Optional<Opening> first = opening(where.position(), stop);
    if (first.isEmpty()) {
      return List.of();
    }
    long start = first.get().record().stored().position();
    List<IndexEntry> entries = entries(first.get().record().time(), stop);
    List<Long> bounds = new ArrayList<>(bounds(entries, start));
    bounds.add(0, start);
    List<LogPart> parts = new ArrayList<>();
    for (int i = 0; i < bounds.size(); i++) {
      long to = i + 1 < bounds.size() ? bounds.get(i + 1) : stop;
      Optional<Opening> opening = i == 0 ? first : opening(bounds.get(i), to);
      LogPart part = opening.isEmpty() ? null : part(opening.get(), to, entries);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  private List<IndexEntry> entries(Instant from, long stop) {
    List<IndexEntry> all = new ArrayList<>();
    Instant next = from;
    while (true) {
      List<IndexEntry> page = footage.entries(next, PAGE);
      for (IndexEntry entry : page) {
        if (entry.position() >= stop) {
          return all;
        }
        all.add(entry);
      }
      if (page.size() < PAGE) {
        return all;
      }
      next = page.get(page.size() - 1).time().plusNanos(1);
    }
  }

  /**
   * Where something new may begin: at records after a hole, and where a recording ended in good
   * order: the next one is not indexed when it follows at once.
   */
  private static NavigableSet<Long> bounds(List<IndexEntry> entries, long start) {
    NavigableSet<Long> bounds = new TreeSet<>();
    for (int i = 0; i < entries.size(); i++) {
      IndexEntry entry = entries.get(i);
      boolean last = i + 1 == entries.size();
      if (entry.discontinuity()
          || !entry.randomAccess() && (last || entries.get(i + 1).discontinuity())) {
        bounds.add(entry.position());
      }
    }
    return bounds.tailSet(start, /* inclusive= */ false);
  }

  /** The first record of a part, and the instant that its decode time 0 stands for. */
  private record Opening(FootageRecord record, Optional<Instant> epoch) {}

  private Optional<Opening> opening(long from, long to) {
    try (FootageReader reader = FootageReader.open(footage, from)) {
      return reader
          .readBefore(to, attempts::isCancelled)
          .map(record -> new Opening(record, reader.epoch()));
    }
  }

  private @Nullable LogPart part(Opening opening, long to, List<IndexEntry> entries) {
    FootageRecord first = opening.record();
    if (!first.start().isBefore(range.end())) {
      return null;
    }
    Instant epoch = opening.epoch().orElseThrow(PartFinder::foreign);
    long begin = first.stored().position();
    List<IndexEntry> keys =
        entries.stream()
            .filter(e -> e.randomAccess() && e.position() >= begin && e.position() < to)
            .toList();
    End end = end(first, keys, to);
    return new LogPart(
        camera,
        begin,
        end.position(),
        FragmentedMovie.headerOf(first.stored().payload()),
        epoch,
        first.tracks(),
        first.time(),
        first.start(),
        end.time(),
        keys.stream().filter(e -> e.position() < end.position()).toList());
  }

  private record End(long position, Instant time) {}

  /** Goes through what begins before the end of the range at the last key frame there. */
  private End end(FootageRecord first, List<IndexEntry> keys, long to) {
    long from =
        keys.stream()
            .filter(key -> key.time().isBefore(range.end()))
            .mapToLong(IndexEntry::position)
            .max()
            .orElse(first.stored().position());
    RangeFilter filter = new RangeFilter(range, /* exact= */ true);
    List<FootageRecord> pictures = new ArrayList<>();
    Set<EncodedFrame> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
    long position = from;
    Instant time = first.start();
    try (FootageReader reader = FootageReader.open(footage, from)) {
      while (true) {
        Optional<FootageRecord> next = reader.readBefore(to, attempts::isCancelled);
        if (next.isEmpty() || ExportSource.isBehind(next.get(), range)) {
          break;
        }
        if (next.get().hasVideo()) {
          pictures.add(next.get());
        }
        for (EncodedFrame frame : filter.take(next.get())) {
          chosen.add(frame);
          position = reader.position();
          time = frame.endTime().isAfter(time) ? frame.endTime() : time;
        }
      }
    }
    pictures.stream()
        .filter(
            record ->
                record.frames().stream().filter(FootageRecord::isVideo).noneMatch(chosen::contains))
        .forEach(record -> withoutPicture.add(record.stored().position()));
    return new End(position, time.isAfter(range.end()) ? range.end() : time);
  }

  private static MediaException foreign() {
    return new MediaException(
        MediaException.Reason.UNDECODABLE,
        "the footage was not recorded by this software; it can be exported as a plain file");
  }
}
