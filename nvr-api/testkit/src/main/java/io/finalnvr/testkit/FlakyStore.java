package io.finalnvr.testkit;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.util.SortedSet;

/**
 * A store that fails when told, and else does what the store behind it does. Thread-safe.
 *
 * <pre>{@code
 * FlakyStore store = new FlakyStore(new MemoryStore());
 * store.failOn(Operation.APPEND, 3, Reason.UNAVAILABLE); // the third append from now
 * store.fail(Operation.OPEN_WRITER, Reason.UNAVAILABLE); // every one until heal()
 * store.holdReceipts();                                  // appends don't complete until released
 * }</pre>
 */
public final class FlakyStore implements Store {

  /** What can be made to fail. */
  public enum Operation {
    /** {@link io.finalnvr.spi.FrameLogWriter#append}; nothing is written. */
    APPEND,
    /** The same, but the record is written: only its receipt is lost. */
    RECEIPT,
    /** {@link io.finalnvr.spi.FrameLogWriter#endRecording}. */
    END_RECORDING,
    /** {@link FrameLog#openWriter}. */
    OPEN_WRITER,
    /** {@link io.finalnvr.spi.FrameLogReader#read}. */
    READ,
    /** Every other method of {@link FrameLog}, and {@link Store#frameLogNames()}. */
    LOOK_UP,
    /** {@link VersionedMap#get} and {@link VersionedMap#entries}. */
    MAP_READ,
    /** {@link VersionedMap#put} and {@link VersionedMap#remove}. */
    MAP_WRITE
  }

  private final Store target;
  private final Faults faults = new Faults();
  private final HeldReceipts receipts = new HeldReceipts();

  /** Puts itself in front of a store, which it closes when it is closed. */
  public FlakyStore(Store target) {
    this.target = target;
  }

  /** Makes the n-th call from now fail; 1 is the next one. Calls after it succeed again. */
  public FlakyStore failOn(Operation operation, int nth, StorageException.Reason reason) {
    faults.failOn(operation, nth, reason);
    return this;
  }

  /** Makes every call fail until {@link #heal()}. */
  public FlakyStore fail(Operation operation, StorageException.Reason reason) {
    faults.fail(operation, reason);
    return this;
  }

  /** Makes every call of every operation fail with reason UNAVAILABLE until {@link #heal()}. */
  public FlakyStore goDown() {
    for (Operation operation : Operation.values()) {
      fail(operation, StorageException.Reason.UNAVAILABLE);
    }
    return this;
  }

  /** Lets so many more calls of whatever operation pass, and then goes down, as by a kill. */
  public FlakyStore goDownAfter(int calls) {
    faults.failAllAfter(calls);
    return this;
  }

  /** Takes back every failure asked for. */
  public FlakyStore heal() {
    faults.heal();
    return this;
  }

  /** How often an operation was called, failures included. */
  public int calls(Operation operation) {
    return faults.calls(operation);
  }

  /**
   * From now on what is appended is written, but its receipt is held back until {@link
   * #releaseReceipts()}. A writer that is closed meanwhile fails its held receipts at once, as
   * though 10 s had passed.
   */
  public FlakyStore holdReceipts() {
    receipts.hold();
    return this;
  }

  /** Number of receipts that are held back. */
  public int heldReceipts() {
    return receipts.held();
  }

  /** Gives the oldest receipts on the calling thread, and goes on holding. */
  public void releaseReceipts(int count) {
    receipts.release(count);
  }

  /** Gives all receipts on the calling thread, and stops holding. */
  public void releaseReceipts() {
    receipts.releaseAll();
  }

  @Override
  public FrameLog frameLog(String name) {
    return new FlakyFrameLog(target.frameLog(name), faults, receipts);
  }

  @Override
  public VersionedMap versionedMap(String name) {
    return new FlakyVersionedMap(target.versionedMap(name), faults);
  }

  @Override
  public SortedSet<String> frameLogNames() {
    faults.check(Operation.LOOK_UP);
    return target.frameLogNames();
  }

  @Override
  public void close() {
    target.close();
    receipts.failAll(new StorageException(StorageException.Reason.CLOSED, "the store is closed"));
  }
}
