package io.finalnvr.examples.cli;

import io.finalnvr.CameraConfig;
import io.finalnvr.Transport;
import io.finalnvr.examples.console.Console;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said of a camera, when it is added or edited. */
final class CameraOptions {

  @Option(names = "--name", paramLabel = "<text>", description = "Name for people.")
  @Nullable String name;

  @Option(names = "--location", paramLabel = "<text>", description = "Where the camera stands.")
  @Nullable String location;

  @Option(
      names = "--transport",
      description = "How RTP is carried: ${COMPLETION-CANDIDATES}. Default: AUTO.")
  @Nullable Transport transport;

  @Option(
      names = "--connect-timeout",
      paramLabel = "<duration>",
      description = "How long one attempt to connect may take. Default: 5s.")
  @Nullable Duration connectTimeout;

  @Option(
      names = "--silence-timeout",
      paramLabel = "<duration>",
      description = "How long the camera may send nothing before it counts as lost. Default: 5s.")
  @Nullable Duration silenceTimeout;

  @Option(
      names = "--sub-uri",
      paramLabel = "<uri>",
      description = {
        "A second, smaller stream of the camera, which is recorded beside the first; 'none' for none."
      })
  @Nullable String subUri;

  @Mixin ConnectionOptions connection;
  @Mixin PasswordOption password;

  CameraConfig apply(CameraConfig.Builder builder) {
    if (name != null) {
      builder.name(name);
    }
    if (location != null) {
      builder.location(location);
    }
    if (transport != null) {
      builder.transport(transport);
    }
    if (connectTimeout != null) {
      builder.connectTimeout(connectTimeout);
    }
    if (silenceTimeout != null) {
      builder.silenceTimeout(silenceTimeout);
    }
    connection.apply(builder);
    password.credentials().ifPresent(builder::credentials);
    if (subUri != null && subUri.equals("none")) {
      builder.withoutSub();
    } else if (subUri != null) {
      builder.sub(subUri);
    }
    return builder.build();
  }

  void warnOfPassword(Console console) {
    if (subUri != null) {
      warnOfPassword(console, subUri);
    }
  }

  static void warnOfPassword(Console console, String uri) {
    if (uri.matches("[^/]*//[^/@]*:[^/]*@.*")) {
      console.say(
          "nvr: the URI holds a password, which every user of this machine can see while the"
              + " command runs; --user with --password-file or --password-env keeps it secret");
    }
  }
}
