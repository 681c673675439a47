package io.finalnvr.pravega.embedded.journal;

import io.pravega.segmentstore.storage.DebugDurableDataLogWrapper;
import io.pravega.segmentstore.storage.DurableDataLog;
import io.pravega.segmentstore.storage.DurableDataLogFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The journals of one node, each in a folder below one. The process must have that folder for
 * itself. Thread-safe.
 */
public final class FileJournals implements DurableDataLogFactory {

  private final Path directory;
  private final Executor cleaner;
  private final Map<Integer, FileJournal> owners = new HashMap<>();

  /**
   * Touches no file yet.
   *
   * @param directory where the journals are, or will be
   * @param cleaner removes files that are not needed any more
   */
  public FileJournals(Path directory, Executor cleaner) {
    this.directory = directory;
    this.cleaner = cleaner;
  }

  /** Only one has a journal: who had it before can't write any more. */
  synchronized Journal open(int id, FileJournal owner, Runnable onProgress) throws IOException {
    FileJournal before = owners.get(id);
    if (before != null) {
      before.close();
    }
    Path folder = directory.resolve(Integer.toString(id));
    Journal opened = Journal.open(id, folder, Journal.FILE_BYTES, cleaner, onProgress);
    owners.put(id, owner);
    return opened;
  }

  @Override
  public DurableDataLog createDurableDataLog(int containerId) {
    return new FileJournal(containerId, this);
  }

  @Override
  public void initialize() {
    // Each journal is opened when it is needed.
  }

  @Override
  public DebugDurableDataLogWrapper createDebugLogWrapper(int logId) {
    throw new UnsupportedOperationException("journals of an embedded node have no debug form");
  }

  @Override
  public int getRepairLogId() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int getBackupLogId() {
    return Integer.MAX_VALUE - 1;
  }

  @Override
  public synchronized void close() {
    owners.values().forEach(FileJournal::close);
  }
}
