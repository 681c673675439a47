package io.finalnvr.pravega.embedded;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.embedded.NodeState.Phase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable single Pravega node in this JVM: ZooKeeper, controller and segment store with journal
 * and long-term storage in files, all under one data directory. What a writer got a receipt for is
 * on disk and survives a kill -9 and a power cut; the next start on the directory has it again.
 *
 * <p>Listens on 127.0.0.1 only, on ports chosen at the first start and kept where they are free;
 * without authentication, so every user of the machine can reach it. One node per directory;
 * several directories can have their nodes in one JVM. Streams with a scaling policy are taken, but
 * not split.
 *
 * <p>What it does to the JVM beside its own threads:
 *
 * <ul>
 *   <li>The system properties {@code controller.container.count}, {@code
 *       controller.watermarking.bucket.count} and {@code controller.watermarking.thread.count} are
 *       set while Pravega's configuration class is loaded, and put back.
 *   <li>That class logs all system properties and environment variables at INFO: keep the logger
 *       {@code io.pravega.controller.util.Config} above it.
 *   <li>Some threads end only seconds after {@link #close()} returned: ZooKeeper's {@code
 *       SessionTracker}, Netty's and gRPC's. None keeps the JVM alive for longer, and none holds a
 *       port or a file.
 *   <li>A JVM that stood still for more than an hour has to start its node again.
 * </ul>
 *
 * <p>Thread-safe. The caller that started a node closes it.
 */
public final class EmbeddedPravega implements AutoCloseable {

  static final String HOST = "127.0.0.1";
  static final String CLUSTER = "nvr";

  private static final Duration PART_CLOSE = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPravega.class);

  private final DataDirectory directory;
  private final NodeSecurity security;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  private EmbeddedPravega(DataDirectory directory, NodeSecurity security) {
    this.directory = directory;
    this.security = security;
  }

  /** Starts a node with the default options. */
  public static EmbeddedPravega start(Path directory) {
    return start(directory, NodeOptions.defaults());
  }

  /**
   * Starts the node of a directory, which is created where needed. Blocks for a few seconds, at
   * most for the start timeout.
   *
   * @throws io.finalnvr.ConfigurationException when the directory can't be used or the options
   *     don't fit the JVM
   * @throws StorageException with reason IN_USE when a node runs on the directory already, FULL
   *     when there is no room, DAMAGED when what it holds can't be understood, UNAVAILABLE when a
   *     part does not start
   */
  public static EmbeddedPravega start(Path directory, NodeOptions options) {
    return start(directory, options, NodeSecurity.NONE);
  }

  static EmbeddedPravega start(Path directory, NodeOptions options, NodeSecurity security) {
    options.checkFits(DirectMemory.maxBytes());
    DataDirectory held = DataDirectory.open(directory);
    EmbeddedPravega node = new EmbeddedPravega(held, security);
    try {
      node.startParts(options);
      return node;
    } catch (Exception e) {
      node.close();
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new StorageException(
          Reason.UNAVAILABLE, "the node on " + held.root() + " did not start: " + e, e);
    }
  }

  /**
   * The store of the node that this or another process runs on a directory, to open with {@link
   * io.finalnvr.spi.StoreConfig}; empty where none runs or it is not ready yet.
   */
  public static Optional<URI> find(Path directory) {
    return DataDirectory.peek(directory)
        .filter(state -> state.phase() == Phase.RUNNING)
        .map(state -> storeUri(NodeSecurity.NONE, state.ports()));
  }

  /** The address of the controller, for Pravega's own clients and tools. */
  public URI controllerUri() {
    return URI.create(
        (security.tls().isPresent() ? "tls" : "tcp")
            + "://"
            + HOST
            + ":"
            + directory.state().ports().controller());
  }

  /** The store on this node. */
  public URI storeUri() {
    return storeUri(security, directory.state().ports());
  }

  private static URI storeUri(NodeSecurity security, NodeState.Ports ports) {
    String scheme = security.tls().isPresent() ? "pravegas" : "pravega";
    return URI.create(scheme + "://" + HOST + ":" + ports.controller() + "/" + CLUSTER);
  }

  private void startParts(NodeOptions options) throws Exception {
    Deadline deadline = Deadline.after(options.startTimeout());
    directory.state(directory.state().with(FreePorts.keepOrReplace(directory.state().ports())));
    NodeState state = directory.state();

    started(
        "ZooKeeper",
        ZooKeeperPart.start(directory.zooKeeper(), state.ports().zooKeeper(), deadline));
    ControllerPart controller = ControllerPart.begin(state.ports(), state.containers(), security);
    try {
      SegmentStorePart store = SegmentStorePart.of(directory, options, security);
      parts.push(store);
      store.start(deadline);
      log.debug("segment store runs");
    } finally {
      parts.push(controller);
    }
    controller.finish(deadline);
    directory.state(state.in(Phase.RUNNING));
    log.info("node on {} runs at {}", directory.root(), controllerUri());
  }

  private void started(String name, AutoCloseable part) {
    parts.push(part);
    log.debug("{} runs", name);
  }

  /**
   * Stops the node: controller, segment store, ZooKeeper. Blocks for some seconds. Close the stores
   * that use it first. Idempotent.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!parts.isEmpty()) {
      closeQuietly(parts.pop());
    }
    if (directory.state().phase() != Phase.CREATING) {
      directory.state(directory.state().in(Phase.STOPPED));
    }
    directory.close();
    log.info("node on {} stopped", directory.root());
  }

  private static void closeQuietly(AutoCloseable part) {
    Thread closer = new Thread(() -> closeLogged(part), "nvr-node-close");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(PART_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (closer.isAlive()) {
      log.warn("{} takes too long to stop and is left behind", part.getClass().getSimpleName());
    }
  }

  private static void closeLogged(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.warn("part of the node did not stop in good order", e);
    }
  }
}
