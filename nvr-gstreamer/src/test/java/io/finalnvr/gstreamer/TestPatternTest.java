package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestPatternTest {

  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789Z");

  private static ByteBuffer paint(int width, int height, long frame, Instant time) {
    TestPattern pattern = new TestPattern(width, height);
    ByteBuffer picture = ByteBuffer.allocate(pattern.size());
    pattern.paintStill(picture);
    pattern.paintMoving(picture, frame, time);
    return picture;
  }

  @ParameterizedTest
  @CsvSource({"160, 96", "320, 180", "1280, 720", "1920, 1080", "4096, 2304", "352, 288"})
  void read_givesBackWhatWasPainted(int width, int height) {
    ByteBuffer picture = paint(width, height, 123_456_789, TIME);

    assertThat(SimulatedPicture.read(width, height, (x, y) -> picture.get(y * width + x) & 0xff))
        .hasValue(new SimulatedPicture(123_456_789, TIME));
  }

  @Test
  void read_ofAnotherPicture_isEmpty() {
    assertThat(SimulatedPicture.read(640, 360, (x, y) -> 200)).isEmpty();
    assertThat(SimulatedPicture.read(640, 360, (x, y) -> x % 256)).isEmpty();
  }

  @Test
  void paintMoving_touchesNothingThatStaysFromThePictureBefore() {
    TestPattern pattern = new TestPattern(320, 180);
    ByteBuffer again = ByteBuffer.allocate(pattern.size());
    pattern.paintStill(again);
    for (int frame = 0; frame < 50; frame++) {
      pattern.paintMoving(again, frame, TIME.minusMillis(40L * (50 - frame)));
    }
    pattern.paintMoving(again, 50, TIME);
    ByteBuffer fresh = paint(320, 180, 50, TIME);

    int noiseRows = 180 * 2 / 3;
    assertThat(again.slice(0, noiseRows * 320)).isEqualTo(fresh.slice(0, noiseRows * 320));
    assertThat(again.slice(150 * 320, 30 * 320)).isEqualTo(fresh.slice(150 * 320, 30 * 320));
  }

  @Test
  void motion_isTheOnlyThingThatChangesAndOnlyAtItsTimes() {
    BoxMotion motion =
        new BoxMotion(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10));
    TestPattern pattern = new TestPattern(320, 180, Optional.of(motion));
    ByteBuffer still = ByteBuffer.allocate(pattern.size());
    pattern.paintStill(still);
    Instant period = Instant.ofEpochSecond(1_000_000);
    pattern.paintMoving(still, 0, period);
    for (int tenths = 0; tenths < 100; tenths++) {
      ByteBuffer picture = ByteBuffer.allocate(pattern.size());
      pattern.paintStill(picture);
      pattern.paintMoving(picture, tenths, period.plusMillis(100 * tenths));
      assertThat(picture.equals(still)).as("%d", tenths).isEqualTo(tenths < 30 || tenths >= 50);
    }
  }
}
