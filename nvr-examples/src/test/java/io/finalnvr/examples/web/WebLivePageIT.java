package io.finalnvr.examples.web;

import static io.finalnvr.examples.web.Browser.await;
import static io.finalnvr.examples.web.Browser.awaitSome;
import static io.finalnvr.examples.web.PageFixture.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.gstreamer.SimulatedPicture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall in a real browser, with simulated cameras. */
@Timeout(180)
@EnabledIf(
    value = "io.finalnvr.examples.web.Browser#isExpected",
    disabledReason = "no chromedriver; Ubuntu has none among its packages")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebLivePageIT {

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
  void wall_reallyPlays() {
    browser.page("#live");
    SimulatedPicture first = awaitSome("a picture", () -> browser.picture(LIVE));
    double time = browser.number("document.querySelector('%s').currentTime".formatted(LIVE));
    double decoded = decoded();

    await("ten more frames are decoded", () -> decoded() >= decoded + 10);

    assertThat(browser.number("document.querySelector('%s').currentTime".formatted(LIVE)))
        .isGreaterThan(time);
    SimulatedPicture later = awaitSome("another picture", () -> browser.picture(LIVE));
    assertThat(later.frame()).isGreaterThan(first.frame());
    assertThat(later.time()).isAfter(first.time());
  }

  @Test
  void sound_comesOnDemand() {
    browser.page("#live");
    await("a picture", () -> browser.picture(LIVE).isPresent());
    String heard = "document.querySelector('%s').webkitAudioDecodedByteCount".formatted(LIVE);
    assertThat(browser.number(heard)).isZero();

    browser.run("document.querySelector('[data-tile=gate] .sound').click()");

    await("sound is decoded", () -> browser.number(heard) > 0);
    await("pictures go on", () -> browser.picture(LIVE).isPresent());
  }

  @Test
  void soundThatTheBrowserCannotDecode_doesNotTakeThePictureAway() {
    browser.page("#live");

    await("a picture", () -> browser.picture("video[data-camera=yard]").isPresent());
    assertThat(browser.find("[data-tile=yard] .sound").isEnabled()).isFalse();
    assertThat(browser.find("[data-tile=gate] .sound").isEnabled()).isTrue();
  }

  private double decoded() {
    return browser.number(
        "document.querySelector('%s').getVideoPlaybackQuality().totalVideoFrames".formatted(LIVE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dock", "ramp"})
  void h265AndMotionJpeg_areShownAsPictures(String camera) {
    browser.page("#live");
    String pictures = "canvas[data-pictures=%s]".formatted(camera);

    SimulatedPicture first = awaitSome("a picture", () -> browser.picture(pictures));
    await(
        "another one",
        () -> browser.picture(pictures).filter(p -> p.frame() > first.frame()).isPresent());
    await(
        "it says how",
        () ->
            browser.find("[data-tile=%s] .figures".formatted(camera)).getText().startsWith("JPEG"));
  }
}
