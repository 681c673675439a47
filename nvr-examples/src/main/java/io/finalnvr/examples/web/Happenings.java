package io.finalnvr.examples.web;

import io.finalnvr.Camera;
import io.finalnvr.Nvr;
import io.finalnvr.Subscription;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells open pages of events of all cameras, as they are appended. Thread-safe. */
final class Happenings implements AutoCloseable {

  private final Nvr nvr;
  private final StateFeed feed;
  private final Map<String, Subscription> cameras = new HashMap<>();
  private boolean closed;

  Happenings(Nvr nvr, StateFeed feed) {
    this.nvr = nvr;
    this.feed = feed;
  }

  /** Follows the cameras that there are now. */
  synchronized void follow() {
    if (closed) {
      return;
    }
    Set<String> now = nvr.cameras().stream().map(Camera::id).collect(Collectors.toSet());
    cameras
        .entrySet()
        .removeIf(
            each -> {
              if (now.contains(each.getKey())) {
                return false;
              }
              each.getValue().close();
              return true;
            });
    for (String camera : now) {
      cameras.computeIfAbsent(camera, id -> nvr.subscribe(id, feed::happened));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    cameras.values().forEach(Subscription::close);
    cameras.clear();
  }
}
