package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.GapCause;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.QueueItem.Lost;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameQueueTest {

  private static final VideoTrack VIDEO =
      new VideoTrack(1, Codec.MJPEG, 640, 360, ByteBuffer.allocate(0));

  private final SharedBudget shared = new SharedBudget(2_000);
  private final FrameQueue queue =
      new FrameQueue(1_000, shared, Clocks.system(InstantSource.system()));

  private static Instant at(int millis) {
    return Instant.ofEpochSecond(1_764_000_000L).plusMillis(millis);
  }

  private static Received frame(int millis, boolean key, int bytes) {
    return new Received(
        new EncodedFrame(
            VIDEO,
            at(millis),
            at(millis),
            Duration.ofMillis(40),
            key,
            false,
            false,
            ByteBuffer.allocate(bytes)),
        0);
  }

  private List<QueueItem> takeAll() throws InterruptedException {
    List<QueueItem> items = new ArrayList<>();
    for (Optional<QueueItem> item = queue.poll(); item.isPresent(); item = queue.poll()) {
      items.add(item.get());
    }
    return items;
  }

  @Test
  void framesWithinTheBudget_comeOutInOrder() throws InterruptedException {
    Received first = frame(0, true, 500);
    Received second = frame(40, false, 500);
    assertThat(queue.offer(first)).isEmpty();
    assertThat(queue.offer(second)).isEmpty();
    assertThat(takeAll()).containsExactly(first, second);
  }

  @Test
  void budgetCountsFramesTakenOutUntilTheyAreSettled() throws InterruptedException {
    queue.offer(frame(0, true, 800));
    takeAll();
    assertThat(queue.bytesInFlight()).isEqualTo(800);
    assertThat(queue.offer(frame(40, true, 800))).contains(GapCause.OVERLOAD);
    queue.settled(800);
    assertThat(queue.bytesInFlight()).isZero();
  }

  @Test
  void overflow_dropsUpToTheNextKeyFrameThatFindsHalfTheBudgetFree() throws InterruptedException {
    queue.offer(frame(0, true, 900));
    assertThat(queue.offer(frame(40, false, 200))).contains(GapCause.OVERLOAD);
    assertThat(queue.offer(frame(80, false, 10))).contains(GapCause.OVERLOAD);
    assertThat(queue.offer(frame(120, true, 50))).contains(GapCause.OVERLOAD);
    queue.settled(900);
    assertThat(queue.offer(frame(160, false, 10))).contains(GapCause.OVERLOAD);
    assertThat(queue.offer(frame(200, true, 50))).isEmpty();

    List<QueueItem> items = takeAll();
    assertThat(items).hasSize(3);
    assertThat(items.get(1))
        .isInstanceOfSatisfying(
            Lost.class,
            lost -> {
              assertThat(lost.from()).isEqualTo(at(40));
              assertThat(lost.to()).isEqualTo(at(200));
              assertThat(lost.cause()).isEqualTo(GapCause.OVERLOAD);
              assertThat(lost.frames()).isEqualTo(4);
              assertThat(lost.bytes()).isEqualTo(270);
            });
    assertThat(items.get(2))
        .isInstanceOfSatisfying(
            Received.class, resumed -> assertThat(resumed.frame().discontinuity()).isTrue());
  }

  @Test
  void framesThatDoNotFitIntoWhatAllMayHold_areDroppedLikeThoseBeyondItsOwnBudget()
      throws InterruptedException {
    shared.open().grow(1_500); // Its share of 500, and all that is common.
    queue.offer(frame(0, true, 400));
    assertThat(queue.offer(frame(40, false, 200))).contains(GapCause.OVERLOAD);
    assertThat(queue.offer(frame(80, true, 50))).contains(GapCause.OVERLOAD);
    queue.settled(400);
    assertThat(queue.bytesInFlight()).isZero();
    assertThat(queue.offer(frame(120, true, 100))).isEmpty();

    assertThat(takeAll().get(1))
        .isInstanceOfSatisfying(
            Lost.class,
            lost -> {
              assertThat(lost.from()).isEqualTo(at(40));
              assertThat(lost.to()).isEqualTo(at(120));
              assertThat(lost.cause()).isEqualTo(GapCause.OVERLOAD);
              assertThat(lost.detail()).contains("of all cameras, 2000 bytes");
              assertThat(lost.frames()).isEqualTo(2);
            });
  }

  @Test
  void closedQueue_leavesItsPartToOthers() {
    queue.offer(frame(0, true, 900));
    assertThat(shared.held()).isEqualTo(900);
    queue.close();
    queue.settled(900);
    assertThat(shared.held()).isZero();
  }

  @Test
  void sessionThatEndsWhileDropping_saysWhatWasDroppedFirst() throws InterruptedException {
    queue.blame(GapCause.STORE_UNAVAILABLE);
    queue.offer(frame(0, true, 900));
    queue.offer(frame(40, false, 200));
    QueueItem.End end = new QueueItem.End(GapCause.CAMERA_UNREACHABLE, "gone");
    queue.put(end);

    List<QueueItem> items = takeAll();
    assertThat(items.get(1))
        .isInstanceOfSatisfying(
            Lost.class,
            lost -> {
              assertThat(lost.cause()).isEqualTo(GapCause.STORE_UNAVAILABLE);
              assertThat(lost.to()).isEqualTo(at(80));
            });
    assertThat(items.get(2)).isEqualTo(end);
  }
}
