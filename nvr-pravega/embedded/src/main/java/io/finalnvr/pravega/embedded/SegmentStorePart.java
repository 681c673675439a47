package io.finalnvr.pravega.embedded;

import io.finalnvr.pravega.embedded.journal.FileJournals;
import io.netty.handler.ssl.SslContext;
import io.pravega.common.cluster.Cluster;
import io.pravega.common.cluster.ClusterType;
import io.pravega.common.cluster.Host;
import io.pravega.common.cluster.zkImpl.ClusterZKImpl;
import io.pravega.common.concurrent.ExecutorServiceHelpers;
import io.pravega.segmentstore.contracts.StreamSegmentStore;
import io.pravega.segmentstore.server.ReadIndexFactory;
import io.pravega.segmentstore.server.SegmentContainerFactory;
import io.pravega.segmentstore.server.WriterFactory;
import io.pravega.segmentstore.server.attributes.AttributeIndexConfig;
import io.pravega.segmentstore.server.attributes.ContainerAttributeIndexFactoryImpl;
import io.pravega.segmentstore.server.containers.ContainerConfig;
import io.pravega.segmentstore.server.containers.StreamSegmentContainerFactory;
import io.pravega.segmentstore.server.host.StorageLoader;
import io.pravega.segmentstore.server.host.delegationtoken.DelegationTokenVerifier;
import io.pravega.segmentstore.server.host.delegationtoken.PassingTokenVerifier;
import io.pravega.segmentstore.server.host.delegationtoken.TokenVerifierImpl;
import io.pravega.segmentstore.server.host.handler.PravegaConnectionListener;
import io.pravega.segmentstore.server.host.security.TLSHelper;
import io.pravega.segmentstore.server.host.stat.SegmentStatsRecorder;
import io.pravega.segmentstore.server.host.stat.TableSegmentStatsRecorder;
import io.pravega.segmentstore.server.logs.DurableLogConfig;
import io.pravega.segmentstore.server.logs.DurableLogFactory;
import io.pravega.segmentstore.server.reading.ContainerReadIndexFactory;
import io.pravega.segmentstore.server.reading.ReadIndexConfig;
import io.pravega.segmentstore.server.store.ServiceBuilderConfig;
import io.pravega.segmentstore.server.store.ServiceConfig;
import io.pravega.segmentstore.server.store.ServiceConfig.StorageType;
import io.pravega.segmentstore.server.tables.ContainerTableExtension;
import io.pravega.segmentstore.server.tables.ContainerTableExtensionImpl;
import io.pravega.segmentstore.server.tables.TableExtensionConfig;
import io.pravega.segmentstore.server.tables.TableService;
import io.pravega.segmentstore.server.writer.StorageWriterFactory;
import io.pravega.segmentstore.server.writer.WriterConfig;
import io.pravega.segmentstore.storage.DurableDataLogFactory;
import io.pravega.segmentstore.storage.StorageFactory;
import io.pravega.segmentstore.storage.StorageLayoutType;
import io.pravega.shared.segment.SegmentToContainerMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's segment store, which takes and serves the bytes.
 *
 * <p>Put together from Pravega's parts rather than by its starter, because a single node needs
 * less: no statistics of each append for streams that split by load, no look-out for other stores,
 * and a way to long-term storage that does not run for each append.
 */
final class SegmentStorePart implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SegmentStorePart.class);

  private static final String[] TLS_VERSIONS = {"TLSv1.2", "TLSv1.3"};
  private static final int STORAGE_THREADS = 4;
  private static final int LOW_PRIORITY_THREADS = 1;
  private static final Duration STOP = Duration.ofSeconds(8);
  private static final Duration STOP_THREADS = Duration.ofSeconds(3);

  private final NodeState.Ports ports;
  private final int containerCount;
  private final NodeSecurity security;
  private final ServiceBuilderConfig settings;
  private final Path journals;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private SegmentStorePart(
      DataDirectory directory, NodeSecurity security, ServiceBuilderConfig settings) {
    this.ports = directory.state().ports();
    this.containerCount = directory.state().containers();
    this.journals = directory.journal();
    this.security = security;
    this.settings = settings;
  }

  /** Not started yet. */
  static SegmentStorePart of(DataDirectory directory, NodeOptions options, NodeSecurity security) {
    return new SegmentStorePart(directory, security, SegmentStoreSettings.of(directory, options));
  }

  /** Returns when the containers serve. */
  void start(Deadline deadline) throws Exception {
    NodeLoop loop = closed(new NodeLoop());
    ScheduledExecutorService core = loop.executor();
    ScheduledExecutorService storage = threads(STORAGE_THREADS, "storage-io", Thread.NORM_PRIORITY);
    ScheduledExecutorService cleanUp =
        threads(LOW_PRIORITY_THREADS, "low-priority-cleanup", Thread.MIN_PRIORITY);
    CuratorFramework zooKeeper = zooKeeper();
    NodeCache cache =
        closed(new NodeCache(settings.getConfig(ServiceConfig::builder).getCachePolicy(), core));
    CacheGate gate = new CacheGate(cache, core);
    cache.startAsync().awaitRunning();
    ReadIndexFactory readIndexes =
        closed(
            new ContainerReadIndexFactory(
                settings.getConfig(ReadIndexConfig::builder), cache, core));
    DurableDataLogFactory journal = closed(new FileJournals(journals, storage));

    SegmentContainerFactory factory =
        new StreamSegmentContainerFactory(
            settings.getConfig(ContainerConfig::builder),
            new DurableLogFactory(settings.getConfig(DurableLogConfig::builder), journal, core),
            readIndexes,
            new ContainerAttributeIndexFactoryImpl(
                settings.getConfig(AttributeIndexConfig::builder), cache, core),
            writers(core, gate),
            longTermStorage(storage),
            (container, threads) ->
                Map.of(
                    ContainerTableExtension.class,
                    new ContainerTableExtensionImpl(
                        settings.getConfig(TableExtensionConfig::builder),
                        container,
                        cache,
                        threads)),
            core);
    Containers containers = new Containers(factory::createStreamSegmentContainer, storage);
    parts.push(() -> containers.stop().get(STOP.toMillis(), TimeUnit.MILLISECONDS));
    var started = containers.start(containerCount);
    register(zooKeeper);
    started.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
    listen(containers, gate, cleanUp, loop);
  }

  private ScheduledExecutorService threads(int count, String name, int priority) {
    ScheduledExecutorService pool =
        ExecutorServiceHelpers.newScheduledThreadPool(count, name, priority);
    parts.push(() -> ExecutorServiceHelpers.shutdown(STOP_THREADS, pool));
    return pool;
  }

  private CuratorFramework zooKeeper() {
    CuratorFramework client =
        closed(
            CuratorFrameworkFactory.builder()
                .connectString(EmbeddedPravega.HOST + ":" + ports.zooKeeper())
                .namespace("pravega/" + EmbeddedPravega.CLUSTER)
                .retryPolicy(new ExponentialBackoffRetry(500, 5))
                .sessionTimeoutMs(ZooKeeperPart.SESSION_MILLIS)
                .build());
    client.start();
    return client;
  }

  private WriterFactory writers(ScheduledExecutorService core, CacheGate gate) {
    WriterFactory writers =
        new StorageWriterFactory(settings.getConfig(WriterConfig::builder), core);
    return (metadata, log, readIndex, attributeIndex, storage, processors) ->
        writers.createWriter(
            metadata,
            new PacedLog(log, core, gate::isShut),
            readIndex,
            attributeIndex,
            storage,
            processors);
  }

  private StorageFactory longTermStorage(ScheduledExecutorService threads) {
    return new StorageLoader()
        .load(
            settings::getConfig,
            StorageType.FILESYSTEM.name(),
            StorageLayoutType.CHUNKED_STORAGE,
            threads);
  }

  /** Tells the controller where clients find the containers. */
  private void register(CuratorFramework zooKeeper) {
    Cluster cluster = closed(new ClusterZKImpl(zooKeeper, ClusterType.HOST));
    cluster.registerHost(new Host(EmbeddedPravega.HOST, ports.segmentStore(), null));
  }

  private void listen(
      Containers containers, CacheGate gate, ScheduledExecutorService cleanUp, NodeLoop loop)
      throws InterruptedException {
    SegmentToContainerMapper mapper =
        new SegmentToContainerMapper(containerCount, /* enableAdmin= */ false);
    StreamSegmentStore store = new GatedStore(containers, mapper, gate);
    PravegaConnectionListener handlers =
        new PravegaConnectionListener(
            security.tls().isPresent(),
            /* enableTlsReload= */ false,
            EmbeddedPravega.HOST,
            ports.segmentStore(),
            store,
            new TableService(containers, mapper),
            SegmentStatsRecorder.noOp(),
            TableSegmentStatsRecorder.noOp(),
            verifier(),
            security.certificate(),
            security.key(),
            /* replyWithStackTraceOnError= */ false,
            cleanUp,
            TLS_VERSIONS);
    closed(NodeListener.start(loop, ports.segmentStore(), handlers, tls()));
  }

  private Optional<SslContext> tls() {
    return security
        .tls()
        .map(
            files ->
                TLSHelper.newServerSslContext(
                    files.certificate().toFile(), files.key().toFile(), TLS_VERSIONS));
  }

  private DelegationTokenVerifier verifier() {
    return security.authentication().isPresent()
        ? new TokenVerifierImpl(security.tokenKey())
        : new PassingTokenVerifier();
  }

  private <T extends AutoCloseable> T closed(T part) {
    parts.push(part);
    return part;
  }

  /** Ends everything, the newest first, also after one of them failed to. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        log.warn("{} did not stop in good order", part.getClass().getSimpleName(), e);
      }
    }
  }
}
