package io.finalnvr.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Counts how often the store is asked for something, by a flight recording. For one thread. */
final class StoreReads implements AutoCloseable {

  private static final String EVENT = "io.finalnvr.StoreRead";

  private final Recording recording = new Recording();

  private StoreReads() {}

  /** Counts from now on. */
  static StoreReads count() {
    StoreReads reads = new StoreReads();
    reads.recording.enable(EVENT).withoutThreshold();
    reads.recording.start();
    return reads;
  }

  /** Of the whole process. */
  long soFar() throws IOException {
    Path file = Files.createTempFile("nvr-bench", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(EVENT))
          .count();
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
