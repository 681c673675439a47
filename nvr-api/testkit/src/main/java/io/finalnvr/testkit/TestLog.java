package io.finalnvr.testkit;

import static io.finalnvr.testkit.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Breach;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log under test: remembers what was appended, and compares it with what is read. */
final class TestLog {

  private final FrameLog log;
  private final List<Appended> appended = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> open = new ArrayList<>();

  TestLog(FrameLog log) {
    this.log = log;
  }

  FrameLog log() {
    return log;
  }

  /** Opens a writer; it is closed after the test. */
  FrameLogWriter write() {
    FrameLogWriter writer = log.openWriter();
    open.add(writer);
    return writer;
  }

  /** Opens a reader; it is closed after the test. */
  FrameLogReader readFrom(long position) {
    FrameLogReader reader = log.openReader(position);
    open.add(reader);
    return reader;
  }

  CompletableFuture<Long> append(
      FrameLogWriter writer, Instant time, boolean randomAccess, ByteBuffer payload) {
    return append(writer, time, randomAccess, /* discontinuity= */ false, payload);
  }

  CompletableFuture<Long> append(
      FrameLogWriter writer,
      Instant time,
      boolean randomAccess,
      boolean discontinuity,
      ByteBuffer payload) {
    ByteBuffer bytes = payload.duplicate();
    CompletableFuture<Long> receipt = writer.append(time, randomAccess, discontinuity, payload);
    appended.add(new Appended(time, randomAccess, bytes, receipt));
    return receipt;
  }

  /** Appends a small random-access record. */
  CompletableFuture<Long> key(FrameLogWriter writer, long millis) {
    return append(writer, at(millis), /* randomAccess= */ true, Samples.payload(millis, 300));
  }

  /** Appends a small record that is not random-access. */
  CompletableFuture<Long> delta(FrameLogWriter writer, long millis) {
    return append(writer, at(millis), /* randomAccess= */ false, Samples.payload(millis, 100));
  }

  /** Writes a recording of key frames at these times and closes the writer. */
  void recordKeys(long... millis) {
    try (FrameLogWriter writer = write()) {
      for (long time : millis) {
        key(writer, time);
      }
    }
  }

  List<IndexEntry> index() {
    return log.entries(Instant.EPOCH, Integer.MAX_VALUE);
  }

  private List<Breach> breaches() {
    List<Breach> found = new ArrayList<>();
    VerifyResult result = log.verify(Instant.MIN, Instant.MAX, found::add);
    assertThat(result.breaches()).isEqualTo(found.size());
    return found;
  }

  List<Instant> indexTimes() {
    return index().stream().map(IndexEntry::time).toList();
  }

  /** The next record; waits for it. */
  static StoredFrame next(FrameLogReader reader) {
    return (StoredFrame) nextItem(reader);
  }

  /** The next record or break; waits for it. */
  static LogItem nextItem(FrameLogReader reader) {
    return reader
        .read(Waiting.PATIENCE)
        .orElseThrow(() -> new AssertionError("nothing to read at " + reader.position()));
  }

  /** All records from the head to the tail. */
  List<StoredFrame> readAll() {
    List<StoredFrame> frames = new ArrayList<>();
    long tail = log.tail();
    try (FrameLogReader reader = log.openReader(log.head())) {
      while (reader.position() < tail) {
        frames.add(next(reader));
      }
      assertThat(reader.position()).as("where reading ends").isEqualTo(tail);
      assertThat(reader.read(Duration.ZERO)).as("read at the tail").isEmpty();
    }
    return frames;
  }

  /** Deletes the log; what was appended is no longer expected to be there. */
  void delete() {
    log.delete();
    appended.clear();
  }

  void closeAll() {
    for (AutoCloseable closeable : open) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new AssertionError("can't be closed", e);
      }
    }
    open.clear();
  }

  void verify() {
    if (log.exists()) {
      List<StoredFrame> frames = readAll();
      List<IndexEntry> index = index();
      LogInvariants.check(log.head(), log.tail(), frames, index);
      assertThat(breaches()).as("breaches of the form").isEmpty();
      LogInvariants.checkKept(log.head(), frames, List.copyOf(appended));
      assertThat(log.first()).isEqualTo(index.stream().findFirst());
      assertThat(log.last()).isEqualTo(index.stream().reduce((a, b) -> b));
    } else {
      assertThat(appended).as("appended to a log that does not exist").isEmpty();
    }
  }

  /** What was asked for in an append, and its receipt. */
  record Appended(
      Instant time, boolean randomAccess, ByteBuffer payload, CompletableFuture<Long> receipt) {}
}
