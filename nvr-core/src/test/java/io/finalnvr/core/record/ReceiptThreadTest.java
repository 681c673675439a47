package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiptThreadTest {

  private final AtomicBoolean listened = new AtomicBoolean();
  private final ReceiptThread receipts = new ReceiptThread("gate", listened::get);
  private final List<String> threads = new ArrayList<>();

  @AfterEach
  void close() {
    receipts.close();
  }

  @Test
  void whileNobodyListens_itIsDoneOnTheThreadThatBringsTheReceipt() {
    receipts.execute(this::note);

    assertThat(threads).containsExactly(Thread.currentThread().getName());
  }

  @Test
  void whereSomebodyListens_theThreadThatBringsTheReceiptIsNotHeldUp() {
    listened.set(true);
    CountDownLatch slow = new CountDownLatch(1);
    receipts.execute(() -> await(slow));
    receipts.execute(this::note);
    assertThat(threads).isEmpty();

    slow.countDown();
    receipts.close();

    assertThat(threads).containsExactly("nvr-receipts-gate");
  }

  @Test
  void receipts_keepTheirOrder_whenTheListenerLeaves() {
    listened.set(true);
    List<Integer> order = new ArrayList<>();
    CountDownLatch slow = new CountDownLatch(1);
    receipts.execute(
        () -> {
          await(slow);
          order.add(1);
        });
    listened.set(false);
    receipts.execute(() -> order.add(2));

    slow.countDown();
    receipts.close();

    assertThat(order).containsExactly(1, 2);
  }

  private void note() {
    threads.add(Thread.currentThread().getName());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
