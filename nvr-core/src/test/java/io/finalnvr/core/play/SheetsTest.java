package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.SheetRequest;
import io.finalnvr.TimeRange;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.spi.DecodeOutput;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.MediaDecoder;
import io.finalnvr.testkit.FakeMediaDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SheetsTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final int SPACE = 4;

  private final MemoryStore store = new MemoryStore();
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);
  private final FakeMediaDecoder decoder = new FakeMediaDecoder();
  private final List<DecodedFrame> sheets = new ArrayList<>();

  @AfterEach
  void close() {
    footage.close();
    store.close();
  }

  private static TimeRange seconds(long count) {
    return new TimeRange(T0, T0.plusSeconds(count));
  }

  /** The sheet as it is before it becomes a file. */
  private DecodedFrame take(SheetRequest request) {
    MediaDecoder spy =
        new MediaDecoder() {
          @Override
          public DecodeSession open(List<DecodeOutput> outputs) {
            return decoder.open(outputs);
          }

          @Override
          public Picture encode(DecodedFrame frame, PictureFormat format, int quality) {
            sheets.add(frame);
            return decoder.encode(frame, format, quality);
          }
        };
    GapFinder gaps = (a, b) -> Optional.of(Gap.of(a, b, GapCause.CAMERA_UNREACHABLE, ""));
    Sheets.take("gate", log, request, spy, gaps, new TestClocks());
    return sheets.get(0);
  }

  private List<Integer> decodedFrames() {
    return decoder.pushed().stream().map(frame -> frame.data().getInt(0)).toList();
  }

  @Test
  void tiles_areTheKeyFramesNearest_fromTheUpperLeft() {
    footage.recording(T0).frames(40);

    DecodedFrame sheet =
        take(SheetRequest.of(seconds(4), 4).layout(2, 64).captions(Optional.empty()));

    assertThat(decodedFrames()).containsExactly(0, 10, 20, 30);
    assertThat(sheet.width()).isEqualTo(SPACE + 2 * (64 + SPACE));
    assertThat(sheet.height()).isEqualTo(SPACE + 2 * (36 + SPACE));
    // The fake's pictures repeat their frame's number, four bytes, from the upper left.
    assertThat(numberAt(sheet, 0, 0)).isZero();
    assertThat(numberAt(sheet, 1, 0)).isEqualTo(10);
    assertThat(numberAt(sheet, 0, 1)).isEqualTo(20);
    assertThat(numberAt(sheet, 1, 1)).isEqualTo(30);
  }

  private static int numberAt(DecodedFrame sheet, int column, int row) {
    int x = SPACE + column * (64 + SPACE);
    int y = SPACE + row * (36 + SPACE);
    return sheet.data().getInt(y * sheet.stride(0) + 3 * x);
  }

  @Test
  void exactTiles_areTheFramesShown() {
    footage.recording(T0).frames(30);

    take(SheetRequest.every(seconds(3), Duration.ofMillis(1_300)).exact(true));

    assertThat(decodedFrames()).endsWith(20, 21, 22, 23, 24, 25, 26);
  }

  @Test
  void gaps_areEmptyTilesWithALabel() {
    footage.recording(T0).frames(10).end().recording(T0.plusSeconds(3)).frames(10).end();
    SheetRequest request = SheetRequest.of(seconds(4), 4).layout(4, 160);

    DecodedFrame sheet = take(request.captions(Optional.empty()));

    assertThat(decodedFrames()).containsExactly(0, 10);
    int middle = SPACE + 45 - Font.HEIGHT / 2;
    assertThat(lightPixels(sheet, SPACE + 164, middle, 160)).isPositive();
  }

  @Test
  void captions_areDrawnAtTheBottom() {
    DecodedFrame plain =
        take(SheetRequest.of(seconds(1), 1).layout(1, 160).captions(Optional.empty()));
    sheets.clear();
    DecodedFrame captioned =
        take(SheetRequest.of(seconds(1), 1).layout(1, 160).captions(Optional.of(ZoneOffset.UTC)));

    int row = SPACE + 90 - 6;
    assertThat(whitePixels(plain, SPACE, row, 160)).isZero();
    assertThat(whitePixels(captioned, SPACE, row, 160)).isPositive();
  }

  private static long lightPixels(DecodedFrame sheet, int left, int y, int columns) {
    return pixels(sheet, left, y, columns, 0xc8);
  }

  private static long whitePixels(DecodedFrame sheet, int left, int y, int columns) {
    return pixels(sheet, left, y, columns, 0xff);
  }

  private static long pixels(DecodedFrame sheet, int left, int y, int columns, int red) {
    long count = 0;
    for (int x = left; x < left + columns; x++) {
      count += (sheet.data().get(y * sheet.stride(0) + 3 * x) & 0xff) == red ? 1 : 0;
    }
    return count;
  }

  @Test
  void instants_areEvenlySpread() {
    assertThat(SheetRequest.of(seconds(10), 5).instants())
        .containsExactly(
            T0, T0.plusSeconds(2), T0.plusSeconds(4), T0.plusSeconds(6), T0.plusSeconds(8));
    assertThat(SheetRequest.every(seconds(10), Duration.ofSeconds(4)).instants())
        .containsExactly(T0, T0.plusSeconds(4), T0.plusSeconds(8));
  }

  @Test
  void sheetsThatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> SheetRequest.of(seconds(1), 0))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> SheetRequest.every(seconds(3_600), Duration.ofMillis(1)))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> SheetRequest.of(seconds(1), 4).layout(1_000, 1_000))
        .isInstanceOf(ConfigurationException.class);
  }
}
