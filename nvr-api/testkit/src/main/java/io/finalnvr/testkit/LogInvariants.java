package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.StoredFrame;
import io.finalnvr.testkit.TestLog.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold in every log at every time. */
final class LogInvariants {

  private LogInvariants() {}

  static void check(long head, long tail, List<StoredFrame> frames, List<IndexEntry> index) {
    assertThat(head).as("head").isBetween(0L, tail);
    checkOrder(head, tail, frames);
    checkIndex(head, tail, frames, index);
  }

  private static void checkOrder(long head, long tail, List<StoredFrame> frames) {
    if (frames.isEmpty()) {
      assertThat(tail).as("tail of a log without records").isEqualTo(head);
      return;
    }
    assertThat(frames.get(0).position()).as("first record").isEqualTo(head);
    for (int i = 1; i < frames.size(); i++) {
      StoredFrame before = frames.get(i - 1);
      StoredFrame frame = frames.get(i);
      assertThat(frame.position())
          .as("position after a record of %d bytes", before.payload().remaining())
          .isGreaterThanOrEqualTo(before.position() + before.payload().remaining());
      assertThat(frame.time()).as("order of times").isAfterOrEqualTo(before.time());
    }
  }

  private static void checkIndex(
      long head, long tail, List<StoredFrame> frames, List<IndexEntry> index) {
    Map<Long, StoredFrame> byPosition =
        frames.stream().collect(Collectors.toMap(StoredFrame::position, Function.identity()));
    for (int i = 0; i < index.size(); i++) {
      IndexEntry entry = index.get(i);
      assertThat(entry.position()).as("position of %s", entry).isBetween(head, tail);
      if (i > 0) {
        assertThat(entry.time()).as("index times").isAfter(index.get(i - 1).time());
        assertThat(entry.position())
            .as("index positions")
            .isGreaterThanOrEqualTo(index.get(i - 1).position());
      }
      StoredFrame frame = byPosition.get(entry.position());
      if (frame != null && frame.time().equals(entry.time())) {
        assertThat(entry.randomAccess()).as("%s", entry).isEqualTo(frame.randomAccess());
        if (frame.discontinuity()) {
          assertThat(entry.discontinuity()).as("%s", entry).isTrue();
        }
      } else {
        checkClosing(entry, head, tail, frames, frame != null);
      }
    }
  }

  private static void checkClosing(
      IndexEntry entry, long head, long tail, List<StoredFrame> frames, boolean atRecord) {
    assertThat(atRecord || entry.position() == tail)
        .as("%s stands at a record or at the end", entry)
        .isTrue();
    assertThat(entry.randomAccess()).as("%s closes a recording", entry).isFalse();
    for (StoredFrame frame : frames) {
      if (frame.position() < entry.position()) {
        assertThat(frame.time()).as("record before %s", entry).isBefore(entry.time());
      } else {
        assertThat(frame.time()).as("record after %s", entry).isAfterOrEqualTo(entry.time());
      }
    }
  }

  /** Every record with a receipt is there, as appended, unless it was truncated. */
  static void checkKept(long head, List<StoredFrame> frames, List<Appended> appended) {
    Map<Long, StoredFrame> byPosition =
        frames.stream().collect(Collectors.toMap(StoredFrame::position, Function.identity()));
    List<Long> receipts = new ArrayList<>();
    for (Appended record : appended) {
      if (!record.receipt().isDone() || record.receipt().isCompletedExceptionally()) {
        continue;
      }
      long position = record.receipt().join();
      receipts.add(position);
      if (position >= head) {
        StoredFrame frame = byPosition.get(position);
        if (frame == null) {
          throw new AssertionError(
              "no record at %d, of which there is a receipt".formatted(position));
        }
        assertThat(frame.time()).isEqualTo(record.time());
        assertThat(frame.randomAccess()).isEqualTo(record.randomAccess());
        assertThat(frame.payload().equals(record.payload())).as("payload at %d", position).isTrue();
      }
    }
    assertThat(receipts).as("positions in the receipts").isSorted().doesNotHaveDuplicates();
  }
}
