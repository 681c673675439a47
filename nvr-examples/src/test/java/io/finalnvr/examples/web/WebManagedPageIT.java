package io.finalnvr.examples.web;

import static io.finalnvr.examples.web.Browser.await;
import static io.finalnvr.examples.web.Browser.awaitSome;
import static io.finalnvr.examples.web.PageFixture.LIVE;
import static io.finalnvr.examples.web.PageFixture.RECORDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Cameras, events, users and how all pages look, in a real browser. */
@Timeout(180)
@EnabledIf(
    value = "io.finalnvr.examples.web.Browser#isExpected",
    disabledReason = "no chromedriver; Ubuntu has none among its packages")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebManagedPageIT {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final int NARROW = 390;
  private static final int[] WIDTHS = {1280, NARROW};
  private static final String VIEWER = "viewer's password";
  private static final String DRAWN =
      "(c => c && c.width ? c.getContext('2d').getImageData(0, 0, c.width, c.height).data"
          + ".filter((v, i) => i %% 4 === 3 && v > 0).length : 0)(document.querySelector('%s'))";

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
  void connection_isTriedOut_beforeACameraIsAdded() {
    browser.page("#cameras");
    browser.named("button", "Add a camera").click();
    browser.type("input[name=uri]", page.yard.uri().toString());
    browser.named("button", "Test connection").click();

    assertThat(awaitSome("a picture", () -> browser.picture(".trial img")).frame()).isPositive();
    browser.type("input[name=uri]", "rtsp://127.0.0.1:9/nothing");
    browser.named("button", "Test connection").click();
    await("why not", () -> browser.find(".trial").getText().contains("It does not work"));
    browser.named("dialog button", "Cancel").click();
  }

  @Test
  void whatOnePageChanges_isShownByAnotherAtOnce() throws Exception {
    String state = "[data-camera=dock] .state";
    String card = "[data-camera=dock]";
    showWithoutAsking("#cameras");
    await("recording", () -> browser.find(state).getText().equals("recording"));
    browser.beside(
        page.address + "#cameras",
        () -> {
          browser.click("[data-camera=dock] [data-act=record]");
          inFirst("stopped", () -> browser.find(state).getText().equals("not recorded"));
          browser.click("[data-camera=dock] [data-act=record]");
          inFirst("recording again", () -> browser.find(state).getText().equals("recording"));
          browser.click("[data-camera=dock] [data-act=schedule]");
          browser.choose("dialog select[name=kind]", "event");
          browser.named("dialog button", "Save").click();
          inFirst("its schedule", () -> browser.find(card).getText().contains("event"));
          browser.click("[data-camera=dock] [data-act=retention]");
          browser.type("dialog input[name=days]", "9");
          browser.type("dialog input[name=eventDays]", "30");
          browser.named("dialog button", "Save").click();
          inFirst("its retention", () -> browser.find(card).getText().contains("9 d"));
        });
    assertThat(json("cameras/dock/events/retention").get("maxAgeSeconds").asLong())
        .isEqualTo(Duration.ofDays(30).toSeconds());
    page.http.send(page.admin, "PUT", "cameras/dock/schedule", "{}");
    page.http.send(page.admin, "PUT", "cameras/dock/retention", "{}");
    browser.reload();
  }

  @Test
  void bookmarksHoldsAndUsers_areShownByAnotherPageAtOnce() {
    await("footage", () -> page.secondsOf("gate") > 5);
    showWithoutAsking("#recorded/gate");
    await("the timeline", () -> page.length() > 5);
    String marks = "[data-list=marks]";
    browser.beside(
        page.address + "#recorded/gate",
        () -> {
          await("the timeline", () -> page.length() > 5);
          page.clickInstant(3);
          await("an instant", () -> browser.has("output[data-instant]"));
          browser.keys("b");
          browser.type("dialog input[name=name]", "the parcel");
          browser.named("dialog button", "Add").click();
          inFirst("the bookmark", () -> browser.find(marks).getText().contains("the parcel"));
          browser.named("button", "Hold").click();
          browser.type("dialog input[name=note]", "for the insurance");
          browser.named("dialog button", "Hold").click();
          inFirst("the hold", () -> browser.find(marks).getText().contains("for the insurance"));
          browser.click("[aria-label='Remove Bookmark the parcel']");
          browser.named("dialog button", "Remove").click();
          inFirst("it is gone", () -> !browser.find(marks).getText().contains("the parcel"));
          browser.inFirst(() -> showWithoutAsking("#system"));
          browser.page("#system");
          browser.named("button", "Add a user").click();
          browser.type("dialog input[name=name]", "walter");
          browser.type("dialog input[name=password]", VIEWER);
          browser.named("dialog button", "Save").click();
          inFirst("the user", () -> browser.texts("td").contains("walter"));
        });
    assertThat(json("cameras/gate/holds").at("/0/stream").asText()).isEqualTo("main");
    browser.reload();
  }

  /** A page that only shows what it is told of: it asks for nothing from time to time. */
  private void showWithoutAsking(String hash) {
    browser.page("#live");
    browser.find(".wall");
    browser.run("window.setInterval = () => 0");
    browser.page(hash);
  }

  private void inFirst(String what, Supplier<Boolean> condition) {
    browser.inFirst(() -> await(what, condition));
  }

  private JsonNode json(String path) {
    try {
      return page.http.getJson(page.admin, path);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void zonesAndMasks_areDrawnOverThePicture() throws Exception {
    browser.page("#cameras");
    browser.click("[data-camera=dock] [data-act=motion]");
    browser.click("dialog input[name=on]");
    await("the picture", () -> browser.picture(".zone-picture img").isPresent());
    double width = browser.number("document.querySelector('.zone-picture').clientWidth");
    int part = (int) (width / 10);
    browser.drag(".zone-picture", part, part, 3 * part, 2 * part);
    browser.letGo();
    browser.click("dialog input[value=masks]");
    browser.drag(".zone-picture", 5 * part, part, 9 * part, 3 * part);
    browser.letGo();
    assertThat(browser.texts(".zone")).containsExactly("Zone 1", "Mask 1");
    browser.named("dialog button", "Save").click();
    await("it is detected", () -> json("cameras/dock/motion").get("on").asBoolean());

    JsonNode motion = json("cameras/dock/motion");
    JsonNode corner = motion.at("/zones/0/corners/2");
    assertThat(corner.get("x").asDouble()).isCloseTo(3 * part / width, within(0.01));
    assertThat(motion.at("/masks/0/name").asText()).isEqualTo("Mask 1");
    browser.click("[data-camera=dock] [data-act=motion]");
    await("they are there again", () -> browser.texts(".zone").size() == 2);
    browser.click("[aria-label='Remove Zone 1']");
    browser.named("dialog button", "Save").click();
    await("one is gone", () -> json("cameras/dock/motion").get("zones").isEmpty());
    page.http.send(page.admin, "DELETE", "cameras/dock/motion", "");
  }

  @Test
  void viewer_seesNothingThatOnlyOthersMay() throws Exception {
    String eve = "{\"role\":\"VIEWER\",\"password\":\"%s\"}".formatted(VIEWER);
    page.http.send(page.admin, "PUT", "users/eve", eve);
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
      browser.logIn("admin", PageFixture.ADMIN);
    }
  }

  @Test
  void motion_isDetected_listedWithPictures_andFoundOnTheTimeline() throws Exception {
    browser.page("#cameras");
    browser.click("[data-camera=gate] [data-act=motion]");
    browser.click("dialog input[name=on]");
    browser.named("dialog button", "Save").click();

    browser.page("#events");
    browser.choose("select[name=camera]", "gate");
    browser.type("input[name=label]", "motion");
    await("a picture of it", () -> browser.picture(".event img").isPresent());
    await("its box", () -> browser.has(".event .box"));
    browser.click(".event[href*=gate]");
    await("the moment", () -> browser.picture(RECORDED).isPresent());
    Instant start = Instant.parse(json("cameras/gate/events?label=motion").at("/0/start").asText());
    String results =
        "cameras/gate/detections?from=%s&to=%s".formatted(start, start.plusSeconds(60));
    await("4 s of what was seen", () -> json(results).size() >= 20);
    Instant seen = Instant.parse(json(results).at("/10/time").asText());
    browser.page("#recorded/gate/" + seen.minusMillis(500));
    await(
        "the pixels of a box over the recorded video",
        () -> browser.number(DRAWN.formatted(".stage .boxes")) > 50);
    browser.page("#live");
    await(
        "the pixels of a box over the live video",
        () -> browser.number(DRAWN.formatted("[data-tile=gate] .boxes")) > 50);

    page.http.send(page.admin, "DELETE", "cameras/gate/motion", "");
    Instant now = Instant.now();
    JsonNode activity =
        page.http.getJson(
            page.admin,
            "cameras/gate/activity?from=%s&to=%s&parts=10".formatted(now.minusSeconds(60), now));
    assertThat(activity).hasSize(10).anyMatch(level -> level.asDouble() > 0);
  }

  @Test
  void everyPage_looksAsDesigned() throws Exception {
    Files.createDirectories(SCREENSHOTS);
    page.http.send(page.admin, "POST", "cameras/gate/events", "{\"label\":\"door\"}");
    page.http.send(page.admin, "POST", "cameras/yard/events", "{\"label\":\"lorry\"}");
    picture("live", "#live", LIVE);
    page.seekPaused("gate", 3);
    picture("recorded", "", RECORDED);
    browser.keys("e");
    dialog("export", "");
    picture("events", "#events", ".event img");
    picture("cameras", "#cameras", "");
    picture("system", "#system", "");
    browser.page("#cameras");
    browser.named("button", "Add a camera").click();
    browser.type("input[name=uri]", page.yard.uri().toString());
    browser.named("button", "Test connection").click();
    dialog("trial", ".trial img");
    browser.click("[data-camera=gate] [data-act=motion]");
    dialog("motion", ".zone-picture img");
    browser.click("[data-camera=gate] [data-act=retention]");
    dialog("retention", "");
    browser.logOut();
    picture("login", "", "");
    browser.logIn("admin", PageFixture.ADMIN);
  }

  /** In two widths and two colour schemes; nothing may lie outside of the page. */
  private void picture(String page, String hash, String shows) throws Exception {
    if (!hash.isEmpty()) {
      browser.page(hash);
    }
    await("the page " + page, () -> browser.has("main h1"));
    waitFor(page, shows);
    for (int width : WIDTHS) {
      picture(page, width, false);
      picture(page, width, true);
    }
    browser.shape(1280, 800, false);
  }

  /** An open one, which is closed then. */
  private void dialog(String name, String shows) throws Exception {
    browser.find("dialog[open]");
    waitFor(name, shows);
    for (int width : WIDTHS) {
      picture("dialog-" + name, width, width == NARROW);
      assertThat(
              browser.number(
                  "(d => d.scrollWidth - d.clientWidth)(document.querySelector('dialog'))"))
          .as("the dialog %s fits %d pixels", name, width)
          .isZero();
    }
    browser.shape(1280, 800, false);
    browser.named("dialog button", "Cancel").click();
  }

  private void waitFor(String what, String shows) {
    if (!shows.isEmpty()) {
      await(what + " shows a picture", () -> browser.picture(shows).isPresent());
    }
  }

  private void picture(String what, int width, boolean dark) throws Exception {
    browser.shape(width, width == NARROW ? 844 : 800, dark);
    assertThat(browser.number("document.documentElement.scrollWidth"))
        .as("%s fits %d pixels", what, width)
        .isLessThanOrEqualTo(width);
    browser.screenshot(
        SCREENSHOTS.resolve("%s-%d-%s.png".formatted(what, width, dark ? "dark" : "light")));
  }
}
