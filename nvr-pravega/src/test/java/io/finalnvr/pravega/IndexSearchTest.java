package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.pravega.MemoryStreams.MemoryStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexSearchTest {

  private static final long SECOND = 1_000_000_000L;

  private final MemoryStream stream = new MemoryStreams().stream("log-index");

  private void entries(int count) {
    for (int i = 0; i < count; i++) {
      stream.inject(new IndexRecord((i + 1) * SECOND, i * 1000L, true, false).toBytes());
    }
  }

  @Test
  void everyEntry_isFoundByTimeAndPosition() throws CutOffException {
    entries(1000);
    LogIndex index = LogIndex.of(stream);

    for (int i = 0; i < 1000; i++) {
      assertThat(index.slotAtOrBefore((i + 1) * SECOND)).isEqualTo(i);
      assertThat(index.slotAtOrBefore((i + 2) * SECOND - 1)).isEqualTo(i);
      assertThat(index.slotAtOrAfter((i + 1) * SECOND)).isEqualTo(i);
      assertThat(index.slotAtOrAfter(i * SECOND + 1)).isEqualTo(i);
      assertThat(index.lastAtPosition(i * 1000L + 999))
          .map(IndexRecord::position)
          .contains(i * 1000L);
    }
    assertThat(index.slotAtOrBefore(SECOND - 1)).isEqualTo(-1);
    assertThat(index.slotAtOrAfter(1000 * SECOND + 1)).isEqualTo(1000);
    assertThat(index.firstAfterPosition(999_000, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void searchInAMonth_takesFewSmallReads() throws CutOffException {
    entries(1 << 21);
    for (long seconds : new long[] {1, 7777, 1_000_000, 2_000_000}) {
      int readsBefore = stream.reads();
      long bytesBefore = stream.bytesRead();

      LogIndex.of(stream).slotAtOrBefore(seconds * SECOND);

      assertThat(stream.reads() - readsBefore).isLessThanOrEqualTo(6);
      assertThat(stream.bytesRead() - bytesBefore).isLessThanOrEqualTo(6 * 4096);
    }
  }

  /** Weeks of nothing, hours of much: what is estimated is far off. */
  @Test
  void searchInUnevenTimes_staysWithinItsBound() throws CutOffException {
    int count = 1 << 20;
    long[] times = new long[count];
    long time = 0;
    for (int i = 0; i < count; i++) {
      time += i % 100_000 == 77_777 ? 40L * 86_400 * SECOND : i % 1_000 == 0 ? 3_600 * SECOND : 500;
      times[i] = time;
      stream.inject(new IndexRecord(time, i * 1000L, true, false).toBytes());
    }
    for (int slot = 1; slot < count; slot += 31_337) {
      int readsBefore = stream.reads();

      assertThat(LogIndex.of(stream).slotAtOrBefore(times[slot])).isEqualTo(slot);
      assertThat(LogIndex.of(stream).slotAtOrBefore(times[slot] - 1)).isEqualTo(slot - 1);

      assertThat(stream.reads() - readsBefore).isLessThanOrEqualTo(2 * 25);
    }
  }

  @Test
  void truncatedIndex_keepsItsSlotNumbers() throws CutOffException {
    entries(500);
    stream.truncateBefore(300 * 20);
    LogIndex index = LogIndex.of(stream);

    assertThat(index.first()).isEqualTo(300);
    assertThat(index.firstRecord()).map(IndexRecord::taiNanos).contains(301 * SECOND);
    assertThat(index.slotAtOrBefore(400 * SECOND)).isEqualTo(399);
    assertThat(index.slotAtOrBefore(200 * SECOND)).isEqualTo(299);
    assertThat(index.slotAtOrAfter(200 * SECOND)).isEqualTo(300);
  }

  @Test
  void unreadableSlots_arePassedOver() throws CutOffException {
    entries(100);
    stream.inject(ByteBuffer.allocate(20));
    for (int i = 100; i < 200; i++) {
      stream.inject(new IndexRecord((i + 1) * SECOND, i * 1000L, true, false).toBytes());
    }
    LogIndex index = LogIndex.of(stream);

    for (int i = 0; i < 200; i++) {
      int slot = i < 100 ? i : i + 1;
      Optional<IndexRecord> found =
          index.previous(index.slotAtOrBefore((i + 1) * SECOND), record -> true);
      assertThat(found).as("slot %d", slot).map(IndexRecord::taiNanos).contains((i + 1) * SECOND);
    }
  }

  @Test
  void halfASlotAtTheEnd_isNoEntry() throws CutOffException {
    entries(3);
    stream.inject(ByteBuffer.allocate(7));

    assertThat(LogIndex.of(stream).end()).isEqualTo(3);
  }

  @Test
  void searchForAKey_passesOverABoundedNumberOfEntries() throws CutOffException {
    stream.inject(new IndexRecord(1, 0, true, false).toBytes());
    for (int i = 0; i < LogIndex.MAX_SKIPPED + 10; i++) {
      stream.inject(new IndexRecord((i + 1) * SECOND, i * 1000L, false, false).toBytes());
    }
    LogIndex index = LogIndex.of(stream);

    assertThat(index.previous(index.end() - 1, IndexRecord::randomAccess)).isEmpty();
    assertThat(index.previous(LogIndex.MAX_SKIPPED, IndexRecord::randomAccess)).isPresent();
  }
}
