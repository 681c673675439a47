package io.finalnvr.testkit;

import io.finalnvr.StorageException;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which calls are to fail. Thread-safe. */
final class Faults {

  private final Object lock = new Object();
  private final Map<Operation, Integer> calls = new EnumMap<>(Operation.class);
  private final Map<Operation, StorageException.Reason> always = new EnumMap<>(Operation.class);
  private final Map<Operation, Map<Integer, StorageException.Reason>> once =
      new EnumMap<>(Operation.class);

  private int callsLeft = Integer.MAX_VALUE;

  void failOn(Operation operation, int nth, StorageException.Reason reason) {
    synchronized (lock) {
      once.computeIfAbsent(operation, o -> new HashMap<>()).put(calls(operation) + nth, reason);
    }
  }

  void fail(Operation operation, StorageException.Reason reason) {
    synchronized (lock) {
      always.put(operation, reason);
    }
  }

  void failAllAfter(int calls) {
    synchronized (lock) {
      callsLeft = calls;
    }
  }

  void heal() {
    synchronized (lock) {
      callsLeft = Integer.MAX_VALUE;
      always.clear();
      once.clear();
    }
  }

  int calls(Operation operation) {
    synchronized (lock) {
      return calls.getOrDefault(operation, 0);
    }
  }

  /** Counts a call, and throws where it is to fail. */
  void check(Operation operation) {
    Optional<StorageException> failure = next(operation);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Counts a call, and tells how it is to fail. */
  Optional<StorageException> next(Operation operation) {
    synchronized (lock) {
      int call = calls.merge(operation, 1, Integer::sum);
      StorageException.Reason reason =
          callsLeft == 0
              ? StorageException.Reason.UNAVAILABLE
              : once.getOrDefault(operation, Map.of()).getOrDefault(call, always.get(operation));
      callsLeft -= callsLeft == 0 || callsLeft == Integer.MAX_VALUE ? 0 : 1;
      return Optional.ofNullable(reason)
          .map(r -> new StorageException(r, "asked for: %s %d fails".formatted(operation, call)));
    }
  }
}
