package io.finalnvr.testkit;

import static io.finalnvr.testkit.Samples.START;
import static io.finalnvr.testkit.Samples.at;
import static io.finalnvr.testkit.Samples.payload;
import static io.finalnvr.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What {@link FrameLogWriter#append} promises. */
interface AppendContract extends StoreTests {

  @Test
  default void append_completesWithPositionAndRecordIsReadable() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();

    long first = await(log.key(writer, 0));
    assertThat(first).as("position of the first record").isZero();
    assertThat(log.readAll()).hasSize(1);

    long second = await(log.delta(writer, 40));
    assertThat(log.readAll()).extracting(StoredFrame::position).containsExactly(first, second);
  }

  @Test
  default void appends_completeInOrder() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    List<Integer> completed = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<?>> appends = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      appends.add(log.delta(writer, i).thenRun(() -> completed.add(number)));
    }

    appends.forEach(Waiting::await);

    assertThat(completed).hasSize(200).isSorted();
  }

  @Test
  default void append_keepsTimeToTheNanosecond() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();

    await(log.append(writer, START.plusNanos(1), /* randomAccess= */ true, payload(1, 10)));

    assertThat(log.readAll().get(0).time()).isEqualTo(START.plusNanos(1));
    writer.close();
    assertThat(log.index().get(0).time()).isEqualTo(START.plusNanos(1));
  }

  @Test
  default void append_keepsFlags() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();

    log.key(writer, 0);
    log.delta(writer, 100);
    log.append(writer, at(200), /* randomAccess= */ true, /* discontinuity= */ true, payload(3, 9));
    await(
        log.append(
            writer, at(300), /* randomAccess= */ false, /* discontinuity= */ true, payload(4, 9)));

    assertThat(log.readAll())
        .extracting(StoredFrame::randomAccess)
        .containsExactly(true, false, true, false);
    assertThat(log.readAll())
        .extracting(StoredFrame::discontinuity)
        .containsExactly(true, false, true, true);
  }

  @Test
  default void append_takesWhatRemainsOfTheBuffer() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    ByteBuffer direct = ByteBuffer.allocateDirect(50);
    direct.put(payload(7, 50)).flip();

    log.append(writer, at(0), /* randomAccess= */ true, payload(7, 50).position(10).limit(30));
    log.append(writer, at(1), /* randomAccess= */ false, payload(7, 50).asReadOnlyBuffer());
    await(log.append(writer, at(2), /* randomAccess= */ false, direct));

    assertThat(log.readAll().get(0).payload())
        .isEqualTo(payload(7, 50).position(10).limit(30).slice());
    assertThat(log.readAll()).extracting(f -> f.payload().remaining()).containsExactly(20, 50, 50);
  }

  @Test
  default void appendOfOneByte_isKept() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();

    await(log.append(writer, at(0), /* randomAccess= */ true, payload(1, 1)));

    assertThat(log.readAll().get(0).payload()).isEqualTo(payload(1, 1));
  }

  @Test
  default void largePayload_isJoinedAgain() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    int[] sizes = {8_388_588, 8_388_589, 9 << 20, 20 << 20, 17};
    for (int i = 0; i < sizes.length; i++) {
      await(log.append(writer, at(i), /* randomAccess= */ i == 3, payload(i, sizes[i])));
    }

    List<StoredFrame> frames = log.readAll();

    assertThat(frames).hasSize(sizes.length);
    for (int i = 0; i < sizes.length; i++) {
      StoredFrame frame = frames.get(i);
      assertThat(frame.payload().equals(payload(i, sizes[i]))).as("%d bytes", sizes[i]).isTrue();
      assertThat(frame.randomAccess())
          .as("flag of a record of %d bytes", sizes[i])
          .isEqualTo(i == 3);
    }
  }

  @Test
  default void emptyPayload_isRefused() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();

    assertThatThrownBy(() -> writer.append(START, true, false, ByteBuffer.allocate(0)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(await(log.key(writer, 0))).as("the writer goes on").isZero();
  }

  @Test
  default void payloadAbove64Mebibytes_isRefused() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();

    assertThatThrownBy(
            () -> writer.append(START, true, false, ByteBuffer.allocate((64 << 20) + 1025)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(await(log.key(writer, 0))).as("the writer goes on").isZero();
  }

  @Test
  default void timeThatGoesBack_isRefused() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    log.key(writer, 1000);

    assertThatThrownBy(() -> writer.append(at(1000).minusNanos(1), false, false, payload(1, 5)))
        .isInstanceOf(IllegalArgumentException.class);

    await(log.delta(writer, 1000));
    assertThat(log.readAll()).extracting(StoredFrame::time).containsExactly(at(1000), at(1000));
  }

  @Test
  default void positions_areThoseOfTheWriterAndTheTail() {
    TestLog log = newLog();
    FrameLogWriter writer = log.write();
    assertThat(writer.position()).isZero();
    for (int i = 0; i < 5; i++) {
      long expected = writer.position();

      assertThat(await(log.delta(writer, i))).isEqualTo(expected);

      assertThat(log.log().tail()).isEqualTo(writer.position()).isGreaterThan(expected);
    }
  }
}
