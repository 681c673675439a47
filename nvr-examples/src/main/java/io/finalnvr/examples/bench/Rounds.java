package io.finalnvr.examples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times actions in turns, so that what else the machine does hits all of them. Not thread-safe. */
final class Rounds {

  /** What is timed. */
  @FunctionalInterface
  interface Action {
    /** Does it. */
    void run() throws Exception;
  }

  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final Map<String, List<Long>> nanos = new LinkedHashMap<>();
  private Action before = () -> {};
  private Action after = () -> {};

  Rounds add(String name, Action action) {
    actions.put(name, action);
    return this;
  }

  /** Done before each round, untimed. */
  Rounds prepare(Action action) {
    before = action;
    return this;
  }

  /** Done after each round, untimed. */
  Rounds cleanUp(Action action) {
    after = action;
    return this;
  }

  /**
   * Does everything untimed for a while, at least once, then so many times.
   *
   * @param warmUp Java compiles what is used often, and that takes longest of what is measured
   */
  void run(Duration warmUp, int rounds) throws Exception {
    long begin = System.nanoTime();
    do {
      round();
    } while (System.nanoTime() - begin < warmUp.toNanos());
    measure(rounds);
  }

  /** Does everything so many times untimed, then so many times. */
  void run(int untimed, int rounds) throws Exception {
    for (int i = 0; i < untimed; i++) {
      round();
    }
    measure(rounds);
  }

  private void measure(int rounds) throws Exception {
    nanos.clear();
    for (int i = 0; i < rounds; i++) {
      round();
    }
  }

  private void round() throws Exception {
    before.run();
    try {
      for (Map.Entry<String, Action> action : actions.entrySet()) {
        long begin = System.nanoTime();
        action.getValue().run();
        nanos
            .computeIfAbsent(action.getKey(), any -> new ArrayList<>())
            .add(System.nanoTime() - begin);
      }
    } finally {
      after.run();
    }
  }

  /** The median of an action's times. */
  double seconds(String name) {
    List<Long> sorted = nanos.getOrDefault(name, List.of()).stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2) / 1e9;
  }
}
