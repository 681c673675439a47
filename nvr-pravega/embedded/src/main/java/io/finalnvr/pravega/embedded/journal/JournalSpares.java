package io.finalnvr.pravega.embedded.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files of full length, or nearly, that a journal may go on in. A sync of one that need not grow
 * waits for its own bytes only; one that grows waits for all that the file system has to write
 * first. Files that are not needed any more come here; what they hold has sequences that are past.
 * Thread-safe.
 */
final class JournalSpares {

  private static final String SUFFIX = ".spare";
  private static final String UNFINISHED = ".unfinished";
  private static final int MOST = 8;
  private static final int PIECE_BYTES = 1 << 20;

  private final Path directory;
  private final long fileBytes;
  private final Deque<Path> spares = new ArrayDeque<>();
  private boolean preparing;
  private long made;

  private JournalSpares(Path directory, long fileBytes) {
    this.directory = directory;
    this.fileBytes = fileBytes;
  }

  /** Takes over what is in a folder from before. */
  static JournalSpares of(Path directory, long fileBytes) throws IOException {
    JournalSpares spares = new JournalSpares(directory, fileBytes);
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(UNFINISHED)) {
        Files.delete(file);
      } else if (name.matches("\\d{1,18}\\" + SUFFIX)) {
        spares.made = Long.parseLong(name.substring(0, name.length() - SUFFIX.length())) + 1;
        spares.spares.add(file);
      }
    }
    return spares;
  }

  synchronized boolean isEmpty() {
    return spares.isEmpty();
  }

  /** One that nobody else gets; null where there is none. */
  synchronized @Nullable Path take() {
    return spares.poll();
  }

  /** Keeps a file that is not needed any more, or removes it. */
  void give(Path file) throws IOException {
    if (Files.size(file) < fileBytes / 4 * 3 || hasEnough()) {
      Files.delete(file);
      return;
    }
    Path spare = next();
    Files.move(file, spare);
    add(spare);
  }

  /** Makes one where there is none. Takes as long as the disk takes for a whole file. */
  void prepare() throws IOException {
    synchronized (this) {
      if (preparing || !spares.isEmpty()) {
        return;
      }
      preparing = true;
    }
    try {
      Path spare = next();
      Path unfinished = directory.resolve(spare.getFileName() + UNFINISHED);
      fill(unfinished);
      Files.move(unfinished, spare);
      add(spare);
    } finally {
      synchronized (this) {
        preparing = false;
      }
    }
  }

  private void fill(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE_BYTES);
      while (channel.size() < fileBytes) {
        zeros.clear().limit((int) Math.min(PIECE_BYTES, fileBytes - channel.size()));
        channel.write(zeros, channel.size());
        channel.force(true);
      }
    }
  }

  private synchronized Path next() {
    return directory.resolve("%010d%s".formatted(made++, SUFFIX));
  }

  private synchronized boolean hasEnough() {
    return spares.size() >= MOST;
  }

  private synchronized void add(Path spare) {
    spares.add(spare);
  }
}
