package io.finalnvr.core.crypt;

import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A log with encrypted payloads. Its index and the headers of its records stay in clear. */
final class EncryptedFrameLog implements FrameLog {

  private final FrameLog log;
  private final DataKeys keys;

  EncryptedFrameLog(FrameLog log, DataKeys keys) {
    this.log = log;
    this.keys = keys;
  }

  FrameLog inClear() {
    return log;
  }

  long clearUntil() {
    keys.reload(name());
    return keys.ofLog(name()).map(LogKey::from).orElse(Long.MAX_VALUE);
  }

  @Override
  public String name() {
    return log.name();
  }

  @Override
  public boolean exists() {
    return log.exists();
  }

  @Override
  public FrameLogWriter openWriter() {
    FrameLogWriter writer = log.openWriter();
    try {
      return new EncryptedWriter(name(), writer, keys.forWriter(name(), writer.position()).key());
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public FrameLogReader openReader(long position) {
    return new EncryptedReader(name(), log.openReader(position), keys);
  }

  @Override
  public long head() {
    return log.head();
  }

  @Override
  public long tail() {
    return log.tail();
  }

  @Override
  public Optional<IndexEntry> first() {
    return log.first();
  }

  @Override
  public Optional<IndexEntry> last() {
    return log.last();
  }

  @Override
  public Optional<IndexEntry> keyAtOrBefore(Instant instant) {
    return log.keyAtOrBefore(instant);
  }

  @Override
  public Optional<IndexEntry> keyAtOrAfter(Instant instant) {
    return log.keyAtOrAfter(instant);
  }

  @Override
  public Optional<IndexEntry> entryAtOrBefore(Instant instant) {
    return log.entryAtOrBefore(instant);
  }

  @Override
  public Optional<IndexEntry> entryAtOrAfter(long position) {
    return log.entryAtOrAfter(position);
  }

  @Override
  public List<IndexEntry> entries(Instant from, int limit) {
    return log.entries(from, limit);
  }

  @Override
  public long truncateBefore(Instant cutoff) {
    return log.truncateBefore(cutoff);
  }

  @Override
  public VerifyResult verify(Instant from, Instant until, VerifyListener listener) {
    return log.verify(from, until, listener);
  }

  @Override
  public void delete() {
    log.delete();
    keys.forget(name());
  }
}
