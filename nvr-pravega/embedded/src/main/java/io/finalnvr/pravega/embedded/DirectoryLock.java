package io.finalnvr.pravega.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The one lock of a data directory; the operating system drops it when the process ends.
 *
 * <p>Closing any channel of a file drops the locks that the process holds on it, so the lock file
 * is not even opened for a directory that this JVM has locked.
 */
final class DirectoryLock implements AutoCloseable {

  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Takes the lock of a directory, a real path; empty where somebody has it. */
  static Optional<DirectoryLock> tryAcquire(Path directory) throws IOException {
    synchronized (HELD_HERE) {
      if (HELD_HERE.contains(directory)) {
        return Optional.empty();
      }
      FileChannel channel =
          FileChannel.open(
              directory.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        // Another class loader of this JVM has it.
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
      if (lock == null) {
        return Optional.empty();
      }
      HELD_HERE.add(directory);
      return Optional.of(new DirectoryLock(directory, channel));
    }
  }

  /** Whether somebody has the lock. */
  static boolean isHeld(Path directory) throws IOException {
    synchronized (HELD_HERE) {
      Optional<DirectoryLock> mine = tryAcquire(directory);
      if (mine.isPresent()) {
        mine.get().close();
      }
      return mine.isEmpty();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD_HERE) {
      if (channel.isOpen()) {
        channel.close();
        HELD_HERE.remove(directory);
      }
    }
  }
}
