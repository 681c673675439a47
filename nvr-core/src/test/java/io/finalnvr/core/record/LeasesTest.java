package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.VersionedMap;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private final TestClocks clocks = new TestClocks();
  private final VersionedMap map = new MemoryStore().versionedMap("leases");
  private final Leases ours = new Leases(map, clocks, holder("ours"));
  private final Leases theirs = new Leases(map, clocks, holder("theirs"));

  /** On another machine, so that nobody can look whether its process is alive. */
  private static LeaseHolder holder(String engine) {
    return new LeaseHolder(engine, engine + "-host", "another machine", 42, 4711, 0);
  }

  @Test
  void heldLease_isRefusedAndTheMessageTellsWhoHoldsIt() {
    ours.acquire("gate");
    assertThatThrownBy(() -> theirs.acquire("gate"))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.WRITER_CONFLICT))
        .hasMessageContaining("process 42 on ours-host");
    assertThat(theirs.isHeld("gate")).isTrue();
  }

  @Test
  void releasedLease_canBeTakenAtOnce() {
    ours.acquire("gate").release();
    assertThat(theirs.isHeld("gate")).isFalse();
    assertThat(theirs.acquire("gate").isValid()).isTrue();
  }

  @Test
  void renewedLease_staysRefused() {
    Leases.Lease lease = ours.acquire("gate");
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> theirs.acquire("gate")).isInstanceOf(StorageException.class);
      clocks.advance(Leases.RENEWAL);
      ours.renewAll();
    }
    assertThat(lease.isValid()).isTrue();
  }

  @Test
  void leaseNotRenewed_isTakenOverWithTheNextEpochAndIsInvalidForItsFormerHolder() {
    Leases.Lease lease = ours.acquire("gate");
    assertThatThrownBy(() -> theirs.acquire("gate")).isInstanceOf(StorageException.class);
    clocks.advance(Leases.EXPIRY);

    Leases.Lease taken = theirs.acquire("gate");

    assertThat(taken.epoch()).isEqualTo(lease.epoch() + 1);
    assertThat(taken.expelled()).contains("process 42 on ours-host");
    assertThat(taken.isValid()).isTrue();
    assertThat(lease.isValid()).isFalse();
    ours.renewAll();
    assertThat(lease.isValid()).isFalse();
    lease.release();
    assertThat(theirs.isHeld("gate")).isTrue();
  }

  @Test
  void leaseOfAProcessThatIsGone_isTakenAtOnce() {
    LeaseHolder here = LeaseHolder.ofThisProcess();
    LeaseHolder gone =
        new LeaseHolder("gone", here.host(), here.machine(), here.pid(), here.started() - 1, 0);
    new Leases(map, clocks, gone).acquire("gate");

    assertThat(theirs.isHeld("gate")).isFalse();
    Leases.Lease taken = theirs.acquire("gate");
    assertThat(taken.epoch()).isEqualTo(2);
    assertThat(taken.expelled()).isEmpty();
  }

  @Test
  void leaseOfThisProcess_isNotGone() {
    assertThat(LeaseHolder.ofThisProcess().isGone()).isFalse();
  }
}
