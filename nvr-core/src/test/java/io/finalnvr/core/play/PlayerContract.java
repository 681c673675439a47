package io.finalnvr.core.play;

import io.finalnvr.spi.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What a player does, on whatever store. Subclasses contain only construction. One store is open
 * for all tests of a class; each has a log of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PlayerContract
    implements SeekContract,
        OrderContract,
        PaceContract,
        ControlContract,
        StepContract,
        ReverseContract,
        KeyFrameContract,
        GapModeContract,
        SyncContract,
        EndContract {

  private Store store;
  private PlayerFixture fixture;

  /** Opens the store; it may hold footage of other tests. */
  protected abstract Store openStore() throws Exception;

  /** Called after the last test, when the store is closed. */
  protected void cleanUp() throws Exception {}

  @BeforeAll
  final void open() throws Exception {
    store = openStore();
  }

  @BeforeEach
  final void begin() {
    fixture = new PlayerFixture(store);
  }

  @AfterEach
  final void finish() {
    fixture.close();
  }

  @AfterAll
  final void close() throws Exception {
    store.close();
    cleanUp();
  }

  @Override
  public final PlayerFixture fixture() {
    return fixture;
  }
}
