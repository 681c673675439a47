package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.PravegaVersionedMap.Row;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table in memory. Its marks are the stored values themselves. */
final class MemoryTable implements PravegaVersionedMap.Table {

  private final Map<ByteBuffer, ByteBuffer> rows = new HashMap<>();
  private int answersToLose;

  /** The next changes take place, but are answered as if they had not. */
  synchronized void loseAnswers(int count) {
    answersToLose = count;
  }

  @Override
  public synchronized Optional<Row> get(ByteBuffer hash) {
    return Optional.ofNullable(rows.get(hash)).map(value -> new Row(MapEntry.read(value), value));
  }

  @Override
  public synchronized boolean replace(ByteBuffer hash, ByteBuffer value, Optional<Row> before) {
    if (rows.get(hash) != before.map(Row::mark).orElse(null)) {
      return false;
    }
    rows.put(hash, value);
    if (answersToLose > 0) {
      answersToLose--;
      return false;
    }
    return true;
  }

  @Override
  public synchronized List<ByteBuffer> values() {
    return List.copyOf(rows.values());
  }

  /** The same table as a store that can be closed sees it. */
  PravegaVersionedMap.Table until(java.util.function.BooleanSupplier closed) {
    MemoryTable shared = this;
    return new PravegaVersionedMap.Table() {
      private void check() {
        if (closed.getAsBoolean()) {
          throw new StorageException(Reason.CLOSED, "closed");
        }
      }

      @Override
      public Optional<Row> get(ByteBuffer hash) {
        check();
        return shared.get(hash);
      }

      @Override
      public boolean replace(ByteBuffer hash, ByteBuffer value, Optional<Row> before) {
        check();
        return shared.replace(hash, value, before);
      }

      @Override
      public List<ByteBuffer> values() {
        check();
        return shared.values();
      }
    };
  }
}
