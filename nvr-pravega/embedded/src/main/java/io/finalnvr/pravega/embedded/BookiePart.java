package io.finalnvr.pravega.embedded;

import java.io.IOException;
import org.apache.bookkeeper.bookie.InterleavedLedgerStorage;
import org.apache.bookkeeper.client.BookKeeperAdmin;
import org.apache.bookkeeper.common.component.LifecycleComponent;
import org.apache.bookkeeper.conf.ServerConfiguration;
import org.apache.bookkeeper.server.Main;
import org.apache.bookkeeper.server.conf.BookieConfiguration;
import org.apache.bookkeeper.stats.NullStatsProvider;
import org.apache.bookkeeper.zookeeper.ZooKeeperClient;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * The node's bookie: its journal is synced to disk before an append is acknowledged. It has no
 * port; the segment store reaches it inside the JVM.
 */
final class BookiePart implements AutoCloseable {

  static final String LEDGERS_PATH = "/pravega/" + EmbeddedPravega.CLUSTER + "/bookkeeper/ledgers";

  static {
    // Where Java runs with assertions, one of them fails without access to java.io's internals, and
    // BookKeeper ends the JVM when its journal's thread throws.
    ServerConfiguration.class
        .getClassLoader()
        .setPackageAssertionStatus("org.apache.bookkeeper", false);
  }

  private final LifecycleComponent bookie;

  private BookiePart(LifecycleComponent bookie) {
    this.bookie = bookie;
  }

  /** Makes the cluster's first entries in ZooKeeper; once in the life of a data directory. */
  static void createCluster(DataDirectory directory) throws Exception {
    ZooKeeper zooKeeper =
        ZooKeeperClient.newBuilder()
            .connectString(zooKeeperAddress(directory))
            .sessionTimeoutMs(ZooKeeperPart.SESSION_MILLIS)
            .build();
    try {
      createParents(zooKeeper);
    } finally {
      zooKeeper.close();
    }
    if (!BookKeeperAdmin.initNewCluster(configuration(directory))) {
      throw new IOException("BookKeeper could not lay out its metadata");
    }
  }

  static BookiePart start(DataDirectory directory) throws Exception {
    LifecycleComponent bookie =
        Main.buildBookieServer(new BookieConfiguration(configuration(directory)));
    bookie.start();
    return new BookiePart(bookie);
  }

  private static void createParents(ZooKeeper zooKeeper)
      throws KeeperException, InterruptedException {
    StringBuilder path = new StringBuilder();
    for (String name : new String[] {"pravega", EmbeddedPravega.CLUSTER, "bookkeeper"}) {
      path.append('/').append(name);
      zooKeeper.create(
          path.toString(), new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }
  }

  private static String zooKeeperAddress(DataDirectory directory) {
    return EmbeddedPravega.HOST + ":" + directory.state().ports().zooKeeper();
  }

  private static ServerConfiguration configuration(DataDirectory directory) {
    ServerConfiguration c = new ServerConfiguration();
    c.setBookieId("nvr");
    c.setMetadataServiceUri("zk+hierarchical://" + zooKeeperAddress(directory) + LEDGERS_PATH);
    c.setZkTimeout(ZooKeeperPart.SESSION_MILLIS);
    c.setAdvertisedAddress(EmbeddedPravega.HOST);
    c.setAllowLoopback(true);
    c.setBookiePort(directory.state().ports().bookie());
    // Without any, the bookie listens on all addresses; with one, on the advertised address.
    c.setListeningInterface("lo");
    c.setHttpServerEnabled(false);
    c.setStatsProviderClass(NullStatsProvider.class);

    c.setJournalDirName(directory.journal().toString());
    c.setJournalSyncData(true);
    c.setJournalAdaptiveGroupWrites(true);
    c.setJournalMaxGroupWaitMSec(1);
    c.setJournalFlushWhenQueueEmpty(true);
    c.setMaxJournalSizeMB(256);
    c.setMaxBackupJournals(0);

    c.setLedgerDirNames(new String[] {directory.ledgers().toString()});
    c.setLedgerStorageClass(InterleavedLedgerStorage.class.getName());
    c.setEntryLogSizeLimit(128L << 20);
    c.setPageLimit(1024);
    c.setGcWaitTime(60_000);
    c.setDiskUsageThreshold(0.99f);
    c.setDiskUsageWarnThreshold(0.98f);

    c.setServerNumIOThreads(2);
    // There is one client: the thread that receives an append may as well write it, and the one
    // that syncs it may answer.
    c.setNumAddWorkerThreads(0);
    c.setNumJournalCallbackThreads(0);
    c.setNumReadWorkerThreads(1);
    c.setNumLongPollWorkerThreads(1);
    c.setNumHighPriorityWorkerThreads(1);
    return c;
  }

  @Override
  public void close() {
    bookie.close();
  }
}
