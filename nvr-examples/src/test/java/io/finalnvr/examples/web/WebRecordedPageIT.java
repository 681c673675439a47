package io.finalnvr.examples.web;

import static io.finalnvr.examples.web.Browser.await;
import static io.finalnvr.examples.web.Browser.awaitSome;
import static io.finalnvr.examples.web.PageFixture.LANE;
import static io.finalnvr.examples.web.PageFixture.between;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.examples.Media;
import io.finalnvr.gstreamer.SimulatedPicture;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** Recorded footage in a real browser: what is shown is the instant that was asked for. */
@Timeout(180)
@EnabledIf(
    value = "io.finalnvr.examples.web.Browser#isExpected",
    disabledReason = "no chromedriver; Ubuntu has none among its packages")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebRecordedPageIT {

  private static final String SCRUBBED = "img.scrub:not([hidden])";

  /**
   * How many pixels of the timeline have the colour of motion; edges of a range may have it, too.
   */
  private static final String MOTION_DRAWN =
      "(c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
          + " for (let i = 0; i < d.length; i += 4) if (d[i] < 60 && d[i + 1] < 90 && d[i + 2] >"
          + " 100 && d[i + 2] < 200) n++; return n; })(document.querySelector('canvas.timeline'))";

  private static final String STEPPED = ".stage canvas[data-pictures]";

  private PageFixture page;
  private Browser browser;

  @BeforeAll
  void open() throws Exception {
    page = PageFixture.shared();
    browser = page.browser;
  }

  @AfterEach
  void closeDialogs() {
    browser.closeDialogs();
  }

  @Test
  void click_showsTheInstant_andKeysStepPictureByPicture() throws Exception {
    Instant asked = page.seekPaused("gate", 4);

    SimulatedPicture shown = page.shownNear("gate", asked);
    await(
        "the page tells the instant",
        () -> {
          String told = browser.find("output").getAttribute("data-instant");
          return told != null && between(Instant.parse(told), asked) < 150;
        });

    browser.keys(".");
    stepped("forward", shown.frame() + 1);
    browser.keys(".");
    stepped("forward again", shown.frame() + 2);
    browser.keys(",");
    browser.keys(",");
    browser.keys(",");
    stepped("back behind the instant asked for", shown.frame() - 1);
  }

  private void stepped(String what, long frame) {
    await(what, () -> browser.picture(STEPPED).filter(p -> p.frame() == frame).isPresent());
  }

  @Test
  void dragging_showsPicturesOfThePlaceBelow_andTheInstantWhereItEnds() throws Exception {
    page.seekPaused("gate", 3);
    int from = page.place(3);
    int to = page.place(6);
    Instant end = page.instantAt(to);

    browser.hover("canvas.timeline", to, LANE);
    await("a thumbnail of what is below", () -> isNear("#thumb img", end));
    browser.drag("canvas.timeline", from, LANE, to, LANE);
    await("a small picture while it is dragged", () -> isNear(SCRUBBED, end));
    browser.letGo();

    page.shownNear("gate", end);
    await("the small picture is gone", () -> !browser.has(SCRUBBED));
  }

  /** Small pictures are of the nearest key frame, of which there is one a second. */
  private boolean isNear(String css, Instant asked) {
    return browser.picture(css).filter(p -> between(p.time(), asked) < 1_200).isPresent();
  }

  @Test
  void timeline_isZoomedFromAMinuteToAYear() {
    page.seekPaused("gate", 3);
    for (Duration zoom : List.of(Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofDays(366))) {
      browser.choose("select[aria-label=Zoom]", String.valueOf(zoom.toMillis()));
      assertThat(page.shown()).isEqualTo(zoom);
    }
    browser.run("document.querySelector('canvas.timeline').focus()");
    browser.keys("-");
    assertThat(page.shown()).as("never more than a year").isEqualTo(Duration.ofDays(366));
    browser.keys("+");
    assertThat(page.shown()).isLessThan(Duration.ofDays(366));
    browser.keys(Keys.HOME.toString());
    assertThat(page.shown()).isLessThan(Duration.ofDays(1));
  }

  @Test
  void motion_isFoundInWhatWasRecorded_andDrawnOnTheTimeline() throws Exception {
    page.seekPaused("yard", 6);
    browser.keys("i");
    page.clickInstant(2);
    browser.keys("o");
    await("a range", () -> browser.find(".range").getText().contains("s)"));
    double before = browser.number(MOTION_DRAWN);

    assertThat(eventsOfYard()).isZero();

    browser.named("button", "Find motion").click();

    await("levels of motion on the timeline", () -> browser.number(MOTION_DRAWN) > before + 20);
    await("events in the range", () -> eventsOfYard() > 0);
  }

  private int eventsOfYard() {
    try {
      return page.http.getJson(page.admin, "cameras/yard/events?label=motion").size();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void footage_isPlayedBackwards() throws Exception {
    SimulatedPicture start = page.shownNear("gate", page.seekPaused("gate", 3));
    browser.choose("select[aria-label=Speed]", "-1");
    browser.named("button", "Play").click();

    await(
        "ten pictures before",
        () -> browser.picture(STEPPED).filter(p -> p.frame() < start.frame() - 10).isPresent());
    browser.choose("select[aria-label=Speed]", "1");
    await("forward as video", () -> "MSE".equals(browser.find(".way").getText()));
    browser.named("button", "Pause").click();
  }

  @Test
  void severalCameras_playInStep() {
    browser.page("#recorded/gate+yard");
    await("both timelines", () -> browser.has("[data-tile=yard]") && page.length() >= 6);
    page.clickInstant(5);
    browser.named("button", "Play").click();

    await(
        "both show the same time",
        () -> {
          Optional<SimulatedPicture> one = browser.picture("[data-tile=gate] video");
          Optional<SimulatedPicture> other = browser.picture("[data-tile=yard] video");
          return one.isPresent()
              && other.isPresent()
              && between(one.get().time(), other.get().time()) < 300;
        });
    browser.named("button", "Pause").click();
  }

  @Test
  void range_isExported_andTheFilePlays() throws Exception {
    page.seekPaused("gate", 5);
    browser.keys("i");
    page.clickInstant(2);
    browser.keys("o");
    await("a range", () -> browser.find(".range").getText().contains("s)"));
    browser.keys("e");
    await("its size", () -> browser.texts("dialog p").stream().anyMatch(t -> t.contains("kB")));
    browser.named("dialog button", "Export").click();

    Path file =
        awaitSome(
            "the file",
            () -> {
              File[] files =
                  page.folder.resolve("downloads").toFile().listFiles((d, n) -> n.endsWith(".mp4"));
              return files == null || files.length == 0
                  ? Optional.empty()
                  : Optional.of(files[0].toPath());
            });
    assertThat(Media.decodedFrames(file, "v:0")).isBetween(25L, 90L);
  }
}
