package io.finalnvr.testkit;

import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogItem;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.time.Duration;
import java.util.Optional;

/** A reader that fails when told. */
final class FlakyReader implements FrameLogReader {

  private final FrameLogReader target;
  private final Faults faults;

  FlakyReader(FrameLogReader target, Faults faults) {
    this.target = target;
    this.faults = faults;
  }

  @Override
  public Optional<LogItem> read(Duration timeout) {
    faults.check(Operation.READ);
    return target.read(timeout);
  }

  @Override
  public long position() {
    return target.position();
  }

  @Override
  public void close() {
    target.close();
  }
}
