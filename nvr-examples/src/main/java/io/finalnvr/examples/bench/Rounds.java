package io.finalnvr.examples.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times of the same actions, taken in turns, so that all of them see the same machine. */
final class Rounds {

  /** Something to be timed. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

  Rounds add(String name, Action action) {
    actions.put(name, action);
    return this;
  }

  /** Does everything once, untimed, then so many times. */
  void run(int rounds) throws Exception {
    for (Action action : actions.values()) {
      action.run();
    }
    for (int i = 0; i < rounds; i++) {
      for (Map.Entry<String, Action> action : actions.entrySet()) {
        long begin = System.nanoTime();
        action.getValue().run();
        nanos
            .computeIfAbsent(action.getKey(), any -> new ArrayList<>())
            .add(System.nanoTime() - begin);
      }
    }
  }

  /** The median of an action's times. */
  double seconds(String name) {
    List<Long> sorted = nanos.getOrDefault(name, List.of()).stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2) / 1e9;
  }
}
