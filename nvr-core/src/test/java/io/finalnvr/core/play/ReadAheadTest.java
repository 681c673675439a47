package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

  private static final int PAYLOAD = 1 << 18;
  private static final int RECORD = PAYLOAD + 20;
  private static final int ALL = 200;
  private static final Duration LONG = Duration.ofMinutes(1);

  /** A log of records alike, which can be made to fail. */
  private static final class Records implements FrameLogReader {
    final Semaphore given = new Semaphore(0);
    private final int failingAt;
    private final CountDownLatch closed = new CountDownLatch(1);
    private int next;

    Records(int failingAt) {
      this.failingAt = failingAt;
    }

    @Override
    public Optional<LogItem> read(Duration timeout) {
      if (next == failingAt) {
        throw new StorageException(StorageException.Reason.UNAVAILABLE, "away");
      }
      if (next == ALL) {
        await(timeout);
        return Optional.empty();
      }
      given.release();
      return Optional.of(
          new StoredFrame(
              (long) next++ * RECORD,
              Instant.EPOCH.plusSeconds(next),
              /* randomAccess= */ true,
              /* discontinuity= */ false,
              ByteBuffer.allocate(PAYLOAD)));
    }

    private void await(Duration timeout) {
      try {
        if (closed.await(timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
          throw new StorageException(StorageException.Reason.CLOSED, "closed");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public long position() {
      return (long) next * RECORD;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void read_givesWhatTheReaderGives_withItsPositions() {
    try (ReadAhead ahead = new ReadAhead(new Records(/* failingAt= */ -1))) {
      for (int i = 0; i < ALL; i++) {
        assertThat(ahead.position()).isEqualTo((long) i * RECORD);
        StoredFrame record = (StoredFrame) ahead.read(LONG).orElseThrow();
        assertThat(record.position()).isEqualTo((long) i * RECORD);
      }
      assertThat(ahead.read(Duration.ofMillis(1))).isEmpty();
      assertThat(ahead.position()).isEqualTo((long) ALL * RECORD);
    }
  }

  @Test
  void read_needsNoThreadForLittle() {
    Records records = new Records(/* failingAt= */ -1);
    try (ReadAhead ahead = new ReadAhead(records)) {
      for (long bytes = 0; bytes < ReadAhead.FIRST_BYTES; bytes += PAYLOAD) {
        ahead.read(LONG);
      }
      assertThat(records.given.availablePermits())
          .isEqualTo((int) (ReadAhead.FIRST_BYTES / PAYLOAD));
    }
  }

  @Test
  void read_staysWithinItsBound() throws Exception {
    Records records = new Records(/* failingAt= */ -1);
    int most = (int) ((ReadAhead.FIRST_BYTES + ReadAhead.MOST_BYTES) / PAYLOAD);
    try (ReadAhead ahead = new ReadAhead(records)) {
      int taken = (int) (ReadAhead.FIRST_BYTES / PAYLOAD) + 1;
      for (int i = 0; i < taken; i++) {
        ahead.read(LONG);
      }
      // Filled to the bound, and never beyond it: one more only for each that is taken.
      records.given.acquire(most);
      for (int i = taken; i < ALL - most; i++) {
        ahead.read(LONG);
        assertThat(records.position()).isLessThanOrEqualTo((long) (i + most) * RECORD);
      }
    }
  }

  @Test
  void failure_comesBehindWhatWasReadBefore() {
    int failing = 10;
    try (ReadAhead ahead = new ReadAhead(new Records(failing))) {
      for (int i = 0; i < failing; i++) {
        assertThat(ahead.read(LONG)).isPresent();
      }
      assertThatThrownBy(() -> ahead.read(LONG))
          .isInstanceOf(StorageException.class)
          .hasMessage("away");
      assertThat(ahead.position()).isEqualTo((long) failing * RECORD);
    }
  }

  @Test
  void close_leavesNoThreadAndEndsReads() {
    ReadAhead ahead = new ReadAhead(new Records(/* failingAt= */ -1));
    for (int i = 0; i < 20; i++) {
      ahead.read(LONG);
    }
    ahead.close();
    assertThatThrownBy(() -> ahead.read(LONG))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.CLOSED));
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("nvr-read-ahead"));
  }
}
