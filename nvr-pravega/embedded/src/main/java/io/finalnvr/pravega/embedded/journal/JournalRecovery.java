package io.finalnvr.pravega.embedded.journal;

import io.finalnvr.pravega.embedded.journal.JournalFormat.FileHeader;
import io.finalnvr.pravega.embedded.journal.JournalFormat.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a journal's folder holds when it is opened, after what a crash cut off was removed from its
 * end: nothing of that was acknowledged. Damage to what was is never removed, but told.
 */
final class JournalRecovery {

  /**
   * One file that belongs to the journal.
   *
   * @param firstSequence of its first record, whether it has one or not
   */
  record Part(Path file, long firstSequence) {}

  private static final Logger log = LoggerFactory.getLogger(JournalRecovery.class);

  private final int journal;
  private final List<Part> parts = new ArrayList<>();
  private long epoch;
  private long nextSequence;
  private long end;
  private long truncatedUpTo = -1;

  private JournalRecovery(int journal) {
    this.journal = journal;
  }

  /**
   * Reads all files; what it adopts is on disk when it returns.
   *
   * @throws DamagedJournalException when something is missing or damaged that was acknowledged
   */
  static JournalRecovery of(int journal, Path directory) throws IOException {
    JournalRecovery recovery = new JournalRecovery(journal);
    List<Path> files = files(directory);
    for (Path file : files) {
      recovery.read(file, file.equals(files.get(files.size() - 1)));
    }
    if (!recovery.parts.isEmpty()
        && recovery.parts.get(0).firstSequence() > recovery.truncatedUpTo + 1) {
      throw new DamagedJournalException(
          "%s: the journal's files before record %d are missing"
              .formatted(directory, recovery.parts.get(0).firstSequence()));
    }
    return recovery;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.getFileName().toString().endsWith(JournalFile.SUFFIX))
          .sorted()
          .toList();
    }
  }

  private void read(Path file, boolean newest) throws IOException {
    try (JournalReader reader = new JournalReader(file)) {
      FileHeader header = reader.header();
      if (header == null) {
        if (!newest) {
          throw new DamagedJournalException(file + ": its header is damaged");
        }
        log.info("{} was never begun and is removed", file);
        Files.delete(file);
        return;
      }
      if (header.journal() != journal) {
        throw new DamagedJournalException(
            "%s belongs to journal %d, not %d".formatted(file, header.journal(), journal));
      }
      if (!parts.isEmpty() && header.firstSequence() != nextSequence) {
        throw new DamagedJournalException(
            "records %d to %d are missing: %s is damaged at byte %d, or a file before %s is gone"
                .formatted(
                    nextSequence,
                    header.firstSequence() - 1,
                    parts.get(parts.size() - 1).file(),
                    end,
                    file));
      }
      for (JournalRecord next = reader.next(); next != null; next = reader.next()) {
        if (next.kind() == JournalFormat.TRUNCATION) {
          truncatedUpTo = ByteBuffer.wrap(next.payload()).getLong();
        }
      }
      parts.add(new Part(file, header.firstSequence()));
      epoch = header.epoch();
      nextSequence = reader.expected();
      end = reader.end();
      if (newest) {
        if (isAcknowledgedBehind(file)) {
          throw new DamagedJournalException(
              "%s is damaged at byte %d, record %d, which was acknowledged"
                  .formatted(file, end, nextSequence));
        }
        cut(file, end);
      }
    }
  }

  /**
   * Whether a record behind the last whole one shows that more had been acknowledged. It would be
   * in the batch after the one with the damage.
   */
  private boolean isAcknowledgedBehind(Path file) throws IOException {
    ByteBuffer rest;
    try (FileChannel channel = FileChannel.open(file)) {
      long length = Math.min(channel.size() - end, 2L * Journal.BATCH_BYTES);
      rest = channel.map(FileChannel.MapMode.READ_ONLY, end, length);
    }
    for (int at = 0; at + JournalFormat.RECORD_HEADER_BYTES <= rest.limit(); at++) {
      // Most of it is nothing or of old: look at the sequence before all else.
      if (rest.getLong(at + JournalFormat.SEQUENCE_AT) > nextSequence && isProof(rest, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isProof(ByteBuffer rest, int at) {
    RecordHeader header = RecordHeader.of(rest.duplicate().position(at));
    int room = rest.limit() - at - JournalFormat.RECORD_HEADER_BYTES;
    return header != null
        && header.onDisk() >= nextSequence
        && header.length() <= room
        && JournalFormat.isWhole(
            rest.duplicate()
                .position(at)
                .limit(at + JournalFormat.RECORD_HEADER_BYTES + header.length()));
  }

  private static void cut(Path file, long end) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(end);
      channel.force(true);
    }
  }

  /** The files, oldest first. */
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /** Of the newest file, 0 where there is none. */
  long epoch() {
    return epoch;
  }

  long nextSequence() {
    return nextSequence;
  }

  /** Up to which record, itself included, nothing is needed; -1 for none. */
  long truncatedUpTo() {
    return truncatedUpTo;
  }
}
