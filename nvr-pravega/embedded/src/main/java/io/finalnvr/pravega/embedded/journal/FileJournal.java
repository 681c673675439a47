package io.finalnvr.pravega.embedded.journal;

import io.pravega.common.util.CloseableIterator;
import io.pravega.common.util.CompositeArrayView;
import io.pravega.segmentstore.storage.DataLogCorruptedException;
import io.pravega.segmentstore.storage.DataLogInitializationException;
import io.pravega.segmentstore.storage.DurableDataLog;
import io.pravega.segmentstore.storage.DurableDataLogException;
import io.pravega.segmentstore.storage.LogAddress;
import io.pravega.segmentstore.storage.QueueStats;
import io.pravega.segmentstore.storage.ThrottleSourceListener;
import io.pravega.segmentstore.storage.ThrottlerSourceListenerCollection;
import io.pravega.segmentstore.storage.WriteFailureException;
import io.pravega.segmentstore.storage.WriteSettings;
import io.pravega.segmentstore.storage.WriteTooLongException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A journal as Pravega's segment containers know it. Thread-safe. */
final class FileJournal implements DurableDataLog {

  private static final WriteSettings SETTINGS =
      new WriteSettings(
          JournalFormat.MAX_PAYLOAD_BYTES,
          Duration.ofMinutes(1),
          /* maxOutstandingBytes= */ 64 << 20);

  private static final int SLOW_MILLIS = 20;

  private static final class Address extends LogAddress {
    Address(long sequence) {
      super(sequence);
    }
  }

  private record Item(JournalRecord record) implements ReadItem {
    @Override
    public InputStream getPayload() {
      return new ByteArrayInputStream(record.payload());
    }

    @Override
    public int getLength() {
      return record.payload().length;
    }

    @Override
    public LogAddress getAddress() {
      return new Address(record.sequence());
    }
  }

  private final int id;
  private final FileJournals journals;
  private final ThrottlerSourceListenerCollection throttled =
      new ThrottlerSourceListenerCollection();
  private volatile @Nullable Journal journal;

  FileJournal(int id, FileJournals journals) {
    this.id = id;
    this.journals = journals;
  }

  /** Ends the journal's use by whoever had it before. Blocks while it is read. */
  @Override
  public void initialize(Duration timeout) throws DurableDataLogException {
    if (journal != null) {
      throw new IllegalStateException("the journal is open");
    }
    try {
      journal = journals.open(id, this, throttled::notifySourceChanged);
    } catch (DamagedJournalException e) {
      DurableDataLogException damaged = new DataLogCorruptedException(e.getMessage());
      damaged.initCause(e);
      throw damaged;
    } catch (IOException | UncheckedIOException e) {
      throw new DataLogInitializationException("the journal can't be opened: " + e, e);
    }
  }

  @Override
  public CompletableFuture<LogAddress> append(CompositeArrayView data, Duration timeout) {
    if (data.getLength() > JournalFormat.MAX_PAYLOAD_BYTES) {
      return CompletableFuture.failedFuture(
          new WriteTooLongException(data.getLength(), JournalFormat.MAX_PAYLOAD_BYTES));
    }
    return told(open().append(data), Address::new);
  }

  @Override
  public CompletableFuture<Void> truncate(LogAddress upTo, Duration timeout) {
    return told(open().truncate(upTo.getSequence()), nothing -> nothing);
  }

  private static <T, R> CompletableFuture<R> told(
      CompletableFuture<T> result, Function<T, R> form) {
    return result.handle(
        (value, failure) -> {
          if (failure != null) {
            throw new CompletionException(
                new WriteFailureException("the journal can't be written", failure));
          }
          return form.apply(value);
        });
  }

  @Override
  public CloseableIterator<ReadItem, DurableDataLogException> getReader() {
    JournalRecords records = open().records();
    return new CloseableIterator<>() {
      @Override
      public @Nullable ReadItem getNext() throws DurableDataLogException {
        try {
          JournalRecord next = records.next();
          return next == null ? null : new Item(next);
        } catch (IOException e) {
          throw new DataLogInitializationException("the journal can't be read: " + e, e);
        }
      }

      @Override
      public void close() {
        try {
          records.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Override
  public WriteSettings getWriteSettings() {
    return SETTINGS;
  }

  @Override
  public long getEpoch() {
    return open().epoch();
  }

  /** Where a disk is slow, Pravega waits a little for more to write at once. */
  @Override
  public QueueStats getQueueStatistics() {
    Journal j = journal;
    if (j == null) {
      return QueueStats.DEFAULT;
    }
    long millis = j.lastSync().toMillis();
    return new QueueStats(
        j.waiting(),
        j.waitingBytes(),
        JournalFormat.MAX_PAYLOAD_BYTES,
        millis < SLOW_MILLIS ? 0 : (int) millis);
  }

  @Override
  public void registerQueueStateChangeListener(ThrottleSourceListener listener) {
    throttled.register(listener);
  }

  private Journal open() {
    Journal j = journal;
    if (j == null) {
      throw new IllegalStateException("the journal is not open");
    }
    return j;
  }

  /** A damaged journal stays as it is, and says so each time. */
  @Override
  public void disable() {
    close();
  }

  @Override
  public void enable() {
    throw new IllegalStateException("the journal is never disabled");
  }

  @Override
  public void close() {
    Journal j = journal;
    if (j != null) {
      j.close();
    }
  }
}
