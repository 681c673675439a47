package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.VersionedMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in one scope of a Pravega cluster. */
final class PravegaStore implements Store {

  private static final Logger LOG = LoggerFactory.getLogger(PravegaStore.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,127}");

  private final String address;
  private final ByteStreams streams;
  private final Function<String, PravegaVersionedMap.Table> tables;
  private final OpenHandles handles;
  private final Runnable disconnect;
  private final Map<String, PravegaVersionedMap> maps = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Puts a store together.
   *
   * @param threads for what may block
   * @param disconnect run when the store is closed, after its readers and writers were
   */
  PravegaStore(
      String address,
      ByteStreams streams,
      Function<String, PravegaVersionedMap.Table> tables,
      Executor threads,
      Runnable disconnect) {
    this.address = address;
    this.streams = streams;
    this.tables = tables;
    this.handles = new OpenHandles(threads);
    this.disconnect = disconnect;
  }

  static PravegaStore open(StoreConfig config) {
    StoreAddress address = StoreAddress.parse(config.uri());
    PravegaClient client = PravegaClient.create(address, config);
    try {
      PravegaStore store =
          new PravegaStore(
              config.uri().toString(),
              PravegaStreams.open(client),
              name -> new PravegaTable(name, client),
              client.threads(),
              client::close);
      LOG.info("opened {}", config.uri());
      return store;
    } catch (StorageException e) {
      client.close();
      throw new StorageException(e.reason(), config.uri() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  @Override
  public FrameLog frameLog(String name) {
    checkName(name);
    if (name.endsWith(LogStreams.INDEX_SUFFIX)) {
      throw new IllegalArgumentException(
          "the name of a log can't end with " + LogStreams.INDEX_SUFFIX + ": " + name);
    }
    return new PravegaFrameLog(name, streams, handles);
  }

  @Override
  public VersionedMap versionedMap(String name) {
    checkName(name);
    return maps.computeIfAbsent(name, n -> new PravegaVersionedMap(n, tables.apply(n)));
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not a name of letters, digits, dots and hyphens: " + name);
    }
  }

  @Override
  public SortedSet<String> frameLogNames() {
    handles.checkOpen();
    return LogStreams.names(streams);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      handles.close();
      streams.close();
      disconnect.run();
      LOG.info("closed {}", address);
    }
  }

  @Override
  public String toString() {
    return address;
  }
}
