package io.finalnvr.pravega;

import io.finalnvr.Breach;
import io.finalnvr.Breach.Part;
import io.finalnvr.Breach.Rule;
import io.finalnvr.VerifyListener;

/** Tells of breaches and counts them. Not thread-safe. */
final class BreachLog {

  private final VerifyListener listener;
  private long count;

  BreachLog(VerifyListener listener) {
    this.listener = listener;
  }

  /** Something is wrong with the data. */
  void data(long position, Rule rule, String detail, Object... arguments) {
    tell(Part.DATA, position, rule, detail.formatted(arguments));
  }

  /** Something is wrong with a slot of the index. */
  void slot(long slot, Rule rule, String detail, Object... arguments) {
    tell(Part.INDEX, slot * IndexRecord.SIZE, rule, detail.formatted(arguments));
  }

  private void tell(Part part, long position, Rule rule, String detail) {
    count++;
    listener.onBreach(new Breach(part, position, rule, detail));
  }

  long count() {
    return count;
  }
}
