package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.PravegaVersionedMap.Row;
import io.pravega.client.tables.Insert;
import io.pravega.client.tables.IteratorItem;
import io.pravega.client.tables.KeyValueTable;
import io.pravega.client.tables.KeyValueTableClientConfiguration;
import io.pravega.client.tables.KeyValueTableConfiguration;
import io.pravega.client.tables.Put;
import io.pravega.client.tables.TableEntry;
import io.pravega.client.tables.TableKey;
import io.pravega.client.tables.TableModification;
import io.pravega.client.tables.Version;
import io.pravega.client.tables.impl.KeyValueTableFactoryImpl;
import io.pravega.common.util.AsyncIterator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key-value table of one partition, created with its first entry. */
final class PravegaTable implements PravegaVersionedMap.Table {

  private static final int HASH_LENGTH = 32;
  private static final int ENTRIES_PER_READ = 32;

  private final String name;
  private final PravegaClient client;
  private @Nullable KeyValueTable open;

  PravegaTable(String name, PravegaClient client) {
    this.name = name;
    this.client = client;
  }

  @Override
  public Optional<Row> get(ByteBuffer hash) {
    Optional<KeyValueTable> table = find();
    if (table.isEmpty()) {
      return Optional.empty();
    }
    @Nullable TableEntry entry = client.ask(name, () -> table.get().get(new TableKey(hash)));
    return Optional.ofNullable(entry)
        .map(found -> new Row(MapEntry.read(found.getValue()), found.getVersion()));
  }

  @Override
  public boolean replace(ByteBuffer hash, ByteBuffer value, Optional<Row> before) {
    TableKey key = new TableKey(hash);
    TableModification change =
        before
            .<TableModification>map(row -> new Put(key, value, (Version) row.mark()))
            .orElseGet(() -> new Insert(key, value));
    try {
      client.ask(name, () -> create().update(change));
      return true;
    } catch (StorageException e) {
      if (e.reason() == Reason.VERSION_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<ByteBuffer> values() {
    List<ByteBuffer> values = new ArrayList<>();
    Optional<KeyValueTable> table = find();
    if (table.isEmpty()) {
      return values;
    }
    AsyncIterator<IteratorItem<TableEntry>> all =
        table.get().iterator().maxIterationSize(ENTRIES_PER_READ).all().entries();
    while (true) {
      @Nullable IteratorItem<TableEntry> next = client.ask(name, () -> all.getNext());
      if (next == null) {
        return values;
      }
      next.getItems().forEach(entry -> values.add(entry.getValue()));
    }
  }

  private synchronized Optional<KeyValueTable> find() {
    if (open == null) {
      try {
        client.ask(
            name, () -> client.controller().getKeyValueTableConfiguration(client.scope(), name));
      } catch (StorageException e) {
        if (e.reason() == Reason.NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
      open = open();
    }
    return Optional.of(open);
  }

  private synchronized KeyValueTable create() {
    if (open == null) {
      client.ask(
          name,
          () ->
              client
                  .controller()
                  .createKeyValueTable(
                      client.scope(),
                      name,
                      KeyValueTableConfiguration.builder()
                          .partitionCount(1)
                          .primaryKeyLength(HASH_LENGTH)
                          .secondaryKeyLength(0)
                          .build()));
      open = open();
    }
    return open;
  }

  private KeyValueTable open() {
    return client.call(
        name,
        () ->
            new KeyValueTableFactoryImpl(
                    client.scope(), TableTokens.fitting(client.controller()), client.pool())
                .forKeyValueTable(name, KeyValueTableClientConfiguration.builder().build()));
  }
}
