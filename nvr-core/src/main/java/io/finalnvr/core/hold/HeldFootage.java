package io.finalnvr.core.hold;

import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A camera's footage with the copies of its holds in the places where it was cut. What is asked of
 * newer footage costs no more than without holds.
 */
final class HeldFootage implements FrameLog {

  private final FrameLog footage;
  private final LongFunction<List<HeldPart>> partsBefore;

  /**
   * Puts copies in front of footage.
   *
   * @param partsBefore gives the parts before a position, as they are now
   */
  HeldFootage(FrameLog footage, LongFunction<List<HeldPart>> partsBefore) {
    this.footage = footage;
    this.partsBefore = partsBefore;
  }

  private List<HeldPart> parts() {
    return partsBefore.apply(footage.head());
  }

  @Override
  public String name() {
    return footage.name();
  }

  @Override
  public boolean exists() {
    return footage.exists();
  }

  @Override
  public FrameLogWriter openWriter() {
    return footage.openWriter();
  }

  @Override
  public FrameLogReader openReader(long position) {
    return new HeldReader(footage, partsBefore, position);
  }

  @Override
  public long head() {
    long head = footage.head();
    return partsBefore.apply(head).stream().findFirst().map(HeldPart::from).orElse(head);
  }

  @Override
  public long tail() {
    return footage.tail();
  }

  @Override
  public Optional<IndexEntry> first() {
    return parts().stream()
        .flatMap(part -> part.entries(Instant.EPOCH, 2).stream())
        .findFirst()
        .or(footage::first);
  }

  @Override
  public Optional<IndexEntry> last() {
    return footage.last();
  }

  @Override
  public Optional<IndexEntry> keyAtOrBefore(Instant instant) {
    return footage
        .keyAtOrBefore(instant)
        .or(() -> newestOf(part -> part.log().keyAtOrBefore(instant)));
  }

  @Override
  public Optional<IndexEntry> keyAtOrAfter(Instant instant) {
    return oldestOf(
        instant,
        part -> part.inside(part.log().keyAtOrAfter(instant)),
        () -> footage.keyAtOrAfter(instant));
  }

  @Override
  public Optional<IndexEntry> entryAtOrBefore(Instant instant) {
    return footage
        .entryAtOrBefore(instant)
        .or(() -> newestOf(part -> part.log().entryAtOrBefore(instant)));
  }

  @Override
  public Optional<IndexEntry> entryAtOrAfter(long position) {
    for (HeldPart part : parts()) {
      Optional<IndexEntry> found =
          position < part.to()
              ? part.inside(
                  part.log().entryAtOrAfter(part.entry().copy(Math.max(position, part.from()))))
              : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return footage.entryAtOrAfter(position);
  }

  @Override
  public List<IndexEntry> entries(Instant from, int limit) {
    List<IndexEntry> all = new ArrayList<>();
    if (isBeforeFootage(from)) {
      for (HeldPart part : parts()) {
        all.addAll(part.entries(from, limit - all.size()));
      }
    }
    all.addAll(footage.entries(from, limit - all.size()));
    return all;
  }

  /** Never touches held footage. */
  @Override
  public long truncateBefore(Instant cutoff) {
    return footage.truncateBefore(cutoff);
  }

  @Override
  public VerifyResult verify(Instant from, Instant until, VerifyListener listener) {
    return footage.verify(from, until, listener);
  }

  @Override
  public void delete() {
    footage.delete();
  }

  private interface Search {
    Optional<IndexEntry> in(HeldPart part);
  }

  private Optional<IndexEntry> newestOf(Search search) {
    List<HeldPart> parts = parts();
    for (int i = parts.size() - 1; i >= 0; i--) {
      HeldPart part = parts.get(i);
      Optional<IndexEntry> found = search.in(part);
      // What lies behind the part is in the one after it or in the footage: take the newest inside.
      while (found.isPresent() && part.entry().source(found.get().position()) >= part.to()) {
        found = part.log().keyAtOrBefore(found.get().time().minusNanos(1));
      }
      found = part.inside(found);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<IndexEntry> oldestOf(
      Instant instant, Search search, Supplier<Optional<IndexEntry>> inFootage) {
    if (isBeforeFootage(instant)) {
      for (HeldPart part : parts()) {
        Optional<IndexEntry> found = search.in(part);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return inFootage.get();
  }

  private boolean isBeforeFootage(Instant instant) {
    return footage.first().filter(first -> !instant.isBefore(first.time())).isEmpty();
  }
}
