package io.finalnvr.pravega.embedded;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.ServerCnxn;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** The node's ZooKeeper: who is who, and what streams there are. */
final class ZooKeeperPart implements AutoCloseable {

  /**
   * Sessions only tell the living from the dead, and on a single node all live and die together:
   * they last so long that no pause of the JVM ends them, and what a killed process left is removed
   * at the next start.
   */
  static final int SESSION_MILLIS = 3_600_000;

  private static final int TICK_MILLIS = 2_000;
  private static final int KEPT_SNAPSHOTS = 3;
  private static final int PURGE_HOURS = 1;

  private final ZooKeeperServer server;
  private final ServerCnxnFactory network;
  private final DatadirCleanupManager purge;

  private ZooKeeperPart(
      ZooKeeperServer server, ServerCnxnFactory network, DatadirCleanupManager purge) {
    this.server = server;
    this.network = network;
    this.purge = purge;
  }

  static ZooKeeperPart start(Path directory, int port, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    File files = directory.toFile();
    ZooKeeperServer server = new ZooKeeperServer(files, files, TICK_MILLIS);
    server.setMaxSessionTimeout(SESSION_MILLIS);
    ServerCnxnFactory network =
        ServerCnxnFactory.createFactory(new InetSocketAddress(EmbeddedPravega.HOST, port), 0);
    ZooKeeperPart part =
        new ZooKeeperPart(
            server, network, new DatadirCleanupManager(files, files, KEPT_SNAPSHOTS, PURGE_HOURS));
    try {
      network.startup(server);
      part.endOldSessions(deadline);
      part.purge.start();
      return part;
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      part.close();
      throw e;
    }
  }

  /** Removes what a killed process registered, which the new one would else wait for. */
  private void endOldSessions(Deadline deadline) throws InterruptedException, TimeoutException {
    Set<Long> sessions = server.getZKDatabase().getSessionWithTimeOuts().keySet();
    Set<Long> old = Set.copyOf(sessions);
    old.forEach(server::closeSession);
    deadline.await(
        "the end of old ZooKeeper sessions", () -> sessions.stream().noneMatch(old::contains));
  }

  @Override
  public void close() {
    purge.shutdown();
    network.closeAll(ServerCnxn.DisconnectReason.SERVER_SHUTDOWN);
    network.shutdown();
    server.shutdown(true);
  }
}
