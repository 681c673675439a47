package io.finalnvr.pravega;

import static io.finalnvr.pravega.Bytes.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordJoinerTest {

  private static final int MAX = RecordHeader.MAX_PAYLOAD;
  private static final int FULL_RECORD = RecordHeader.MAX_RECORD;
  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");
  private static final long TAI = TaiTime.STANDARD.toTaiNanos(START);

  private final RecordJoiner joiner = new RecordJoiner(() -> Instant.EPOCH);

  private List<LogItem> add(long position, int flags, long taiNanos, int length) {
    return joiner.add(position, new RecordHeader(length, flags, taiNanos), filled(length, 5));
  }

  @Test
  void record_isAFrameAtOnce() {
    List<LogItem> items = add(40, RecordHeader.RANDOM_ACCESS, TAI, 3);

    assertThat(items)
        .containsExactly(
            new StoredFrame(40, START, true, false, ByteBuffer.wrap(new byte[] {5, 5, 5})));
    assertThat(joiner.isOpen()).isFalse();
  }

  @Test
  void fullRecords_areJoinedWithWhatFollows() {
    assertThat(add(0, RecordHeader.RANDOM_ACCESS, TAI, MAX)).isEmpty();
    assertThat(joiner.start()).isZero();
    assertThat(add(FULL_RECORD, 0, TAI, MAX)).isEmpty();
    List<LogItem> items = add(2L * FULL_RECORD, 0, TAI, 7);

    assertThat(items).hasSize(1);
    StoredFrame frame = (StoredFrame) items.get(0);
    assertThat(frame.position()).isZero();
    assertThat(frame.randomAccess()).isTrue();
    assertThat(frame.payload().remaining()).isEqualTo(2 * MAX + 7);
  }

  @Test
  void fullRecordBeforeAnotherFrame_isAFrameOfItsOwn() {
    add(0, 0, TAI, MAX);

    List<LogItem> items = add(FULL_RECORD, 0, TAI + 1, 7);

    assertThat(items)
        .extracting(item -> ((StoredFrame) item).payload().remaining())
        .containsExactly(MAX, 7);
  }

  @Test
  void fullRecordBeforeANewSession_wasCutOff() {
    add(0, 0, TAI, MAX);

    List<LogItem> items = add(FULL_RECORD, RecordHeader.DISCONTINUITY, TAI + 1, 7);

    assertThat(items.get(0)).isEqualTo(new LogBreak(0, FULL_RECORD, LogBreak.Cause.DAMAGED));
    assertThat(items.get(1)).isInstanceOf(StoredFrame.class);
  }

  @Test
  void piecesWithoutEnd_areGivenUpAtTheLimit() {
    List<LogItem> items = List.of();
    int records = 0;
    while (items.isEmpty()) {
      items = add((long) records * FULL_RECORD, 0, TAI, MAX);
      records++;
    }

    assertThat(records).isEqualTo(9);
    assertThat(items).containsExactly(new LogBreak(0, 9L * FULL_RECORD, LogBreak.Cause.DAMAGED));
    assertThat(joiner.isOpen()).isFalse();
  }

  @Test
  void recordWithoutTimestamp_hasTheTimeOfTheOneBefore() {
    add(0, 0, TAI, 1);

    assertThat(add(21, 0, 0, 1))
        .extracting(item -> ((StoredFrame) item).time())
        .containsExactly(START);
  }
}
