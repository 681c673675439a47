package io.finalnvr.pravega.embedded.journal;

import io.finalnvr.pravega.embedded.journal.JournalFormat.FileHeader;
import io.finalnvr.pravega.embedded.journal.JournalRecovery.Part;
import io.pravega.common.util.BufferView;
import io.pravega.common.util.ByteArraySegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log in a folder. One thread writes what waits at a time, syncs it once, and then
 * tells that it is durable. After the first failure nothing is taken any more: what a failed sync
 * left behind can't be known, so the journal has to be opened again.
 *
 * <p>Thread-safe. Futures complete on the writing thread: what hangs on them must be short.
 */
final class Journal implements AutoCloseable {

  /** A file ends before the batch that would go beyond this. */
  static final long FILE_BYTES = 32L << 20;

  /** What is written and synced at once, at the most. */
  static final int BATCH_BYTES = 2 << 20;

  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration LEAST_USE = Duration.ofSeconds(5);

  private record Entry(int kind, long sequence, BufferView data, CompletableFuture<Long> durable) {
    int bytes() {
      return JournalFormat.RECORD_HEADER_BYTES + data.getLength();
    }
  }

  private static final Entry STOP = new Entry(0, -1, BufferView.empty(), new CompletableFuture<>());

  private final int id;
  private final Path directory;
  private final long fileBytes;
  private final Executor cleaner;
  private final Runnable onProgress;
  private final JournalRecovery recovered;
  private final JournalSpares spares;
  private final long epoch;

  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private volatile long lastSyncNanos;
  private final Thread thread;

  private final Object lock = new Object();
  private long nextSequence;
  private final Deque<Part> parts;
  private boolean closed;
  private @Nullable IOException failure;

  // Of the writing thread.
  private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES);
  private JournalFile file;
  private int number;
  private long lastSwitch;
  private long onDisk;

  private Journal(
      int id,
      Path directory,
      long fileBytes,
      Executor cleaner,
      Runnable onProgress,
      JournalRecovery recovered)
      throws IOException {
    this.id = id;
    this.directory = directory;
    this.fileBytes = fileBytes;
    this.cleaner = cleaner;
    this.onProgress = onProgress;
    this.recovered = recovered;
    this.spares = JournalSpares.of(directory, fileBytes);
    this.epoch = recovered.epoch() + 1;
    this.nextSequence = recovered.nextSequence();
    this.onDisk = nextSequence - 1;
    this.parts = new ArrayDeque<>(recovered.parts());
    this.file = nextFile(nextSequence);
    this.thread = new Thread(this::write, "nvr-journal-" + id);
    thread.setDaemon(true);
  }

  /**
   * Opens the journal of a folder, creating it where needed.
   *
   * @param cleaner removes files that are not needed any more
   * @param onProgress called each time that something became durable, on the writing thread
   * @throws DamagedJournalException when it lacks what was acknowledged
   */
  static Journal open(int id, Path directory, long fileBytes, Executor cleaner, Runnable onProgress)
      throws IOException {
    Files.createDirectories(directory);
    Journal journal =
        new Journal(
            id, directory, fileBytes, cleaner, onProgress, JournalRecovery.of(id, directory));
    journal.thread.start();
    return journal;
  }

  /** Higher each time that the journal is opened. */
  long epoch() {
    return epoch;
  }

  /** What was appended and not truncated before it was opened this time. The caller closes it. */
  JournalRecords records() {
    return new JournalRecords(recovered.parts(), recovered.truncatedUpTo());
  }

  /**
   * Adds a record; does not block. The data must stay as it is until the result, its sequence, is
   * there.
   *
   * @throws IllegalStateException when the journal is closed
   */
  CompletableFuture<Long> append(BufferView data) {
    return add(JournalFormat.APPEND, data);
  }

  /**
   * Says that nothing up to a record, itself included, is needed any more. The result is there when
   * this is durable; files go some time after.
   */
  CompletableFuture<Void> truncate(long upTo) {
    byte[] payload = ByteBuffer.allocate(Long.BYTES).putLong(upTo).array();
    return add(JournalFormat.TRUNCATION, new ByteArraySegment(payload))
        .thenAccept(durable -> cleaner.execute(() -> removeFiles(upTo)));
  }

  private CompletableFuture<Long> add(int kind, BufferView data) {
    CompletableFuture<Long> durable = new CompletableFuture<>();
    synchronized (lock) {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      if (closed) {
        throw new IllegalStateException("the journal is closed");
      }
      Entry entry = new Entry(kind, nextSequence++, data, durable);
      waiting.incrementAndGet();
      waitingBytes.addAndGet(data.getLength());
      queue.add(entry);
    }
    return durable;
  }

  /** Records that are not durable yet. */
  int waiting() {
    return waiting.intValue();
  }

  long waitingBytes() {
    return waitingBytes.get();
  }

  /** How long the last batch took to be written and synced. */
  Duration lastSync() {
    return Duration.ofNanos(lastSyncNanos);
  }

  private void write() {
    List<Entry> entries = new ArrayList<>();
    try {
      Entry next = queue.take();
      while (next != STOP) {
        entries.add(next);
        int bytes = next.bytes();
        for (next = queue.peek();
            next != null && next != STOP && bytes + next.bytes() <= BATCH_BYTES;
            next = queue.peek()) {
          bytes += next.bytes();
          entries.add(queue.remove());
        }
        writeBatch(entries);
        entries.clear();
        next = queue.take();
      }
    } catch (IOException e) {
      fail(entries, e);
    } catch (InterruptedException | RuntimeException e) {
      fail(entries, new IOException(e));
    } catch (Error e) {
      fail(entries, new IOException(e));
      throw e;
    } finally {
      closeFile();
    }
  }

  private void writeBatch(List<Entry> entries) throws IOException {
    long begin = System.nanoTime();
    batch.clear();
    for (Entry entry : entries) {
      int length = entry.data.getLength();
      int at = JournalFormat.beginRecord(batch, length, entry.sequence, onDisk, entry.kind);
      entry.data.copyTo(batch);
      JournalFormat.endRecord(batch, at);
    }
    if (file.hasRecords() && mustEnd(batch.position())) {
      file.closeFull();
      file = nextFile(entries.get(0).sequence);
    }
    file.write(batch.flip());
    file.sync();
    lastSyncNanos = System.nanoTime() - begin;
    onDisk = entries.get(entries.size() - 1).sequence;
    for (Entry entry : entries) {
      done(entry);
      entry.durable.complete(entry.sequence);
    }
    onProgress.run();
  }

  /** A file that grows, as the first one may, is left as soon as there is a better one. */
  private boolean mustEnd(int bytes) {
    boolean grows = file.preallocated() == 0;
    return file.size() + bytes > (grows ? fileBytes : file.preallocated())
        || (grows && !spares.isEmpty());
  }

  private JournalFile nextFile(long firstSequence) throws IOException {
    JournalFile next =
        JournalFile.create(
            directory, number++, new FileHeader(id, epoch, firstSequence), spares.take());
    synchronized (lock) {
      parts.add(new Part(next.path(), firstSequence));
    }
    // A spare costs the disk as much as what will be in it: none where files are soon full.
    long now = System.nanoTime();
    if (number == 1 || now - lastSwitch >= LEAST_USE.toNanos()) {
      prepareSpareLater();
    }
    lastSwitch = now;
    return next;
  }

  private void prepareSpareLater() {
    try {
      cleaner.execute(this::prepareSpare);
    } catch (RejectedExecutionException e) {
      log.debug("no spare file is made: the node stops");
    }
  }

  private void prepareSpare() {
    try {
      spares.prepare();
    } catch (IOException e) {
      log.warn("no spare file could be made for the journal in {}", directory, e);
    }
  }

  private void done(Entry entry) {
    waiting.decrementAndGet();
    waitingBytes.addAndGet(-entry.data.getLength());
  }

  private void fail(List<Entry> entries, IOException e) {
    log.error("the journal in {} can't be written", directory, e);
    List<Entry> failed = new ArrayList<>(entries);
    synchronized (lock) {
      failure = e;
      queue.drainTo(failed);
    }
    try {
      file.cutBack();
    } catch (IOException again) {
      e.addSuppressed(again);
    }
    for (Entry entry : failed) {
      if (entry != STOP) {
        done(entry);
        entry.durable.completeExceptionally(e);
      }
    }
    onProgress.run();
  }

  private void removeFiles(long truncatedUpTo) {
    List<Part> obsolete = new ArrayList<>();
    synchronized (lock) {
      while (parts.size() > 1 && secondBegins() <= truncatedUpTo + 1) {
        obsolete.add(parts.remove());
      }
    }
    try {
      for (Part part : obsolete) {
        spares.give(part.file());
      }
    } catch (IOException e) {
      log.warn("a file of the journal that is not needed any more can't be removed", e);
    }
  }

  private long secondBegins() {
    return parts.stream().skip(1).findFirst().orElseThrow().firstSequence();
  }

  /**
   * Ends it, after what waits was written. Blocks until then, for some seconds at most. Idempotent.
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        queue.add(STOP);
      }
    }
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new UncheckedIOException(
          new IOException("the disk of %s takes too long to write".formatted(directory)));
    }
  }

  private void closeFile() {
    try {
      file.close();
    } catch (IOException e) {
      log.warn("a file of the journal in {} did not close in good order", directory, e);
    }
  }
}
