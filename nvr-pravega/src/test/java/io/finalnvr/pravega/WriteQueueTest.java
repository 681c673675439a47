package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteQueueTest {

  private final WriteQueue queue = new WriteQueue(1_000);

  @Test
  void writes_landOneBehindTheOther() {
    add(10, 20, 30);

    assertThat(queue.next())
        .extracting(PendingWrite::offset)
        .containsExactly(1_000L, 1_010L, 1_030L);
  }

  @Test
  void fewWrites_goAtOnce() {
    for (int number = 1; number <= WriteQueue.MOST_APPENDS; number++) {
      add(10);
      assertThat(numbers(queue.next())).containsExactly((long) number);
    }
  }

  @Test
  void backlog_waitsForAReceiptAndGoesAsOne() {
    for (int i = 0; i < WriteQueue.MOST_APPENDS; i++) {
      add(10);
      queue.next();
    }
    add(10, 10, 10);
    assertThat(queue.next()).isEmpty();

    assertThat(numbers(queue.stored(1))).containsExactly(1L);
    assertThat(numbers(queue.next())).containsExactly(9L, 10L, 11L);
  }

  @Test
  void append_isOfOneMebibyteOrOneWriteAtTheMost() {
    add(WriteQueue.MOST_BYTES + 1, WriteQueue.MOST_BYTES - 1, 1, 1);

    assertThat(numbers(queue.next())).containsExactly(1L);
    assertThat(numbers(queue.next())).containsExactly(2L, 3L);
    assertThat(numbers(queue.next())).containsExactly(4L);
  }

  @Test
  void afterALostConnection_whatIsNotStoredGoesAgainInOrder() {
    add(10);
    queue.next();
    add(20, 30);
    queue.next();
    add(40);

    assertThat(numbers(queue.stored(2))).containsExactly(1L, 2L);
    queue.resend();
    List<PendingWrite> again = queue.next();
    assertThat(numbers(again)).containsExactly(3L, 4L);
    assertThat(again.get(0).offset()).isEqualTo(1_030);
  }

  @Test
  void appendThatCouldNotGoNow_goesNext_withWhatCameMeanwhile() {
    add(10, 10);
    List<PendingWrite> append = queue.next();
    add(10);

    queue.putBack(append);

    assertThat(queue.appendsMade()).isZero();
    assertThat(numbers(queue.next())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void appendThatCouldNotGoNow_isGoneWhereAllWasGivenUpMeanwhile() {
    add(10, 10);
    List<PendingWrite> append = queue.next();
    assertThat(numbers(queue.drain())).containsExactly(1L, 2L);

    queue.putBack(append);

    assertThat(queue.isEmpty()).isTrue();
  }

  private void add(int... sizes) {
    for (int size : sizes) {
      queue.add(ByteBuffer.allocate(size));
    }
  }

  private static List<Long> numbers(List<PendingWrite> writes) {
    return writes.stream().map(PendingWrite::number).toList();
  }
}
