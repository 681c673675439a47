package io.finalnvr.core.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records that were read in a search, to be read again without asking the store; none where they
 * are too much. Not thread-safe.
 */
final class ReadRecords {

  private static final int MOST_BYTES = 16 << 20;

  private final List<FootageRecord> records = new ArrayList<>();
  private long bytes;

  void forget() {
    records.clear();
    bytes = 0;
  }

  void add(FootageRecord record) {
    bytes += record.stored().payload().remaining();
    if (bytes <= MOST_BYTES) {
      records.add(record);
    } else {
      records.clear();
    }
  }

  /**
   * All from the one at a position on.
   *
   * @return empty where that is not one of them, or where one that begins there would look
   *     different, because something before it could not be read
   */
  Optional<List<FootageRecord>> from(long position) {
    for (int i = 0; i < records.size(); i++) {
      FootageRecord first = records.get(i);
      if (first.stored().position() == position && first.broken().isEmpty()) {
        return Optional.of(List.copyOf(records.subList(i, records.size())));
      }
    }
    return Optional.empty();
  }
}
