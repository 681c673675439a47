package io.finalnvr.testkit;

import io.finalnvr.spi.Store;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Tests everything that {@link Store} and what it gives out promise. Every implementation passes it
 * through a subclass that only says how to open the store:
 *
 * <pre>{@code
 * class MyStoreTest extends StoreContract {
 *   @Override
 *   protected Store open() {
 *     return new MyStore(...);
 *   }
 * }
 * }</pre>
 *
 * <p>One store is open for all tests of a class, each test uses logs and maps of its own, and waits
 * are generous, so the suite can be run on stores that take a second to make a log. After each
 * test, every log it used is read again in whole: order, positions, times, flags, payloads and
 * index must agree, and everything whose append completed must be there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StoreContract
    implements StoreLifecycleContract,
        AppendContract,
        WriterContract,
        IndexContract,
        IndexSearchContract,
        ReaderContract,
        TruncationContract,
        VersionedMapContract {

  private @Nullable StoreFixture fixture;

  /** For subclasses. */
  protected StoreContract() {}

  /**
   * Opens the store under test; the same one with the same content every time. Up to three handles
   * are open at once. At the first call the store may hold anything.
   *
   * <p>A store that keeps nothing when its last handle is closed keeps one more handle open for as
   * long as the test class lives.
   */
  protected abstract Store open() throws Exception;

  /** Called after the last test, when every store that {@link #open()} gave is closed. */
  protected void cleanUp() throws Exception {}

  @BeforeAll
  final void openStore() throws Exception {
    fixture = new StoreFixture(this::open);
  }

  @AfterEach
  final void checkInvariants() {
    fixture().finishTest();
  }

  @AfterAll
  final void closeStore() throws Exception {
    if (fixture != null) {
      fixture.close();
    }
    cleanUp();
  }

  @Override
  public final StoreFixture fixture() {
    return Objects.requireNonNull(fixture, "the store could not be opened");
  }
}
