package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraConfigTest {

  @Test
  void of_hasDefaults() {
    CameraConfig camera = CameraConfig.of("gate", "rtsp://192.0.2.7/stream1");

    assertThat(camera.name()).isEqualTo("gate");
    assertThat(camera.location()).isEmpty();
    assertThat(camera.uri()).isEqualTo(URI.create("rtsp://192.0.2.7/stream1"));
    assertThat(camera.credentials()).isEmpty();
    assertThat(camera.transport()).isEqualTo(Transport.AUTO);
    assertThat(camera.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(camera.silenceTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://user:Secret7@host/a?b=c, user, Secret7, rtsp://host/a?b=c",
    "rtsp://user:p%40ss+word%20x@host:554/a, user, p@ss+word x, rtsp://host:554/a",
    "rtsp://user:a:b:c@host/, user, a:b:c, rtsp://host/",
    "rtsp://us%3Aer:%C3%BC%25@[::1]:8554/a, us:er, ü%, rtsp://[::1]:8554/a",
    "rtsp://user@host/a, user, '', rtsp://host/a",
    "rtsp://user:@host/a, user, '', rtsp://host/a",
    "rtsps://user:$1.*@host/a, user, $1.*, rtsps://host/a"
  })
  void credentialsInTheUri_areTakenOutOfIt(
      String uri, String user, String password, String expectedUri) {
    CameraConfig camera = CameraConfig.of("gate", uri);

    assertThat(camera.credentials()).contains(Credentials.of(user, password));
    assertThat(camera.uri()).isEqualTo(URI.create(expectedUri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://user:Secret7@host/a",
        "rtsp://user:Secret7%40%2B@host/a",
        "rtsp://user:Secret7+%20@host/a"
      })
  void toString_showsNoCredentials(String uri) {
    CameraConfig camera = CameraConfig.of("gate", uri);

    assertThat(camera.toString()).contains("gate").doesNotContain("Secret7").doesNotContain("user");
    assertThat(camera.toBuilder().name("Gate").build().toString()).doesNotContain("Secret7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://user:Secret7@@host/a",
        "rtsp://user:x@Secret7@host/a",
        "rtsp://user:Secret7#x@host/a",
        "rtsp://user:x#Secret7@host/a",
        "rtsp://user:1#Secret7@host/a",
        "rtsp://user:x/Secret7@host/a",
        "rtsp://user:x?Secret7@host/a",
        "rtsp://user:Secret7%@host/a",
        "rtsp://user:Secret7 x@host/a",
        "rtsp://user:Secret7\"@host/a",
        "user:Secret7@host/a",
        "Secret7@host/a",
        "//user:Secret7@host/a",
        "//user:x@Secret7@host/a",
        "rtsp:user:Secret7@host/a"
      })
  void uriThatHidesCredentials_isRefusedWithoutShowingThem(String uri) {
    Throwable failure = catchThrowable(() -> CameraConfig.of("gate", uri));

    assertThat(failure)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("camera gate: ");
    assertThat(stackTrace(failure)).doesNotContain("Secret7");
  }

  @Test
  void specialCharactersInAPassword_areExplained() {
    assertThatThrownBy(() -> CameraConfig.of("gate", "rtsp://user:a@b@host/"))
        .hasMessageContaining("%40");
  }

  @Test
  void uriWithCredentialsInTheConstructor_isRefusedWithoutShowingThem() {
    URI uri = URI.create("rtsp://user:Secret7@host/a");

    Throwable failure =
        catchThrowable(
            () ->
                new CameraConfig(
                    "gate",
                    "Gate",
                    "",
                    uri,
                    Optional.empty(),
                    Transport.AUTO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    TlsTrust.system(),
                    Tolerances.strict(),
                    RetentionPolicy.keepForever(),
                    RecordingSchedule.continuous(),
                    Optional.empty()));

    assertThat(failure).isInstanceOf(ConfigurationException.class);
    assertThat(stackTrace(failure)).doesNotContain("Secret7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://cam_1.local:8554/a",
        "rtsp://192.0.2.7",
        "file:///videos/a.mp4",
        "test:pattern=ball",
        "rtsp://host/a?channel=1&subtype=0"
      })
  void uriWithoutCredentials_isTaken(String uri) throws Exception {
    assertThat(CameraConfig.of("gate", uri).uri()).isEqualTo(new URI(uri));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "Gate-2", "g-", "IiIi"})
  void id_mayHaveLettersDigitsAndHyphens(String id) {
    assertThat(CameraConfig.of(id, "rtsp://host/").id()).isEqualTo(id);
    assertThat(CameraConfig.of("a".repeat(63), "rtsp://host/").id()).hasSize(63);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a.b", "a_b", "a/b", "a b", "kapı", "gate\n", "ı"})
  void otherId_isRefusedWithTheRule(String id) {
    assertThatThrownBy(() -> CameraConfig.of(id, "rtsp://host/"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("1 to 63 letters, digits and hyphens");
  }

  @Test
  void idOf64Characters_isRefused() {
    assertThatThrownBy(() -> CameraConfig.of("a".repeat(64), "rtsp://host/"))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void timeoutOfZero_isRefused() {
    assertThatThrownBy(
            () ->
                CameraConfig.builder("gate", "rtsp://host/").connectTimeout(Duration.ZERO).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("camera gate: connectTimeout is PT0S; it must be above zero");
    assertThatThrownBy(
            () ->
                CameraConfig.builder("gate", "rtsp://host/")
                    .silenceTimeout(Duration.ofSeconds(-1))
                    .build())
        .hasMessageContaining("silenceTimeout");
  }

  @Test
  void toBuilder_keepsEverything() {
    CameraConfig camera =
        CameraConfig.builder("gate", "rtsp://user:x@host/a")
            .name("Gate")
            .location("north")
            .transport(Transport.UDP)
            .connectTimeout(Duration.ofSeconds(2))
            .silenceTimeout(Duration.ofSeconds(3))
            .build();

    assertThat(camera.toBuilder().build()).isEqualTo(camera);
    assertThat(camera.toBuilder().uri("rtsp://other/b").build().credentials())
        .as("credentials stay with another URI")
        .isEqualTo(camera.credentials());
    assertThat(camera.toBuilder().uri("rtsp://new:pw@other/b").build().credentials())
        .contains(Credentials.of("new", "pw"));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void subStream_isConnectedToAsTheMainStreamButElsewhere() {
    CameraConfig config =
        CameraConfig.builder("gate", "rtsp://user:Secret7@host/main")
            .sub("rtsp://host/sub")
            .build();

    CameraConfig sub = config.forStream(CameraStream.SUB);

    assertThat(sub.uri()).isEqualTo(URI.create("rtsp://host/sub"));
    assertThat(sub.credentials()).isEqualTo(config.credentials());
    assertThat(sub.retention()).isEqualTo(config.retention());
    assertThat(config.forStream(CameraStream.MAIN)).isEqualTo(config);
    assertThat(config.toBuilder().build()).isEqualTo(config);
  }

  @Test
  void subStreamWithSettingsOfItsOwn_isRecordedAndKeptByThem() {
    RetentionPolicy week = RetentionPolicy.maxAge(Duration.ofDays(7));
    RecordingSchedule onEvent =
        RecordingSchedule.onEvent(Duration.ofSeconds(5), Duration.ofSeconds(9));
    CameraConfig config =
        CameraConfig.builder("gate", "rtsp://host/main")
            .schedule(onEvent)
            .sub(
                SubStream.at(URI.create("rtsp://host/sub"))
                    .schedule(RecordingSchedule.continuous())
                    .retention(week))
            .build();

    assertThat(config.forStream(CameraStream.SUB).schedule())
        .isEqualTo(RecordingSchedule.continuous());
    assertThat(config.forStream(CameraStream.SUB).retention()).isEqualTo(week);
    assertThat(config.forStream(CameraStream.MAIN).schedule()).isEqualTo(onEvent);
  }

  @Test
  void credentialsInTheUriOfTheSubStream_areTakenOutOfIt() {
    CameraConfig config =
        CameraConfig.builder("gate", "rtsp://host/main")
            .sub("rtsp://user:Secret7@host/sub")
            .build();

    assertThat(config.sub()).map(SubStream::uri).contains(URI.create("rtsp://host/sub"));
    assertThat(config.toString()).doesNotContain("Secret7");
    assertThatThrownBy(
            () ->
                CameraConfig.builder("gate", "rtsp://host/main")
                    .sub(SubStream.at(URI.create("rtsp://user:Secret7@host/sub")))
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("Secret7");
  }
}
