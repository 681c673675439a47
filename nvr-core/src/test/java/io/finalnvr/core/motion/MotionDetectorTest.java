package io.finalnvr.core.motion;

import static io.finalnvr.core.motion.TestScene.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finalnvr.Event;
import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.analysis.Zone;
import io.finalnvr.core.motion.TestScene.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MotionDetectorTest {

  private static final MotionSettings STANDARD = MotionSettings.standard();

  private static MotionDetector detector() {
    return new MotionDetector(STANDARD);
  }

  // What is motion

  @ParameterizedTest
  @CsvSource({"20,0", "20,3", "90,0", "90,6", "150,2", "230,6", "230,0"})
  void boxThatMoves_isOnePeriodWithTheBeginAndEndOfItsMotion(double brightness, double noise)
      throws Exception {
    TestScene scene = new TestScene(1).noise(noise).movingBox(10, 20, 30, 40, brightness);

    List<Found> found = scene.show(detector(), 30);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).from()).isCloseTo(10, within(0.41));
    assertThat(found.get(0).to()).isCloseTo(20, within(0.41));
  }

  @ParameterizedTest
  @ValueSource(doubles = {12, -14, 25})
  void littleContrastOnASmoothWall_isEnough(double contrast) throws Exception {
    TestScene scene =
        new TestScene(2)
            .noise(2)
            .with(
                (pixels, t) -> {
                  if (t >= 10 && t < 16) {
                    fill(pixels, 170 + (int) ((t - 10) * 15), 70, 30, 40, 128 + contrast);
                  }
                });
    List<Found> found = scene.show(detector(), 25);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).from()).isCloseTo(10, within(0.41));
    assertThat(found.get(0).to()).isCloseTo(16, within(0.41));
  }

  @Test
  void boxAndScore_sayWhereAndHowMuch() throws Exception {
    TestScene scene = new TestScene(3).movingBox(10, 20, 32, 36, 230);
    MotionDetector detector = detector();
    for (int i = 0; i < 75; i++) {
      detector.analyze(scene.frame(i / 5.0));
    }
    Detection detection = detector.analyze(scene.frame(15)).get(0);
    Event.Area box = detection.box().orElseThrow();
    assertThat(detection.label()).isEqualTo("motion");
    assertThat(box.x()).isCloseTo(0.45, within(0.06));
    assertThat(box.y()).isCloseTo(80 / 180.0, within(0.03));
    assertThat(box.width()).isCloseTo(0.1, within(0.06));
    assertThat(box.height()).isCloseTo(0.2, within(0.03));
    assertThat(detection.score()).isCloseTo(Math.sqrt(0.02), within(0.04));
  }

  @Test
  void whatComesAndStays_hasStoppedMoving_andWhatItLeavesBehindIsNoMotion() throws Exception {
    TestScene scene =
        new TestScene(4)
            .noise(2)
            .with(
                (pixels, t) -> {
                  if (t >= 10 && t < 40) {
                    int left = t < 14 ? (int) ((t - 10) * 30) : t < 36 ? 120 : (int) (t * 30 - 960);
                    fill(pixels, left, 80, 40, 40, 220);
                  }
                });
    List<Found> found = scene.show(detector(), 60);
    assertThat(found).hasSize(2);
    assertThat(found.get(0).to()).isCloseTo(14, within(0.5));
    assertThat(found.get(1).from()).isCloseTo(36, within(0.5));
    assertThat(found.get(1).to()).isCloseTo(40, within(0.5));
  }

  @Test
  void secondMotion_isAnotherOneOnlyAfterARest() throws Exception {
    TestScene scene = new TestScene(5);
    scene.movingBox(10, 13, 30, 40, 220).movingBox(14, 17, 30, 40, 220);
    scene.movingBox(22, 25, 30, 40, 220);
    assertThat(scene.show(detector(), 30))
        .extracting(found -> Math.round(found.from()))
        .containsExactly(10L, 22L);
  }

  @Test
  void somethingSoLargeThatItFillsThePicture_isToldOfWhenItGoesOn() throws Exception {
    TestScene scene =
        new TestScene(6)
            .with(
                (pixels, t) -> {
                  if (t >= 10 && t < 16) {
                    Random paint = new Random((long) (t * 5));
                    for (int i = 0; i < 40; i++) {
                      int left = paint.nextInt(300);
                      fill(pixels, left, paint.nextInt(150), 80, 60, paint.nextInt(220) + 16);
                    }
                  }
                });
    assertThat(scene.show(detector(), 25)).hasSize(1);
  }

  // What is none: each scene lasts a minute and a half

  private static void assertQuiet(TestScene scene) throws Exception {
    assertThat(scene.show(detector(), 90)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 3, 8, 15})
  void noise_isNoMotion(double deviation) throws Exception {
    assertQuiet(new TestScene(10).noise(deviation));
  }

  @Test
  void lightThatIsSwitched_isNoMotion() throws Exception {
    assertQuiet(new TestScene(11).noise(2).light(t -> (int) (t / 13) % 2 == 0 ? 1 : 0.5));
    assertQuiet(new TestScene(12).noise(2).light(t -> (int) (t / 17) % 2 == 0 ? 0.3 : 1.2));
  }

  @Test
  void lampThatWarmsUp_isNoMotion() throws Exception {
    assertQuiet(
        new TestScene(13).noise(2).light(t -> 0.5 + 0.5 * Math.min(1, Math.max(0, (t - 20) / 2))));
  }

  @Test
  void lightInAPartOfThePicture_isNoMotion() throws Exception {
    assertQuiet(
        new TestScene(14)
            .noise(2)
            .with(
                (pixels, t) -> {
                  if ((int) (t / 15) % 2 == 1) {
                    for (double[] row : pixels) {
                      for (int x = 40; x < 150; x++) {
                        row[x] = Math.min(235, row[x] * 1.4);
                      }
                    }
                  }
                }));
  }

  @Test
  void sunrise_isNoMotion() throws Exception {
    assertQuiet(new TestScene(15).noise(3).light(t -> 0.25 + t / 120));
  }

  @Test
  void cloudsThatPass_areNoMotion() throws Exception {
    assertQuiet(new TestScene(16).noise(2).light(t -> 0.8 + 0.2 * Math.sin(t / 2)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3})
  void compression_isNoMotion(double strength) throws Exception {
    assertQuiet(new TestScene(17).noise(1).blocks(strength));
  }

  @Test
  void flickerOfTheLight_isNoMotion() throws Exception {
    assertQuiet(new TestScene(18).noise(2).light(t -> 1 + 0.2 * Math.sin(t * 31)));
    Random lamp = new Random(1);
    assertQuiet(new TestScene(19).noise(2).light(t -> 0.85 + 0.15 * lamp.nextDouble()));
  }

  /** What a rolling shutter makes of lamps on the mains. */
  private static void bands(double[][] pixels, double seconds) {
    for (int y = 0; y < pixels.length; y++) {
      double phase = y * 1.7 / pixels.length + seconds * 1.3;
      for (int x = 0; x < pixels[y].length; x++) {
        pixels[y][x] *= 1 + 0.12 * Math.sin(2 * Math.PI * phase);
      }
    }
  }

  @Test
  void bandsThatWanderAcrossThePicture_areNoMotion_andHideNone() throws Exception {
    assertQuiet(new TestScene(25).noise(2).with(MotionDetectorTest::bands));
    TestScene scene =
        new TestScene(25).noise(2).movingBox(10, 20, 30, 40, 200).with(MotionDetectorTest::bands);
    List<Found> found = scene.show(detector(), 30);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).from()).isCloseTo(10, within(0.61));
    assertThat(found.get(0).to()).isCloseTo(20, within(0.61));
  }

  @Test
  void somethingWiderThanHalfOfThePicture_isNotTakenForABand() throws Exception {
    for (double brightness : new double[] {40, 100, 215}) {
      TestScene scene = new TestScene(26).noise(2).movingBox(10, 16, 220, 60, brightness);
      List<Found> found = scene.show(detector(), 25);
      assertThat(found).as("brightness %s", brightness).hasSize(1);
      assertThat(found.get(0).from()).isCloseTo(10, within(0.61));
    }
  }

  @Test
  void cameraThatTrembles_isNoMotion() throws Exception {
    Random wind = new Random(1);
    assertQuiet(
        new TestScene(27)
            .noise(2)
            .with(
                (pixels, t) -> {
                  int by = wind.nextInt(2);
                  for (double[] row : pixels) {
                    System.arraycopy(row.clone(), 0, row, by, row.length - by);
                  }
                }));
  }

  @Test
  void sparkleOfRain_isNoMotion() throws Exception {
    Random rain = new Random(1);
    assertQuiet(
        new TestScene(20)
            .noise(2)
            .with(
                (pixels, t) -> {
                  for (int i = 0; i < 40; i++) {
                    fill(pixels, rain.nextInt(320), rain.nextInt(170), 1, 10, 220);
                  }
                }));
  }

  @Test
  void clockInThePicture_isMaskedOut() throws Exception {
    TestScene scene =
        new TestScene(21)
            .noise(2)
            .with(
                (pixels, t) -> {
                  Random digits = new Random((long) (t * 5));
                  for (int i = 0; i < 20; i++) {
                    fill(pixels, 4 + i * 4, 4, 4, 12, digits.nextInt(2) * 200 + 20);
                  }
                });
    Zone clock = Zone.of("clock", new Event.Area(0, 0, 0.35, 0.12));
    assertThat(scene.show(new MotionDetector(STANDARD.mask(clock)), 60)).isEmpty();
  }

  @Test
  void flash_isTooShort() throws Exception {
    TestScene scene = new TestScene(22).movingBox(10, 10.4, 40, 40, 230);
    assertThat(scene.show(detector(), 20)).isEmpty();
    assertThat(
            new TestScene(22)
                .movingBox(10, 10.4, 40, 40, 230)
                .show(new MotionDetector(STANDARD.minDuration(Duration.ZERO)), 20))
        .isNotEmpty();
  }

  @Test
  void whatIsTooSmall_isNoMotion() throws Exception {
    TestScene scene = new TestScene(23).movingBox(10, 20, 30, 40, 230);
    assertThat(scene.show(new MotionDetector(STANDARD.minArea(0.05)), 30)).isEmpty();
  }

  @Test
  void lessSensitivity_seesOnlyWhatDiffersMuch() throws Exception {
    TestScene scene =
        new TestScene(24)
            .with(
                (pixels, t) -> {
                  if (t >= 10 && t < 16) {
                    fill(pixels, 170 + (int) ((t - 10) * 15), 70, 30, 40, 145);
                  }
                });
    assertThat(scene.show(new MotionDetector(STANDARD.sensitivity(0)), 25)).isEmpty();
    assertThat(scene.show(new MotionDetector(STANDARD.sensitivity(0.7)), 25)).hasSize(1);
  }

  // Zones

  @Test
  void eachZone_hasItsOwnMotion() throws Exception {
    Zone left = Zone.of("door", new Event.Area(0, 0, 0.4, 1));
    Zone right = Zone.of("street", new Event.Area(0.6, 0, 0.4, 1));
    MotionDetector detector = new MotionDetector(STANDARD.zone(left).zone(right));
    TestScene scene = new TestScene(30).movingBox(10, 20, 30, 40, 230);
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      for (Detection detection : detector.analyze(scene.frame(i / 5.0))) {
        String zone = detection.attributes().get("zone");
        if (!order.contains(zone)) {
          order.add(zone);
        }
        Event.Area box = detection.box().orElseThrow();
        assertThat("door".equals(zone) ? box.x() + box.width() : 1 - box.x())
            .isLessThanOrEqualTo(0.43);
      }
    }
    assertThat(order).containsExactly("door", "street");
  }

  // Going on

  @Test
  void anotherOne_goesOnAfterAWarmUp_withTheSameTrackAndBegin() throws Exception {
    TestScene scene = new TestScene(40).noise(2).movingBox(20, 30, 30, 40, 230);
    MotionDetector first = detector();
    Detection before = null;
    for (int i = 0; i <= 125; i++) {
      before = first.analyze(scene.frame(i / 5.0)).stream().findFirst().orElse(null);
    }
    MotionDetector second = detector();
    for (int i = 125 - 75; i <= 125; i++) {
      second.analyze(scene.frame(i / 5.0));
    }
    second.restore(first.state());
    Detection after = second.analyze(scene.frame(25.2)).get(0);
    assertThat(before).isNotNull();
    assertThat(after.track()).isEqualTo(before.track());
    assertThat(after.since()).isEqualTo(before.since());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1,2,3", "1,null,null,0,0,true", ";;;", "a,b,c,d,e,f"})
  void stateThatCannotBeRead_isLeftOut(String state) throws Exception {
    MotionDetector detector = detector();
    detector.restore(state);
    assertThat(new TestScene(41).movingBox(10, 15, 30, 40, 230).show(detector, 20)).hasSize(1);
  }

  // Properties

  @Test
  void boxesLieInThePicture_scoresGoFrom0To1_periodsDoNotOverlap_whateverIsShown()
      throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      TestScene scene = new TestScene(seed).noise(random.nextInt(10));
      for (int i = 0; i < 5; i++) {
        double from = random.nextInt(40);
        double to = from + 0.2 + random.nextInt(10);
        int width = 4 + random.nextInt(200);
        scene.movingBox(from, to, width, 4 + random.nextInt(90), 16 + random.nextInt(220));
      }
      MotionDetector detector =
          new MotionDetector(
              STANDARD
                  .sensitivity(random.nextDouble())
                  .minArea(0.001 + random.nextDouble() / 50)
                  .framesPerSecond(5));
      List<Found> found = scene.show(detector, 50);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).from()).as("seed %d", seed).isLessThanOrEqualTo(found.get(i).to());
        assertThat(found.get(i).greatest()).isBetween(0.0, 1.0);
        if (i > 0) {
          assertThat(found.get(i).from()).isGreaterThan(found.get(i - 1).to());
        }
      }
    }
  }

  @Test
  void thePeriodDoesNotDependOnWhereInThePictureItMoves() throws Exception {
    for (int top = 0; top <= 140; top += 35) {
      int y = top;
      TestScene scene =
          new TestScene(50)
              .noise(2)
              .with(
                  (pixels, t) -> {
                    if (t >= 10 && t < 15) {
                      fill(pixels, (int) ((t - 10) * 50), y, 30, 40, 235);
                    }
                  });
      List<Found> found = scene.show(detector(), 25);
      assertThat(found).as("top %d", top).hasSize(1);
      assertThat(found.get(0).from()).isCloseTo(10, within(0.41));
      assertThat(found.get(0).to()).isCloseTo(15, within(0.41));
    }
  }
}
