package io.finalnvr.pravega.embedded;

import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.embedded.NodeState.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Everything a node keeps, while it is held by this process.
 *
 * <pre>
 * node.lock         locked by the process that runs the node
 * node.properties   {@link NodeState}
 * zookeeper/        names and assignments
 * journal/          what makes appends durable, until it is in long-term storage
 * lts/              long-term storage: the footage
 * </pre>
 */
final class DataDirectory implements AutoCloseable {

  private static final int CONTAINERS = 1;
  private static final long MIN_FREE_BYTES = 256L << 20;
  private static final List<String> PARTS = List.of("zookeeper", "journal", "lts");

  private final Path root;
  private final DirectoryLock lock;
  private NodeState state;

  private DataDirectory(Path root, DirectoryLock lock, NodeState state) {
    this.root = root;
    this.lock = lock;
    this.state = state;
  }

  /** Locks a directory, creating it where needed, and lays out what is missing. */
  static DataDirectory open(Path directory) {
    try {
      Path root = create(directory).toRealPath();
      DirectoryLock lock = DirectoryLock.tryAcquire(root).orElseThrow(() -> inUse(root));
      try {
        DataDirectory opened = new DataDirectory(root, lock, readOrNew(root));
        opened.prepare();
        return opened;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /** What the process that has the directory says about its node; empty where nobody has it. */
  static Optional<NodeState> peek(Path directory) {
    try {
      if (!Files.isRegularFile(directory.resolve("node.properties"))) {
        return Optional.empty();
      }
      Path root = directory.toRealPath();
      return DirectoryLock.isHeld(root) ? read(root) : Optional.empty();
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  Path root() {
    return root;
  }

  Path zooKeeper() {
    return root.resolve("zookeeper");
  }

  Path journal() {
    return root.resolve("journal");
  }

  Path longTermStorage() {
    return root.resolve("lts");
  }

  NodeState state() {
    return state;
  }

  /** Writes the state down, durably. */
  void state(NodeState next) {
    try {
      write(root, next);
      state = next;
    } catch (IOException e) {
      throw failure(root, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw failure(root, e);
    }
  }

  private static Path create(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
    }
    return directory;
  }

  private void prepare() throws IOException {
    if (state.phase() == Phase.CREATING) {
      for (String part : PARTS) {
        deleteAll(root.resolve(part));
      }
    }
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < MIN_FREE_BYTES) {
      throw new StorageException(
          Reason.FULL,
          "only %d MiB are free on the disk of %s; a node needs %d MiB to start: make room"
              .formatted(free >> 20, root, MIN_FREE_BYTES >> 20));
    }
    NodeState mine = state.heldBy(ProcessHandle.current().pid());
    state(mine.phase() == Phase.CREATING ? mine : mine.in(Phase.STARTING));
    for (Path part : List.of(zooKeeper(), journal(), longTermStorage())) {
      Files.createDirectories(part);
    }
  }

  private static NodeState readOrNew(Path root) throws IOException {
    Optional<NodeState> known = read(root);
    if (known.isEmpty()) {
      for (String part : PARTS) {
        if (Files.exists(root.resolve(part))) {
          throw new StorageException(
              Reason.DAMAGED,
              "%s holds %s but no node.properties; put that file back, or choose another directory"
                  .formatted(root, part));
        }
      }
    }
    return known.orElse(new NodeState(Phase.CREATING, 0, CONTAINERS, NodeState.Ports.NONE));
  }

  private static Optional<NodeState> read(Path root) throws IOException {
    Path file = root.resolve("node.properties");
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
      return Optional.of(NodeState.of(properties));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          Reason.DAMAGED, file + " is not what a node wrote: " + e.getMessage(), e);
    }
  }

  private static void write(Path root, NodeState state) throws IOException {
    Path next = root.resolve("node.properties.new");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = Channels.newOutputStream(channel);
      state.toProperties().store(out, "The embedded Pravega node; do not edit");
      out.flush();
      channel.force(true);
    }
    Files.move(
        next,
        root.resolve("node.properties"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void deleteAll(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static StorageException inUse(Path root) {
    String holder;
    try {
      holder = read(root).map(s -> "process " + s.pid()).orElse("another process");
    } catch (IOException | StorageException e) {
      holder = "another process";
    }
    return new StorageException(
        Reason.IN_USE, "%s runs a node on %s already".formatted(holder, root));
  }

  private static RuntimeException failure(Path directory, IOException e) {
    String text = String.valueOf(e.getMessage());
    if (e instanceof FileAlreadyExistsException
        || e instanceof NotDirectoryException
        || text.contains("Not a directory")) {
      return new ConfigurationException(
          directory + " is a file or lies below one; name a directory", e);
    }
    if (e instanceof AccessDeniedException) {
      return new ConfigurationException(
          "this user may not write to " + directory + "; change its owner or name another one", e);
    }
    if (text.contains("Read-only file system")) {
      return new ConfigurationException(directory + " lies on a read-only file system", e);
    }
    if (text.contains("No space left") || text.contains("Disk quota exceeded")) {
      return new StorageException(Reason.FULL, "no space left on the disk of " + directory, e);
    }
    return new StorageException(Reason.UNAVAILABLE, "can't use " + directory + ": " + text, e);
  }
}
