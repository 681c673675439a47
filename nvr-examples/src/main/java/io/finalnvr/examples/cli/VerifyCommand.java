package io.finalnvr.examples.cli;

import io.finalnvr.Breach;
import io.finalnvr.CameraStream;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyRequest;
import io.finalnvr.VerifyResult;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Progress;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr verify}. */
@Command(
    name = "verify",
    description = {
      "Checks what is stored against the rules of its form, and lists what breaks one.",
      "Exit code 1 where something does. For --log without --deep, an encrypted store needs no key."
    })
final class VerifyCommand implements Callable<Integer> {

  private final Shell shell;

  @ArgGroup(multiplicity = "1")
  @Nullable What what;

  @Option(
      names = "--from",
      paramLabel = "<instant>",
      description = "Where to begin: " + InstantParser.FORMS + ". Default: the start.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "<instant>",
      description = "Where to end, exclusive. Default: the end.")
  @Nullable String to;

  @Option(names = "--deep", description = "Read the payloads too; for footage.")
  boolean deep;

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  /** What is verified. */
  static final class What {
    @Option(
        names = "--camera",
        paramLabel = "<camera>",
        description = "The footage of a camera, of both its streams.")
    @Nullable String camera;

    @Option(
        names = "--log",
        paramLabel = "<name>",
        description = "Any log of the store, also one that no camera has.")
    @Nullable String log;
  }

  VerifyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    VerifyRequest request = request();
    try {
      if (request.log().isPresent() && !deep && !store.hasKeys()) {
        Findings findings = new Findings();
        return told(verifyForm(request, findings), findings);
      }
      return verify(request);
    } catch (CancellationException e) {
      return Cli.STOPPED;
    }
  }

  private Integer verify(VerifyRequest request) throws Exception {
    int code = Cli.OK;
    try (Nvr nvr = store.open(shell)) {
      for (CameraStream stream : streams(nvr, request)) {
        Findings findings = new Findings();
        VerifyResult result =
            Progress.during(
                shell.console(),
                "verifying",
                () -> findings.done,
                () -> nvr.verify(request.stream(stream), findings));
        code = Math.max(code, told(result, findings));
      }
    }
    return code;
  }

  private int told(VerifyResult result, Findings findings) {
    print(result, findings);
    return result.breaches() == 0 ? Cli.OK : Cli.FAILED;
  }

  /** Both of a camera that has two. */
  private static List<CameraStream> streams(Nvr nvr, VerifyRequest request) {
    boolean two =
        request
            .camera()
            .flatMap(nvr::camera)
            .filter(camera -> camera.config().sub().isPresent())
            .isPresent();
    return two ? List.of(CameraStream.values()) : List.of(CameraStream.MAIN);
  }

  /** Headers and index are in clear, also where the store is encrypted. */
  private VerifyResult verifyForm(VerifyRequest request, Findings findings) throws Exception {
    String name = request.log().orElseThrow();
    try (Store opened = store.openAsItIs(shell)) {
      if (!opened.frameLogNames().contains(name)) {
        throw new ConfigurationException(
            "there is no log '%s'; there are: %s"
                .formatted(name, String.join(", ", opened.frameLogNames())));
      }
      FrameLog log = opened.frameLog(name);
      return Progress.during(
          shell.console(),
          "verifying",
          () -> findings.done,
          () ->
              log.verify(
                  request.from().orElse(Instant.MIN),
                  request.until().orElse(Instant.MAX),
                  findings));
    }
  }

  private VerifyRequest request() {
    if (what == null) {
      throw new ConfigurationException("verify what? Give --camera or --log");
    }
    VerifyRequest request =
        what.camera != null
            ? VerifyRequest.ofCamera(what.camera)
            : VerifyRequest.ofLog(String.valueOf(what.log));
    Instant now = shell.clock().instant();
    if (from != null) {
      request = request.from(Arguments.instant(from, now, shell.zone()));
    }
    if (to != null) {
      request = request.until(Arguments.instant(to, now, shell.zone()));
    }
    return deep ? request.withPayloads() : request;
  }

  private void print(VerifyResult result, Findings findings) {
    if (json.enabled) {
      shell
          .console()
          .print(
              Json.write(
                  Json.object(
                      "log", result.log(),
                      "records", result.records(),
                      "bytes", result.bytes(),
                      "indexRecords", result.indexRecords(),
                      "breaches", findings.json)));
      return;
    }
    String found = result.breaches() == 0 ? "no breach" : result.breaches() + " breaches";
    shell
        .console()
        .print(
            "%s: %d records, %d bytes, %d index records: %s"
                .formatted(
                    result.log(), result.records(), result.bytes(), result.indexRecords(), found));
  }

  /** Prints breaches as they are found; as JSON, they are kept for the end. */
  private final class Findings implements VerifyListener {
    private final List<Map<String, Object>> json = new ArrayList<>();
    private volatile double done;

    @Override
    public void onBreach(Breach breach) {
      String part = breach.part().name().toLowerCase(Locale.ROOT);
      String rule = breach.rule().name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (VerifyCommand.this.json.enabled) {
        json.add(
            Json.object(
                "part",
                part,
                "position",
                breach.position(),
                "rule",
                rule,
                "detail",
                breach.detail()));
      } else {
        shell
            .console()
            .print("%s at %d: %s: %s".formatted(part, breach.position(), rule, breach.detail()));
      }
    }

    @Override
    public void onProgress(double now) {
      done = now;
      if (shell.stop().isRequested()) {
        throw new CancellationException();
      }
    }
  }
}
