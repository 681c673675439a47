package io.finalnvr.core.record;

import io.finalnvr.StorageException;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases on cameras, in a versioned map: who may write a camera's logs. Thread-safe; acquiring and
 * releasing block on I/O.
 *
 * <p>A lease is renewed every {@link #RENEWAL} by changing its entry. Whoever wants a lease that is
 * held watches the entry: when its version has not changed for {@link #EXPIRY} by the watcher's own
 * clock, or when its holder's process is gone from this machine, the lease may be taken over. No
 * wall clocks are compared.
 */
public final class Leases implements AutoCloseable {

  static final Duration RENEWAL = Duration.ofSeconds(3);
  static final Duration EXPIRY = Duration.ofSeconds(12);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final VersionedMap map;
  private final Clocks clocks;
  private final LeaseHolder self;
  private final Map<String, Lease> held = new ConcurrentHashMap<>();
  private final Map<String, Seen> watched = new ConcurrentHashMap<>();
  private final ScheduledExecutorService renewer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "nvr-leases");
            thread.setDaemon(true);
            return thread;
          });

  /** Leases of a new holder. */
  public Leases(VersionedMap map, Clocks clocks) {
    this(map, clocks, LeaseHolder.ofThisProcess());
    renewer.scheduleWithFixedDelay(
        this::renewAll, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  Leases(VersionedMap map, Clocks clocks, LeaseHolder self) {
    this.map = map;
    this.clocks = clocks;
    this.self = self;
  }

  /**
   * Takes the lease of a camera.
   *
   * @throws StorageException with reason WRITER_CONFLICT when somebody else holds it; the message
   *     tells who
   */
  public Lease acquire(String cameraId) {
    Optional<Versioned> entry = map.get(cameraId);
    long expected = entry.map(Versioned::version).orElse(VersionedMap.ABSENT);
    long epoch = 1;
    Optional<LeaseHolder> expelled = Optional.empty();
    if (entry.isPresent()) {
      LeaseHolder holder = LeaseHolder.fromJson(entry.get().value());
      if (!holder.isGone() && !hasExpired(cameraId, expected)) {
        throw refused(cameraId, holder);
      }
      epoch = holder.epoch() + 1;
      expelled = Optional.of(holder).filter(h -> !h.isGone() && !h.engine().equals(self.engine()));
    }
    LeaseHolder mine = self.withEpoch(epoch);
    try {
      long version = map.put(cameraId, mine.toJson(), expected);
      Lease lease = new Lease(cameraId, mine, version, expelled.map(LeaseHolder::describe));
      held.put(cameraId, lease);
      watched.remove(cameraId);
      return lease;
    } catch (StorageException e) {
      if (e.reason() == StorageException.Reason.VERSION_CONFLICT) {
        throw map.get(cameraId)
            .map(now -> refused(cameraId, LeaseHolder.fromJson(now.value())))
            .orElse(e);
      }
      throw e;
    }
  }

  /** Whether somebody, here or elsewhere, holds the lease and is not known to be gone. */
  public boolean isHeld(String cameraId) {
    return map.get(cameraId)
        .map(entry -> LeaseHolder.fromJson(entry.value()))
        .filter(holder -> !holder.isGone())
        .isPresent();
  }

  private static StorageException refused(String cameraId, LeaseHolder holder) {
    return new StorageException(
        StorageException.Reason.WRITER_CONFLICT,
        "camera %s is being recorded by %s (epoch %d)"
            .formatted(cameraId, holder.describe(), holder.epoch()));
  }

  private boolean hasExpired(String cameraId, long version) {
    long now = clocks.nanoTime();
    Seen seen =
        watched.compute(
            cameraId,
            (id, before) ->
                before == null || before.version != version ? new Seen(version, now) : before);
    return now - seen.since >= EXPIRY.toNanos();
  }

  void renewAll() {
    held.values().forEach(Lease::renew);
  }

  /** Ends the renewals; leases not released expire. */
  @Override
  public void close() {
    renewer.shutdownNow();
    try {
      renewer.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Seen(long version, long since) {}

  /** The right to write a camera's logs, until it is lost. Thread-safe. */
  public final class Lease {
    private final String cameraId;
    private final LeaseHolder holder;
    private final Optional<String> expelled;
    private long version;
    private volatile boolean lost;
    private volatile long renewedAt = clocks.nanoTime();

    private Lease(String cameraId, LeaseHolder holder, long version, Optional<String> expelled) {
      this.cameraId = cameraId;
      this.holder = holder;
      this.version = version;
      this.expelled = expelled;
    }

    /** Whose lease it was before, where its process may still run: it had not renewed it. */
    Optional<String> expelled() {
      return expelled;
    }

    long epoch() {
      return holder.epoch();
    }

    /**
     * Finds out whether it is still ours, and renews it. Blocks on I/O.
     *
     * @throws StorageException with reason WRITER_CONFLICT when somebody else has taken it over;
     *     another reason when the store can't tell
     */
    synchronized void confirm() {
      if (!lost) {
        long before = clocks.nanoTime();
        Optional<Versioned> entry = map.get(cameraId);
        if (entry.isPresent() && LeaseHolder.fromJson(entry.get().value()).equals(holder)) {
          version = map.put(cameraId, holder.toJson(), entry.get().version());
          renewedAt = before;
          return;
        }
        lost = true;
      }
      throw new StorageException(
          StorageException.Reason.WRITER_CONFLICT,
          "camera %s: another recorder has taken it over".formatted(cameraId));
    }

    /** Whether nobody else has taken it over, as far as the store can tell. Blocks on I/O. */
    boolean isOurs() {
      try {
        confirm();
        return true;
      } catch (StorageException e) {
        return e.reason() != StorageException.Reason.WRITER_CONFLICT;
      }
    }

    /** Whether it is certain that nobody else has taken it over. */
    public boolean isValid() {
      // Without the lock: a renewal may hold it for as long as the store does not answer.
      return !lost && clocks.nanoTime() - renewedAt < EXPIRY.toNanos();
    }

    private synchronized void renew() {
      if (lost) {
        return;
      }
      long before = clocks.nanoTime();
      try {
        version = map.put(cameraId, holder.toJson(), version);
        renewedAt = before;
      } catch (StorageException e) {
        if (e.reason() == StorageException.Reason.VERSION_CONFLICT) {
          lost = !isStillOurs();
        }
        LOG.warn("camera {}: the lease could not be renewed: {}", cameraId, e.getMessage());
      }
    }

    /** A renewal may have arrived although its answer did not. */
    private boolean isStillOurs() {
      try {
        Optional<Versioned> entry = map.get(cameraId);
        if (entry.isPresent() && LeaseHolder.fromJson(entry.get().value()).equals(holder)) {
          version = entry.get().version();
          return true;
        }
        return false;
      } catch (StorageException e) {
        return true;
      }
    }

    /** Gives the lease back. Does nothing when it is lost. */
    public synchronized void release() {
      held.remove(cameraId, this);
      if (lost) {
        return;
      }
      lost = true;
      try {
        map.remove(cameraId, version);
      } catch (StorageException e) {
        LOG.warn("camera {}: the lease could not be given back: {}", cameraId, e.getMessage());
      }
    }
  }
}
