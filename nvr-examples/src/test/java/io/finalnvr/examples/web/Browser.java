package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.gstreamer.SimulatedPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A real browser without a window; nothing is downloaded to drive it. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it; it keeps its files, and what it downloads, in a folder. */
  static Browser start(Path folder) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--mute-audio",
        "--autoplay-policy=no-user-gesture-required",
        "--allow-loopback-in-peer-connection",
        "--lang=en",
        "--user-data-dir=" + folder.resolve("profile"));
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", folder.resolve("downloads").toString()));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver"))
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Whether there is one to test with. On Debian there must be. */
  static boolean isExpected() throws IOException {
    return executable("chromedriver").isPresent()
        || Files.readAllLines(Path.of("/etc/os-release")).contains("ID=debian");
  }

  private static Optional<File> executable(String... names) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Arrays.stream(names).map(name -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  private static File program(String... names) {
    return executable(names)
        .orElseThrow(
            () ->
                new AssertionError(
                    "no %s; nvr-examples/bin/setup --tests installs it"
                        .formatted(Arrays.toString(names))));
  }

  void open(String address) {
    driver.get(address);
  }

  /** How large the page is, and whether the user prefers dark colours. */
  void shape(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  void logIn(String user, String password) {
    type("input[name=user]", user);
    type("input[name=password]", password);
    click("form.login button");
    find("header .who");
    await("logged in", () -> find("header .who").getText().contains(user));
  }

  void logOut() {
    click("#logout");
    find("form.login");
  }

  void reload() {
    driver.navigate().refresh();
    find("header:not([hidden]) .who");
  }

  /** Those that a test that failed has left open. */
  void closeDialogs() {
    run("document.querySelectorAll('dialog').forEach(each => each.close())");
  }

  void page(String hash) {
    run("location.hash = arguments[0]", hash);
  }

  /** The first element that fits, waited for. */
  WebElement find(String css) {
    return awaitSome(
        "an element " + css, () -> driver.findElements(By.cssSelector(css)).stream().findFirst());
  }

  boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  /** The button or link of that name that is shown first. */
  WebElement named(String css, String text) {
    return awaitSome(
        text,
        () ->
            driver.findElements(By.cssSelector(css)).stream()
                .filter(each -> text.equals(each.getText().strip()))
                .findFirst());
  }

  List<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  void click(String css) {
    await(
        "a click on " + css,
        () -> {
          find(css).click();
          return true;
        });
  }

  /** A click at a place in an element, from its upper left corner. */
  void clickAt(String css, int x, int y) {
    at(css, x, y).click().perform();
  }

  /** The pointer at a place in an element. */
  void hover(String css, int x, int y) {
    at(css, x, y).perform();
  }

  /** Presses the button at a place in an element, and moves to another one with it held. */
  void drag(String css, int x, int y, int toX, int toY) {
    at(css, x, y).clickAndHold().moveByOffset(toX - x, toY - y).perform();
  }

  /** Lets the button go. */
  void letGo() {
    new Actions(driver).release().perform();
  }

  private Actions at(String css, int x, int y) {
    WebElement element = find(css);
    run("arguments[0].scrollIntoView({block: 'center'})", element);
    int left = element.getSize().getWidth() / 2;
    int top = element.getSize().getHeight() / 2;
    return new Actions(driver).moveToElement(element, x - left, y - top);
  }

  /** Runs something in a second page beside this one, which is closed then. */
  void beside(String address, Runnable action) {
    String first = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.TAB);
    try {
      driver.get(address);
      find("header:not([hidden]) .who");
      action.run();
    } finally {
      driver.close();
      driver.switchTo().window(first);
    }
  }

  /** Runs something in the page that was there first, from the one beside it. */
  void inFirst(Runnable action) {
    String here = driver.getWindowHandle();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
    try {
      action.run();
    } finally {
      driver.switchTo().window(here);
    }
  }

  /** Presses a key, wherever the page listens. */
  void keys(String text) {
    new Actions(driver).sendKeys(text).perform();
  }

  /** Chooses an option of a select element by its value. */
  void choose(String css, String value) {
    run(
        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', {bubbles: true}))",
        find(css),
        value);
  }

  void type(String css, String text) {
    WebElement field = find(css);
    field.clear();
    field.sendKeys(text);
  }

  @SuppressWarnings("unchecked")
  <T> T run(String script, Object... arguments) {
    return (T) driver.executeScript(script, arguments);
  }

  double number(String script, Object... arguments) {
    return Browser.this.<Number>run("return " + script, arguments).doubleValue();
  }

  /** What a picture of a simulated camera, shown in an element, says about itself. */
  Optional<SimulatedPicture> picture(String css) {
    String url =
        run(
            """
            const shown = document.querySelector(arguments[0]);
            if (!shown) return null;
            const width = shown.videoWidth || shown.naturalWidth || shown.width;
            const height = shown.videoHeight || shown.naturalHeight || shown.height;
            if (!width) return null;
            const canvas = document.createElement('canvas');
            canvas.width = width;
            canvas.height = height;
            canvas.getContext('2d').drawImage(shown, 0, 0);
            return canvas.toDataURL('image/png');
            """,
            css);
    if (url == null) {
      return Optional.empty();
    }
    return read(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1)));
  }

  /** What a file with a picture of a simulated camera says. */
  static Optional<SimulatedPicture> read(byte[] file) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      return SimulatedPicture.read(
          image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) >> 8 & 0xff);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A picture of the page as it is shown now. */
  void screenshot(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  static void await(String what, Supplier<Boolean> condition) {
    awaitSome(what, () -> condition.get() ? Optional.of(true) : Optional.empty());
  }

  static <T> T awaitSome(String what, Supplier<Optional<T>> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Optional<T> found = condition.get();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (StaleElementReferenceException | NoSuchElementException e) {
        // The page has built itself anew meanwhile.
      }
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
