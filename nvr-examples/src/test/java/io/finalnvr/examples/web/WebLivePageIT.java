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

  private static final String VIDEO = "document.querySelector('" + LIVE + "')";

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
  void live_comesByWebRtcOrMse_asTheUserChooses() {
    browser.page("#live");
    shownBy("gate", "WebRTC");
    SimulatedPicture first = awaitSome("a picture", () -> browser.picture(LIVE));
    double decoded = decoded();
    await("ten more frames are decoded", () -> decoded() >= decoded + 10);
    assertThat(awaitSome("another picture", () -> browser.picture(LIVE)).frame())
        .isGreaterThan(first.frame());
    assertThat(browser.number(VIDEO + ".videoWidth")).isEqualTo(640);
    assertThat(browser.number("document.querySelector('[data-tile=gate]').dataset.latency * 1"))
        .isGreaterThan(-1_000); // Camera, server and browser agree on the clock to some 20 ms.

    chooseWay("gate", "MSE");
    shownBy("gate", "MSE");
    long newest = first.frame();
    await("a picture", () -> browser.picture(LIVE).filter(p -> p.frame() > newest).isPresent());
    assertThat(browser.<Boolean>run("return " + VIDEO + ".srcObject === null")).isTrue();
    chooseWay("gate", "auto");
    shownBy("gate", "WebRTC");
  }

  @Test
  void whereWebRtcDoesNotWork_mseTakesOver_andThePageSaysWhy() {
    browser.page("#live");
    shownBy("yard", "WebRTC");
    browser.run(
        "window.RTCPeerConnection = class { constructor() { throw new Error('no such thing'); } }");

    chooseWay("yard", "WebRTC");

    shownBy("yard", "MSE");
    await("a picture", () -> browser.picture("video[data-camera=yard]").isPresent());
    assertThat(browser.find("[data-tile=yard] .figures").getAttribute("title"))
        .contains("Not by WebRTC: no such thing");
    browser.open(page.address.toString());
    browser.find("header .who");
    chooseWay("yard", "auto");
  }

  /** Waits until a tile says that it is shown in this way. */
  private void shownBy(String camera, String way) {
    String figures = "[data-tile=%s] .figures".formatted(camera);
    await(
        camera + " by " + way,
        () -> browser.has(figures) && browser.find(figures).getText().startsWith(way));
  }

  private void chooseWay(String camera, String way) {
    browser.choose("[data-tile=%s] select.way".formatted(camera), way);
  }

  @Test
  void sound_comesOnDemand() {
    browser.page("#live");
    shownBy("gate", "WebRTC");
    String sounds = "(" + VIDEO + ".srcObject?.getAudioTracks().length ?? 0)";
    assertThat(browser.number(sounds)).isZero();
    browser.run("document.querySelector('[data-tile=gate] .sound').click()");
    await("sound", () -> browser.number(sounds) == 1);
    await("pictures go on", () -> browser.picture(LIVE).isPresent());

    chooseWay("gate", "MSE");
    String heard = VIDEO + ".webkitAudioDecodedByteCount";
    await("sound is decoded", () -> browser.number(heard) > 0);
    await("pictures go on", () -> browser.picture(LIVE).isPresent());
    chooseWay("gate", "auto");
  }

  @Test
  void soundThatTheBrowserCannotDecode_doesNotTakeThePictureAway() {
    browser.page("#live");
    chooseWay("yard", "MSE");

    await("a picture", () -> browser.picture("video[data-camera=yard]").isPresent());
    await("no sound", () -> !browser.find("[data-tile=yard] .sound").isEnabled());
    assertThat(browser.find("[data-tile=gate] .sound").isEnabled()).isTrue();
    chooseWay("yard", "auto");
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
    assertThat(browser.find("[data-tile=%s] .figures".formatted(camera)).getAttribute("title"))
        .contains("Not by WebRTC: browsers take H.264 by WebRTC, and the camera sends");
  }
}
