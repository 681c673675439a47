package io.finalnvr.examples.web;

import static io.finalnvr.examples.web.Browser.await;
import static io.finalnvr.examples.web.Browser.awaitSome;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.examples.Forked;
import io.finalnvr.examples.Media;
import io.finalnvr.examples.web.WebClient.Visitor;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.gstreamer.SimulatedPicture;
import io.finalnvr.media.Codec;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code nvr serve} in a real browser, with simulated cameras. */
@Timeout(180)
@EnabledIf(
    value = "io.finalnvr.examples.web.Browser#isExpected",
    disabledReason = "no chromedriver; Ubuntu has none among its packages")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPageIT {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final String ADMIN = "admin's password";
  private static final String VIEWER = "viewer's password";
  private static final String RECORDED = "video[data-recorded]";
  private static final String DRAWN =
      "(c => c && c.width ? c.getContext('2d').getImageData(0, 0, c.width, c.height).data"
          + ".filter((v, i) => i %% 4 === 3 && v > 0).length : 0)(document.querySelector('%s'))";

  private static final String STEPPED = ".stage canvas[data-pictures]";
  private static final String LIVE = "video[data-camera=gate]";

  @TempDir static Path folder;
  private SimulatedCamera gate;
  private SimulatedCamera yard;
  private SimulatedCamera dock;
  private Forked server;
  private Browser browser;
  private String address;

  @BeforeAll
  void startServer() throws Exception {
    gate =
        SimulatedCamera.builder()
            .size(640, 360)
            .framesPerSecond(15)
            .gop(15)
            .audio(Codec.AAC)
            .start();
    dock =
        SimulatedCamera.builder()
            .codec(Codec.H265)
            .size(320, 184)
            .framesPerSecond(5)
            .gop(5)
            .start();
    yard =
        SimulatedCamera.builder()
            .size(320, 184)
            .framesPerSecond(10)
            .gop(20)
            .audio(Codec.PCMA)
            .start();
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path password = Files.writeString(folder.resolve("password"), ADMIN);
    server =
        Forked.start(
            out,
            err,
            "serve",
            "--store",
            "memory:page",
            "--port",
            "0",
            "--json",
            "--seconds",
            "600",
            "--admin-password-file",
            password.toString());
    browser = Browser.start(folder);
    address = awaitSome("the server's address; it says: " + read(err), () -> address(out));
    browser.shape(1280, 800, false);
    browser.open(address);
    browser.logIn("admin", ADMIN);
    add("gate", "Gate", gate);
    add("yard", "Yard", yard);
    add("dock", "Dock", dock);
    browser.page("#live");
  }

  private Optional<String> address(Path out) {
    assertThat(server.isAlive()).isTrue();
    try {
      return Optional.of(new ObjectMapper().readTree(read(out)).path("uri").asText())
          .filter(uri -> !uri.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** As an administrator does it. */
  private void add(String id, String name, SimulatedCamera camera) {
    browser.page("#cameras");
    browser.named("button", "Add a camera").click();
    browser.type("input[name=id]", id);
    browser.type("input[name=name]", name);
    browser.type("input[name=uri]", camera.uri().toString());
    browser.named("button", "Save").click();
    await(
        name + " is recorded",
        () ->
            browser.has("[data-camera=%s]".formatted(id))
                && browser.find("[data-camera=%s]".formatted(id)).getText().contains("recording"));
  }

  @AfterAll
  void close() {
    browser.close();
    server.close();
    gate.close();
    yard.close();
    dock.close();
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

  @Test
  void whatTheBrowserCannotDecode_isShownAsPictures() {
    browser.page("#live");
    String pictures = "canvas[data-pictures=dock]";

    SimulatedPicture first = awaitSome("a picture", () -> browser.picture(pictures));
    await(
        "another one",
        () -> browser.picture(pictures).filter(p -> p.frame() > first.frame()).isPresent());
    await(
        "it says how",
        () -> browser.find("[data-tile=dock] .figures").getText().startsWith("JPEG"));
  }

  @Test
  void click_showsTheInstant_andKeysStepPictureByPicture() {
    Instant asked = seekPaused("gate", 4);

    SimulatedPicture shown = shownNear(asked);
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
  void footage_isPlayedBackwards() {
    SimulatedPicture start = shownNear(seekPaused("gate", 3));
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
    await("both timelines", () -> browser.has("[data-tile=yard]") && length() >= 6);
    clickInstant(5);
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
    seekPaused("gate", 5);
    browser.keys("i");
    clickInstant(2);
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
                  folder.resolve("downloads").toFile().listFiles((d, n) -> n.endsWith(".mp4"));
              return files == null || files.length == 0
                  ? Optional.empty()
                  : Optional.of(files[0].toPath());
            });
    assertThat(Media.decodedFrames(file, "v:0")).isBetween(25L, 90L);
  }

  @Test
  void connection_isTriedOut_beforeACameraIsAdded() {
    browser.page("#cameras");
    browser.named("button", "Add a camera").click();
    browser.type("input[name=uri]", yard.uri().toString());
    browser.named("button", "Test connection").click();

    assertThat(awaitSome("a picture", () -> browser.picture(".trial img")).frame()).isPositive();
    browser.type("input[name=uri]", "rtsp://127.0.0.1:9/nothing");
    browser.named("button", "Test connection").click();
    await("why not", () -> browser.find(".trial").getText().contains("It does not work"));
    browser.named("dialog button", "Cancel").click();
  }

  @Test
  void whatOthersChange_isShownAtOnce() throws Exception {
    browser.page("#cameras");
    String state = "[data-camera=dock] .state";
    await("recording", () -> browser.find(state).getText().equals("recording"));
    WebClient http = new WebClient(URI.create(address));
    Visitor admin = http.visitor("admin", ADMIN);

    http.send(admin, "DELETE", "cameras/dock/recorder", "");
    await("stopped", () -> browser.find(state).getText().equals("not recorded"));
    http.send(admin, "POST", "cameras/dock/recorder", "{}");
    await("recording again", () -> browser.find(state).getText().equals("recording"));
  }

  @Test
  void viewer_seesNothingThatOnlyOthersMay() throws Exception {
    WebClient http = new WebClient(URI.create(address));
    Visitor admin = http.visitor("admin", ADMIN);
    String eve = "{\"role\":\"VIEWER\",\"password\":\"%s\"}".formatted(VIEWER);
    http.send(admin, "PUT", "users/eve", eve);
    browser.logOut();
    try {
      browser.logIn("eve", VIEWER);
      browser.page("#cameras");
      await("cameras", () -> browser.has("[data-camera=gate]"));
      assertThat(browser.texts("button"))
          .doesNotContain("Add a camera", "Edit", "Remove", "Stop recording", "Schedule");
      browser.page("#recorded");
      await("the timeline", () -> browser.has("canvas.timeline"));
      assertThat(browser.texts("button"))
          .contains("Snapshot")
          .doesNotContain("Export", "Hold", "Bookmark");
      browser.page("#system");
      await("the system", () -> browser.has(".figure"));
      assertThat(browser.texts("h2")).doesNotContain("Users", "What was changed");
      // What the page does not offer, the server refuses.
      assertThat(
              browser.number(
                  "fetch('/api/v1/cameras/gate/recorder', {method: 'DELETE'}).then(a => a.status)"))
          .isEqualTo(403);
    } finally {
      browser.logOut();
      browser.logIn("admin", ADMIN);
    }
  }

  @Test
  void motion_isDetected_listedWithPictures_andFoundOnTheTimeline() throws Exception {
    WebClient http = new WebClient(URI.create(address));
    Visitor admin = http.visitor("admin", ADMIN);
    browser.page("#cameras");
    browser.click("[data-camera=gate] [data-act=motion]");
    browser.click("dialog input[name=on]");
    browser.named("dialog button", "Save").click();

    browser.page("#events");
    browser.type("input[name=label]", "motion");
    await("a picture of it", () -> browser.picture(".event img").isPresent());
    await("its box", () -> browser.has(".event .box"));
    browser.click(".event");
    await("the moment", () -> browser.picture(RECORDED).isPresent());
    await(
        "the pixels of a box over the recorded video",
        () -> browser.number(DRAWN.formatted(".stage .boxes")) > 50);
    browser.page("#live");
    await(
        "the pixels of a box over the live video",
        () -> browser.number(DRAWN.formatted("[data-tile=gate] .boxes")) > 50);

    http.send(admin, "DELETE", "cameras/gate/motion", "");
    Instant now = Instant.now();
    JsonNode activity =
        http.getJson(
            admin,
            "cameras/gate/activity?from=%s&to=%s&parts=10".formatted(now.minusSeconds(60), now));
    assertThat(activity).hasSize(10).anyMatch(level -> level.asDouble() > 0);
  }

  /** Shows the recorded page of a camera, and clicks an instant so many seconds before the end. */
  private Instant seekPaused(String camera, int secondsBeforeEnd) {
    browser.page("#live");
    browser.find(".wall");
    browser.page("#recorded/" + camera);
    await("a timeline of 8 s", () -> browser.has("canvas.timeline") && length() >= 8);
    browser.named("button", "All").click();
    return clickInstant(secondsBeforeEnd);
  }

  private Instant clickInstant(int secondsBeforeEnd) {
    String end = "document.querySelector('canvas.timeline').dataset.end";
    double from = browser.number("document.querySelector('canvas.timeline').dataset.from * 1");
    double until = browser.number("document.querySelector('canvas.timeline').dataset.until * 1");
    double width = browser.number("document.querySelector('canvas.timeline').clientWidth");
    double asked = browser.number(end + " * 1") - 1_000.0 * secondsBeforeEnd;
    int x = (int) Math.round((asked - from) / (until - from) * width);
    browser.clickAt("canvas.timeline", x, 45);
    return Instant.ofEpochMilli((long) (from + x / width * (until - from)));
  }

  /** How many seconds the timeline holds. */
  private double length() {
    return browser.number(
        "(c => (c.dataset.end - c.dataset.start) / 1000 || 0)(document.querySelector('canvas.timeline'))");
  }

  private SimulatedPicture shownNear(Instant asked) {
    try {
      return awaitSome(
          "the picture of " + asked,
          () -> browser.picture(RECORDED).filter(p -> between(p.time(), asked) < 150));
    } catch (AssertionError e) {
      e.addSuppressed(new AssertionError("shown instead: " + browser.picture(RECORDED)));
      throw e;
    }
  }

  private static long between(Instant one, Instant other) {
    return Duration.between(one, other).abs().toMillis();
  }

  @Test
  void everyPage_looksAsDesigned() throws Exception {
    Files.createDirectories(SCREENSHOTS);
    WebClient http = new WebClient(URI.create(address));
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras/gate/events", "{\"label\":\"door\"}");
    http.send(admin, "POST", "cameras/yard/events", "{\"label\":\"lorry\"}");
    picture("live", "#live", LIVE);
    seekPaused("gate", 3);
    picture("recorded", "", RECORDED);
    picture("events", "#events", ".event img");
    picture("cameras", "#cameras", "");
    picture("system", "#system", "");
    browser.page("#cameras");
    browser.named("button", "Add a camera").click();
    browser.type("input[name=uri]", yard.uri().toString());
    browser.named("button", "Test connection").click();
    picture("dialog", "", ".trial img");
    browser.named("dialog button", "Cancel").click();
    browser.logOut();
    picture("login", "", "");
    browser.logIn("admin", ADMIN);
  }

  /** In two widths and two colour schemes; nothing may lie outside of the page. */
  private void picture(String page, String hash, String shows) throws Exception {
    if (!hash.isEmpty()) {
      browser.page(hash);
    }
    await("the page " + page, () -> browser.has("main h1"));
    if (!shows.isEmpty()) {
      await(page + " shows a picture", () -> browser.picture(shows).isPresent());
    }
    for (int width : new int[] {1280, 390}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.shape(width, width == 390 ? 844 : 800, dark);
        assertThat(browser.number("document.documentElement.scrollWidth"))
            .as("%s fits %d pixels", page, width)
            .isLessThanOrEqualTo(width);
        browser.screenshot(
            SCREENSHOTS.resolve("%s-%d-%s.png".formatted(page, width, dark ? "dark" : "light")));
      }
    }
    browser.shape(1280, 800, false);
  }
}
