package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.ExportRequest;
import io.finalnvr.ExportRequest.Form;
import io.finalnvr.ExportRequest.Gaps;
import io.finalnvr.MediaException;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.VirtualFile;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FragmentedFileTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final int VIDEO = 1;

  private final Store store = new MemoryStore();
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);

  @AfterEach
  void close() {
    footage.close();
    store.close();
  }

  @Test
  void file_holdsTheFramesOfTheRangeFromTheKeyFrameBefore() {
    footage.sound().recording(T0).frames(40);

    try (VirtualFile file = open(range(1_250, 2_750))) {
      byte[] bytes = whole(file);

      assertThat(file.length()).isEqualTo(bytes.length);
      assertThat(file.mimeType()).isEqualTo("video/mp4");
      assertThat(file.range()).isEqualTo(range(1_250, 2_750));
      assertThat(frames(bytes, VIDEO)).isEqualTo(numbers(10, 28));
      // Sound n is heard 50 ms before picture n, for 100 ms.
      assertThat(frames(bytes, VIDEO + 1)).isEqualTo(numbers(12, 28));
    }
  }

  @Test
  void anyPart_isThatOfTheWhole_inWhateverOrderItIsRead() {
    footage.sound().recording(T0).frames(300).end().recording(T0.plusSeconds(100)).frames(300);

    try (VirtualFile file = open(range(1_250, 120_000))) {
      byte[] bytes = whole(file);
      Random random = new Random(4);
      for (int i = 0; i < 500; i++) {
        int from = random.nextInt(bytes.length);
        int size = 1 + random.nextInt(3_000);
        ByteBuffer part = ByteBuffer.allocate(size);

        int read = file.read(from, part);

        assertThat(read).isEqualTo(Math.min(size, bytes.length - from));
        assertThat(part.flip()).isEqualTo(ByteBuffer.wrap(bytes, from, read));
      }
      assertThat(file.read(bytes.length, ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void sameRequestForTheSameFootage_givesTheSameBytesAndTag() {
    footage.recording(T0).frames(100);

    try (VirtualFile one = open(range(1_250, 5_000));
        VirtualFile other = open(range(1_250, 5_000));
        VirtualFile longer = open(range(1_250, 5_100))) {
      footage.frames(100);
      try (VirtualFile later = open(range(1_250, 5_000))) {
        assertThat(one.etag()).matches("\"[0-9a-f]{32}\"");
        assertThat(other.etag()).isEqualTo(one.etag());
        assertThat(later.etag()).isEqualTo(one.etag());
        assertThat(longer.etag()).isNotEqualTo(one.etag());
        assertThat(whole(later)).isEqualTo(whole(one));
      }
    }
  }

  @Test
  void fileUpToTheLiveEdge_growsWithTheFootage_andChangesItsTag() {
    footage.recording(T0).frames(20);

    try (VirtualFile before = open(range(0, 60_000))) {
      footage.frames(10);
      try (VirtualFile after = open(range(0, 60_000))) {
        assertThat(frames(whole(before), VIDEO)).isEqualTo(numbers(0, 20));
        assertThat(frames(whole(after), VIDEO)).isEqualTo(numbers(0, 30));
        assertThat(after.etag()).isNotEqualTo(before.etag());
      }
    }
  }

  @Test
  void gaps_areKeptOrClosed() {
    footage.recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(3);
    footage.hole(Duration.ofSeconds(5)).frames(3);

    try (VirtualFile kept = open(range(0, 60_000));
        VirtualFile closed = open(fragmented(range(0, 60_000)).withGaps(Gaps.CLOSE))) {
      assertThat(frames(whole(kept), VIDEO)).isEqualTo(numbers(0, 18));
      assertThat(frames(whole(closed), VIDEO)).isEqualTo(numbers(0, 18));
      List<Long> keptTimes = times(whole(kept));
      List<Long> closedTimes = times(whole(closed));
      for (int i = 0; i < 18; i++) {
        long gap = i < 12 ? 0 : i < 15 ? 8_800_000 : 13_800_000;
        assertThat(closedTimes.get(i) - closedTimes.get(0)).isEqualTo(i * 100_000L);
        assertThat(keptTimes.get(i) - keptTimes.get(0)).isEqualTo(i * 100_000L + gap);
      }
      assertThat(kept.range()).isEqualTo(range(0, 15_600));
      assertThat(closed.range()).isEqualTo(range(0, 15_600));
    }
  }

  @Test
  void endBetweenReorderedFrames_hidesTheOnesBehindThatNothingRefersTo() {
    footage.recording(T0).reorderedFrames(3);

    // Shown: 0 at 100 ms, 1 at 200 ms, and so on; decoded: 0 3 1 2 6 4 5 9 7 8.
    try (VirtualFile file = open(range(0, 550))) {
      assertThat(frames(whole(file), VIDEO)).containsExactly(0, 3, 1, 2, 6, 4);
    }
  }

  @Test
  void severalCameras_takeTurnsAndHaveTracksOfTheirOwn() {
    footage.recording(T0).frames(50);
    try (TestFootage yard = new TestFootage(store.frameLog("yard.main"))) {
      yard.recording(T0.plusMillis(37)).frames(50);
    }

    ExportRequest request =
        ExportRequest.of(List.of("gate", "yard"), range(0, 60_000))
            .as(Form.FRAGMENTED)
            .withSubtitles(ZoneOffset.UTC);
    try (VirtualFile file = open(request)) {
      byte[] bytes = whole(file);
      assertThat(frames(bytes, 1)).isEqualTo(numbers(0, 50));
      assertThat(frames(bytes, 2)).isEqualTo(numbers(0, 50));
      assertThat(firstFrames(bytes, 30)).contains(1, 2);
    }
  }

  @Test
  void footageThatRetentionRemovesMeanwhile_isNotMadeUp() {
    footage.recording(T0).frames(300);

    try (VirtualFile file = open(range(0, 30_000))) {
      log.truncateBefore(T0.plusSeconds(20));

      assertThatThrownBy(() -> whole(file))
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.NO_FOOTAGE))
          .hasMessageContaining("retention has removed");
    }
  }

  @Test
  void emptyRange_saysWhatFootageThereIs() {
    footage.recording(T0).frames(12);

    assertThatThrownBy(() -> open(range(60_000, 70_000)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("footage reaches from");
  }

  @Test
  void plainForm_isRefused() {
    assertThatThrownBy(() -> open(ExportRequest.of("gate", range(0, 1))))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void closedFile_isNotRead() {
    footage.recording(T0).frames(12);
    VirtualFile file = open(range(0, 1_000));
    file.close();
    file.close();

    assertThatThrownBy(() -> file.read(file.length() - 1, ByteBuffer.allocate(1)))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.CLOSED));
  }

  private VirtualFile open(TimeRange range) {
    return open(fragmented(range));
  }

  private static ExportRequest fragmented(TimeRange range) {
    return ExportRequest.of("gate", range).as(Form.FRAGMENTED);
  }

  private VirtualFile open(ExportRequest request) {
    List<CameraLog> logs =
        request.cameraIds().stream()
            .map(id -> new CameraLog(id, store.frameLog(id + ".main")))
            .toList();
    return FragmentedFile.open(request, logs, new TestClocks(), () -> {});
  }

  private static TimeRange range(long fromMillis, long toMillis) {
    return new TimeRange(T0.plusMillis(fromMillis), T0.plusMillis(toMillis));
  }

  private static byte[] whole(VirtualFile file) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.length()));
    while (bytes.hasRemaining()) {
      file.read(bytes.position(), bytes);
    }
    return bytes.array();
  }

  /** The numbers that frames of a track have in their data. */
  private static List<Integer> frames(byte[] bytes, int track) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    return fragments(bytes).stream()
        .filter(at -> data.getInt(at + 44) == track)
        .map(at -> data.getInt(at + 112))
        .toList();
  }

  private static List<Integer> firstFrames(byte[] bytes, int count) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    return fragments(bytes).stream().skip(1).limit(count).map(at -> data.getInt(at + 44)).toList();
  }

  /** When frames are shown, in the order of their numbers. */
  private static List<Long> times(byte[] bytes) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    return fragments(bytes).stream()
        .map(at -> data.getLong(at + 60) + data.getInt(at + 100))
        .sorted()
        .toList();
  }

  /** Where fragments begin; fails where the boxes of the file do not follow each other. */
  private static List<Integer> fragments(byte[] bytes) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    List<Integer> found = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      String type = new String(bytes, at + 4, 4, StandardCharsets.US_ASCII);
      assertThat(type).isIn("ftyp", "moov", "sidx", "free", "moof", "mdat");
      if (type.equals("moof")) {
        found.add(at);
      }
      at += data.getInt(at);
    }
    assertThat(at).isEqualTo(bytes.length);
    return found;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
