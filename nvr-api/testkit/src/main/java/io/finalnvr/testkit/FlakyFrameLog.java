package io.finalnvr.testkit;

import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A log that fails when told. */
final class FlakyFrameLog implements FrameLog {

  private final FrameLog target;
  private final Faults faults;
  private final HeldReceipts receipts;

  FlakyFrameLog(FrameLog target, Faults faults, HeldReceipts receipts) {
    this.target = target;
    this.faults = faults;
    this.receipts = receipts;
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public boolean exists() {
    return checked().exists();
  }

  @Override
  public FrameLogWriter openWriter() {
    faults.check(Operation.OPEN_WRITER);
    return new FlakyWriter(target.openWriter(), faults, receipts);
  }

  @Override
  public FrameLogReader openReader(long position) {
    return new FlakyReader(target.openReader(position), faults);
  }

  @Override
  public long head() {
    return checked().head();
  }

  @Override
  public long tail() {
    return checked().tail();
  }

  @Override
  public Optional<IndexEntry> first() {
    return checked().first();
  }

  @Override
  public Optional<IndexEntry> last() {
    return checked().last();
  }

  @Override
  public Optional<IndexEntry> keyAtOrBefore(Instant instant) {
    return checked().keyAtOrBefore(instant);
  }

  @Override
  public Optional<IndexEntry> keyAtOrAfter(Instant instant) {
    return checked().keyAtOrAfter(instant);
  }

  @Override
  public Optional<IndexEntry> entryAtOrBefore(Instant instant) {
    return checked().entryAtOrBefore(instant);
  }

  @Override
  public Optional<IndexEntry> entryAtOrAfter(long position) {
    return checked().entryAtOrAfter(position);
  }

  @Override
  public List<IndexEntry> entries(Instant from, int limit) {
    return checked().entries(from, limit);
  }

  @Override
  public long truncateBefore(Instant cutoff) {
    return checked().truncateBefore(cutoff);
  }

  @Override
  public VerifyResult verify(Instant from, Instant until, VerifyListener listener) {
    return checked().verify(from, until, listener);
  }

  @Override
  public void delete() {
    checked().delete();
  }

  private FrameLog checked() {
    faults.check(Operation.LOOK_UP);
    return target;
  }
}
