package io.finalnvr.pravega;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The two streams of a log.
 *
 * @param data its records
 * @param index where they are
 */
record LogStreams(ByteStream data, ByteStream index) {

  static final String INDEX_SUFFIX = "-index";
  private static final String DATA_TAG = "video";

  /** Empty where one of them does not exist. */
  static Optional<LogStreams> find(ByteStreams streams, String name) {
    return streams
        .find(name)
        .flatMap(
            data -> streams.find(name + INDEX_SUFFIX).map(index -> new LogStreams(data, index)));
  }

  /** Creates what is missing of them. */
  static LogStreams create(ByteStreams streams, String name) {
    ByteStream data = streams.create(name, DATA_TAG);
    return new LogStreams(data, streams.create(name + INDEX_SUFFIX, "index"));
  }

  /** The index goes first: without it there is no log, only a stream. */
  static void delete(ByteStreams streams, String name) {
    if (find(streams, name).isPresent()) {
      streams.delete(name + INDEX_SUFFIX);
      streams.delete(name);
    }
  }

  /** Names of the logs among the streams. */
  static SortedSet<String> names(ByteStreams streams) {
    SortedSet<String> all = streams.names();
    SortedSet<String> logs = new TreeSet<>();
    for (String name : all) {
      if (all.contains(name + INDEX_SUFFIX)) {
        logs.add(name);
      }
    }
    return logs;
  }
}
