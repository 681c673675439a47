package io.finalnvr.pravega.embedded;

import io.pravega.segmentstore.server.host.ServiceStarter;
import io.pravega.segmentstore.server.host.stat.AutoScalerConfig;
import io.pravega.segmentstore.server.store.ServiceBuilderConfig;
import io.pravega.segmentstore.server.store.ServiceConfig;
import io.pravega.segmentstore.server.store.ServiceConfig.DataLogType;
import io.pravega.segmentstore.server.store.ServiceConfig.StorageType;
import io.pravega.segmentstore.storage.StorageLayoutType;
import io.pravega.segmentstore.storage.impl.bookkeeper.BookKeeperConfig;
import io.pravega.shared.metrics.MetricsConfig;
import io.pravega.storage.filesystem.FileSystemStorageConfig;

/** The node's segment store, which takes and serves the bytes. */
final class SegmentStorePart implements AutoCloseable {

  private final ServiceStarter store;

  private SegmentStorePart(ServiceStarter store) {
    this.store = store;
  }

  /** Not started yet. */
  static SegmentStorePart of(DataDirectory directory, NodeOptions options, NodeSecurity security) {
    return new SegmentStorePart(new ServiceStarter(configuration(directory, options, security)));
  }

  void start() throws Exception {
    store.start();
  }

  private static ServiceBuilderConfig configuration(
      DataDirectory directory, NodeOptions options, NodeSecurity security) {
    NodeState.Ports ports = directory.state().ports();
    String zooKeeper = EmbeddedPravega.HOST + ":" + ports.zooKeeper();
    return ServiceBuilderConfig.builder()
        .include(
            ServiceConfig.builder()
                .with(ServiceConfig.CLUSTER_NAME, EmbeddedPravega.CLUSTER)
                .with(ServiceConfig.CONTAINER_COUNT, directory.state().containers())
                .with(ServiceConfig.ZK_URL, zooKeeper)
                .with(ServiceConfig.ZK_SESSION_TIMEOUT_MS, ZooKeeperPart.SESSION_MILLIS)
                .with(ServiceConfig.ZK_RETRY_SLEEP_MS, 500)
                .with(ServiceConfig.LISTENING_IP_ADDRESS, EmbeddedPravega.HOST)
                .with(ServiceConfig.LISTENING_PORT, ports.segmentStore())
                .with(ServiceConfig.PUBLISHED_IP_ADDRESS, EmbeddedPravega.HOST)
                .with(ServiceConfig.PUBLISHED_PORT, ports.segmentStore())
                .with(ServiceConfig.ENABLE_ADMIN_GATEWAY, false)
                .with(ServiceConfig.REST_LISTENING_ENABLE, false)
                .with(ServiceConfig.ENABLE_TLS, security.tls().isPresent())
                .with(ServiceConfig.CERT_FILE, security.certificate())
                .with(ServiceConfig.KEY_FILE, security.key())
                // Asked for with TLS, though nothing opens it without REST.
                .with(ServiceConfig.REST_KEYSTORE_FILE, security.key())
                .with(ServiceConfig.THREAD_POOL_SIZE, 8)
                .with(ServiceConfig.STORAGE_THREAD_POOL_SIZE, 8)
                .with(ServiceConfig.LOW_PRIORITY_THREAD_POOL_SIZE, 2)
                .with(ServiceConfig.CACHE_POLICY_MAX_SIZE, options.cacheBytes())
                .with(ServiceConfig.CACHE_POLICY_MAX_TIME, 60)
                .with(ServiceConfig.DATALOG_IMPLEMENTATION, DataLogType.BOOKKEEPER)
                .with(ServiceConfig.STORAGE_LAYOUT, StorageLayoutType.CHUNKED_STORAGE)
                .with(ServiceConfig.STORAGE_IMPLEMENTATION, StorageType.FILESYSTEM.name()))
        .include(
            BookKeeperConfig.builder()
                .with(BookKeeperConfig.ZK_ADDRESS, zooKeeper)
                .with(BookKeeperConfig.BK_LEDGER_PATH, BookiePart.LEDGERS_PATH)
                .with(BookKeeperConfig.BK_LEDGER_MAX_SIZE, 128 << 20)
                .with(BookKeeperConfig.BK_ENSEMBLE_SIZE, 1)
                .with(BookKeeperConfig.BK_WRITE_QUORUM_SIZE, 1)
                .with(BookKeeperConfig.BK_ACK_QUORUM_SIZE, 1)
                .with(BookKeeperConfig.ZK_METADATA_PATH, "/segmentstore/containers"))
        .include(
            FileSystemStorageConfig.builder()
                .with(FileSystemStorageConfig.ROOT, directory.longTermStorage().toString()))
        .include(
            AutoScalerConfig.builder()
                .with(
                    AutoScalerConfig.CONTROLLER_URI,
                    "tcp://" + EmbeddedPravega.HOST + ":" + ports.controller())
                .with(AutoScalerConfig.TLS_ENABLED, security.tls().isPresent())
                .with(AutoScalerConfig.TLS_CERT_FILE, security.certificate())
                .with(AutoScalerConfig.AUTH_ENABLED, security.authentication().isPresent())
                .with(AutoScalerConfig.TOKEN_SIGNING_KEY, security.tokenKey()))
        .include(MetricsConfig.builder().with(MetricsConfig.ENABLE_STATISTICS, false))
        .build();
  }

  @Override
  public void close() {
    store.shutdown();
  }
}
