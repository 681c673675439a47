package io.finalnvr.core.crypt;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts records. What was written before the log had a key is given as it is; from then on, what
 * can't be decrypted is damage.
 */
final class EncryptedReader implements FrameLogReader {

  private final String log;
  private final FrameLogReader reader;
  private final DataKeys keys;
  private @Nullable LogKey key;
  private @Nullable Opener opener;

  /** Whether the key was looked up again since the last good record. */
  private boolean reloaded;

  private long lastPosition;

  EncryptedReader(String log, FrameLogReader reader, DataKeys keys) {
    this.log = log;
    this.reader = reader;
    this.keys = keys;
  }

  @Override
  public Optional<LogItem> read(Duration timeout) {
    return reader
        .read(timeout)
        .map(item -> item instanceof StoredFrame record ? opened(record) : item);
  }

  private LogItem opened(StoredFrame record) {
    if (record.position() < lastPosition) {
      reloaded = false; // The log was deleted and written again.
    }
    lastPosition = record.position();
    Optional<StoredFrame> plain = open(record);
    if (plain.isEmpty() && !reloaded) {
      reloaded = true;
      if (keys.reload(log)) {
        plain = open(record);
      }
    }
    if (plain.isPresent()) {
      reloaded = false;
      return plain.get();
    }
    if (keys.ofLog(log).isEmpty()) {
      throw new StorageException(
          Reason.DAMAGED, log + " is encrypted, but its data key is not in the store any more");
    }
    return new LogBreak(record.position(), reader.position(), LogBreak.Cause.DAMAGED);
  }

  /** Empty for a record that is not what stood here. */
  private Optional<StoredFrame> open(StoredFrame record) {
    ByteBuffer payload = record.payload();
    Optional<LogKey> current = keys.ofLog(log);
    if (current.isEmpty() || record.position() < current.get().from()) {
      return SealedForm.hasMark(payload) ? Optional.empty() : Optional.of(record);
    }
    byte[] context =
        Contexts.record(
            log, record.position(), record.time(), record.randomAccess(), record.discontinuity());
    return opener(current.get())
        .open(payload, context)
        .map(
            plain ->
                new StoredFrame(
                    record.position(),
                    record.time(),
                    record.randomAccess(),
                    record.discontinuity(),
                    plain));
  }

  private Opener opener(LogKey current) {
    Opener known = opener;
    if (known == null || !current.equals(key)) {
      known = new Opener(current.key());
      opener = known;
      key = current;
    }
    return known;
  }

  @Override
  public long position() {
    return reader.position();
  }

  @Override
  public void close() {
    reader.close();
  }
}
