package io.finalnvr.core;

import io.finalnvr.Breach;
import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyRequest;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Verifies a log: its form by the store, its payloads, where asked, by {@link PayloadCheck}. */
final class Verification {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int MOST_NOTED = 100_000;

  private Verification() {}

  static FrameLog named(Store store, String name) {
    try {
      FrameLog log = store.frameLog(name);
      if (!log.exists()) {
        throw new ConfigurationException(
            "there is no log '%s'; there are: %s"
                .formatted(name, String.join(", ", store.frameLogNames())));
      }
      return log;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("no name of a log: " + e.getMessage(), e);
    }
  }

  static VerifyResult run(FrameLog log, VerifyRequest request, VerifyListener listener) {
    Instant from = request.from().orElse(Instant.MIN);
    Instant until = request.until().orElse(Instant.MAX);
    if (!request.deep()) {
      return log.verify(from, until, listener);
    }
    NavigableSet<Long> broken = new TreeSet<>();
    VerifyResult form = log.verify(from, until, new Part(noting(broken, listener), 0));
    PayloadCheck payloads = new PayloadCheck(listener);
    read(log, from, until, payloads, broken, new Part(listener, 0.5));
    listener.onProgress(1);
    return new VerifyResult(
        form.log(),
        form.records(),
        form.bytes(),
        form.indexRecords(),
        form.breaches() + payloads.breaches());
  }

  private static void read(
      FrameLog log,
      Instant from,
      Instant until,
      PayloadCheck check,
      NavigableSet<Long> broken,
      VerifyListener progress) {
    long start = log.keyAtOrBefore(from).map(IndexEntry::position).orElseGet(log::head);
    long end = log.tail();
    try (FrameLogReader reader = log.openReader(start)) {
      while (reader.position() < end) {
        LogItem item =
            reader
                .read(PATIENCE)
                .orElseThrow(
                    () ->
                        new StorageException(
                            StorageException.Reason.UNAVAILABLE,
                            "%s: nothing came from position %d within %d s"
                                .formatted(log.name(), reader.position(), PATIENCE.toSeconds())));
        if (item instanceof StoredFrame record) {
          if (!record.time().isBefore(until)) {
            return;
          }
          check.record(record);
        } else if (item instanceof LogBreak gap) {
          check.broken(gap, /* isTold= */ !broken.subSet(gap.from(), gap.to()).isEmpty());
        }
        progress.onProgress((double) (reader.position() - start) / Math.max(1, end - start));
      }
    }
  }

  /** Keeps where the form of the data is broken: what can't be read there is told of already. */
  private static VerifyListener noting(NavigableSet<Long> broken, VerifyListener listener) {
    return new VerifyListener() {
      @Override
      public void onBreach(Breach breach) {
        if (breach.part() == Breach.Part.DATA && broken.size() < MOST_NOTED) {
          broken.add(breach.position());
        }
        listener.onBreach(breach);
      }

      @Override
      public void onProgress(double done) {
        listener.onProgress(done);
      }
    };
  }

  /** One half of the work. */
  private record Part(VerifyListener listener, double begin) implements VerifyListener {

    @Override
    public void onBreach(Breach breach) {
      listener.onBreach(breach);
    }

    @Override
    public void onProgress(double done) {
      listener.onProgress(begin + done / 2);
    }
  }
}
