package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Progress;
import io.finalnvr.examples.web.WebServer;
import io.finalnvr.examples.web.WebSettings;
import io.finalnvr.media.WebRtcRequest;
import io.finalnvr.spi.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr serve}. */
@Command(
    name = "serve",
    sortOptions = false,
    description = "Records all cameras and shows them in a browser, until stopped.")
final class ServeCommand implements Callable<Integer> {

  private static final String ADMIN = "admin";

  private final Shell shell;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "<address>",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}, this machine only.")
  String host;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "<port>",
      description = "TCP port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--certificate",
      paramLabel = "<file>",
      description = "File with a certificate and its private key, PKCS #12 or PEM: serve by TLS.")
  @Nullable Path certificate;

  @Option(
      names = "--certificate-password-file",
      paramLabel = "<file>",
      description = "Holds the password of that PKCS #12 file.")
  @Nullable Path certificatePassword;

  @Option(
      names = "--webrtc-address",
      paramLabel = "<address>",
      description =
          "Address of this machine at which live video is offered by WebRTC, over UDP; may be given"
              + " more than once. Default: that of --host, which is all of this machine's for"
              + " 0.0.0.0 and ::.")
  List<String> webRtcAddresses = List.of();

  @Option(
      names = "--admin-password-file",
      paramLabel = "<file>",
      description =
          "Holds the password to give to the user admin, where there is no user yet. Default: one"
              + " is made up and told once.")
  @Nullable Path adminPassword;

  @Option(names = "--no-recording", description = "Show what others record; record nothing.")
  boolean noRecording;

  @Mixin StoreOption store;
  @Mixin SecondsOption seconds;
  @Mixin JsonOption json;

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    WebSettings settings =
        new WebSettings(
            host,
            port,
            Optional.ofNullable(certificate),
            certificatePassword == null
                ? Optional.empty()
                : Optional.of(secret(certificatePassword)),
            webRtc());
    try (Store opened =
            Progress.during(
                shell.console(),
                "opening the store",
                () -> shell.stop().interruptibly(() -> store.openStore(WebServer.USERS)));
        Nvr nvr = Nvr.builder().store(opened).listener(new Announcer(shell)).build();
        WebServer web = WebServer.start(nvr, opened, shell.clock(), settings)) {
      if (web.hasNoUsers()) {
        makeAdmin(web);
      }
      if (!noRecording) {
        nvr.cameras().stream().map(Camera::id).forEach(nvr::record);
      }
      if (json.enabled) {
        shell.console().print(Json.write(Json.object("uri", web.uri())));
      } else {
        shell.console().print(web.uri().toString());
      }
      shell.console().say("Ctrl-C stops recording and serving");
      seconds.await(shell.stop(), Duration.ofHours(1), () -> {});
      shell.console().say("stopping");
    }
    return Cli.OK;
  }

  private WebRtcRequest webRtc() {
    return WebRtcRequest.loopback()
        .addresses(
            webRtcAddresses.isEmpty()
                ? Addresses.reachedBy(host)
                : webRtcAddresses.stream().map(Addresses::of).toList());
  }

  private void makeAdmin(WebServer web) {
    if (adminPassword != null) {
      web.addAdmin(ADMIN, secret(adminPassword));
      return;
    }
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    web.addAdmin(ADMIN, password);
    shell
        .console()
        .say("first start: log in as %s with the password %s".formatted(ADMIN, password));
  }

  private static String secret(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ConfigurationException("can't read " + file + ": " + e, e);
    }
  }
}
