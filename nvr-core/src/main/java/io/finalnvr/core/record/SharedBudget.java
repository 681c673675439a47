package io.finalnvr.core.record;

import java.util.HashSet;
import java.util.Set;

/**
 * The bytes that all streams hold in frames that are not durable, within a bound that {@link
 * FairShare} divides. Thread-safe.
 *
 * <p>What is held is more than the bound only by the single frames of streams that held nothing.
 */
public final class SharedBudget {

  private final long bound;
  private final Object lock = new Object();
  private final Set<Account> accounts = new HashSet<>();

  private FairShare share;
  private long all;
  private long beyond;

  /** A budget of which nothing is taken. */
  public SharedBudget(long bound) {
    this.bound = bound;
    this.share = new FairShare(bound, 1);
  }

  long bound() {
    return bound;
  }

  /** What all streams hold. */
  long held() {
    synchronized (lock) {
      return all;
    }
  }

  /** One more stream. */
  Account open() {
    Account account = new Account();
    synchronized (lock) {
      accounts.add(account);
      divide();
    }
    return account;
  }

  private void divide() {
    share = new FairShare(bound, Math.max(1, accounts.size()));
    beyond = accounts.stream().mapToLong(account -> share.beyond(account.held)).sum();
  }

  /** What one stream holds of it. */
  final class Account implements AutoCloseable {
    private long held;

    private Account() {}

    long bound() {
      return bound;
    }

    /** Holds so much in all, if that is possible; whether it is. */
    boolean grow(long to) {
      synchronized (lock) {
        boolean may = to <= held || share.admits(held, to, all, beyond);
        if (may) {
          set(to);
        }
        return may;
      }
    }

    /** Holds no more than so much. */
    void shrink(long to) {
      synchronized (lock) {
        if (to < held) {
          set(to);
        }
      }
    }

    /** Whether it may hold so much, and some more after that. */
    boolean mayBeginAgain(long to) {
      synchronized (lock) {
        return share.mayBeginAgain(held, beyond) && share.admits(held, to, all, beyond);
      }
    }

    private void set(long to) {
      if (accounts.contains(this)) {
        all += to - held;
        beyond += share.beyond(to) - share.beyond(held);
        held = to;
      }
    }

    /** The stream is no more, nor what it held. */
    @Override
    public void close() {
      synchronized (lock) {
        set(0);
        accounts.remove(this);
        divide();
      }
    }
  }
}
