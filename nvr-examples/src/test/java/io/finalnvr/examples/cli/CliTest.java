package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.examples.cli.Session.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "simulate",
        "camera",
        "camera add",
        "camera edit",
        "camera remove",
        "camera list",
        "retention",
        "retention show",
        "retention set",
        "retention apply",
        "hold",
        "hold add",
        "hold list",
        "hold release",
        "record",
        "timeline",
        "analyze",
        "events",
        "export",
        "verify",
        "snapshot",
        "play",
        "node",
        "key",
        "key create",
        "key add"
      })
  void help_explainsEveryCommand(String command) {
    Outcome outcome = Session.run((command + " --help").strip().split(" "));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).startsWith("Usage: nvr" + (command.isEmpty() ? "" : " " + command));
    assertThat(outcome.out()).contains("--help", "--verbose");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void version_isTold() {
    assertThat(Session.run("--version").out()).startsWith("nvr ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "--nonsense",
        "camera nonsense",
        "export gate",
        "demo --seconds x",
        "camera add gate",
        "camera edit gate --transport PIGEON",
        "record --seconds",
        "retention apply --max-age 30d",
        "verify",
        "analyze --from -1h",
        "verify --camera gate --log gate.main"
      })
  void wrongUsage_isOneLineAndExitCode2(String command) {
    Outcome outcome = Session.run(command.split(" "));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(2).last().asString().startsWith("Try 'nvr");
  }

  @Test
  void noCommand_namesThem() {
    Outcome outcome = Session.run();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("demo", "camera", "record", "play");
  }

  @Test
  void failure_isOneLineAndExitCode1() {
    Outcome outcome = Session.run("camera", "add", "no id!", "rtsp://192.0.2.1/");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("nvr: camera id 'no id!'").hasLineCount(1);
  }

  @Test
  void verboseFailure_showsWhere() {
    Outcome outcome = Session.run("camera", "add", "no id!", "rtsp://192.0.2.1/", "--verbose");
    assertThat(outcome.err()).contains("\tat io.finalnvr.CameraConfig");
  }

  @Test
  void instantThatMeansNothing_isRefusedBeforeTheStoreIsOpened() {
    Outcome outcome = Session.run("export", "gate", "x.mp4", "--from", "-5parsecs");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("'-5parsecs' is no instant");
  }

  @Test
  void passwordInTheUri_isNeverPrinted() {
    Outcome outcome = Session.run("camera", "add", "no id!", "rtsp://admin:tiger@192.0.2.1/");
    assertThat(outcome.err()).contains("--password-file").doesNotContain("tiger");
  }
}
