package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.console.Json;
import io.finalnvr.gstreamer.BoxMotion;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.gstreamer.SimulatedCameraBuilder;
import io.finalnvr.media.Codec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr simulate}. */
@Command(
    name = "simulate",
    sortOptions = false,
    description = "Runs an RTSP camera on 127.0.0.1 that any client can open, until stopped.")
final class SimulateCommand implements Callable<Integer> {

  private static final Pattern MOTION = Pattern.compile("(\\d{1,4})-(\\d{1,4})/(\\d{1,4})");

  private final Shell shell;

  @Option(
      names = "--codec",
      defaultValue = "H264",
      description = "H264, H265 or MJPEG. Default: ${DEFAULT-VALUE}.")
  Codec codec;

  @Option(
      names = "--size",
      defaultValue = "1280x720",
      paramLabel = "<w>x<h>",
      description = "Size of the picture. Default: ${DEFAULT-VALUE}.")
  String size;

  @Option(
      names = "--fps",
      defaultValue = "25",
      paramLabel = "<n>",
      description = "Frames per second. Default: ${DEFAULT-VALUE}.")
  int framesPerSecond;

  @Option(
      names = "--gop",
      defaultValue = "50",
      paramLabel = "<frames>",
      description = "Frames from one key frame to the next. Default: ${DEFAULT-VALUE}.")
  int gop;

  @Option(
      names = "--b-frames",
      defaultValue = "0",
      paramLabel = "<n>",
      description = "B-frames in a row. Default: ${DEFAULT-VALUE}.")
  int bFrames;

  @Option(
      names = "--bitrate",
      defaultValue = "2000",
      paramLabel = "<kbit/s>",
      description = "Bit rate of the video. Default: ${DEFAULT-VALUE}.")
  int kilobitsPerSecond;

  @Option(
      names = "--audio",
      paramLabel = "<codec>",
      description = "Sound: AAC, OPUS, PCMA or PCMU. Default: none.")
  @Nullable Codec audio;

  @Option(
      names = "--file",
      paramLabel = "<file>",
      description = "Send the video and sound of this file, over and over.")
  @Nullable Path file;

  @Option(
      names = "--motion",
      paramLabel = "<from>-<to>/<period>",
      description = {
        "Show a scene in which nothing moves but a box, from one second to another of every",
        "period: 5-12/20."
      })
  @Nullable String motion;

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "<port>",
      description = "TCP port. Default: a free one.")
  int port;

  @Option(
      names = "--path",
      defaultValue = "/stream",
      paramLabel = "<path>",
      description = "Path of the URI. Default: ${DEFAULT-VALUE}.")
  String path;

  @Option(
      names = "--count",
      defaultValue = "1",
      paramLabel = "<n>",
      description = "How many such cameras to run, each on a port of its own. Default: 1.")
  int count;

  @Option(
      names = "--authentication",
      defaultValue = "DIGEST",
      description = "How to log in, with --user: ${COMPLETION-CANDIDATES}. Default: DIGEST.")
  SimulatedCamera.Authentication authentication;

  @Option(
      names = "--tls",
      paramLabel = "<file>",
      description = "Speak TLS, with the certificate and private key in this PEM file.")
  @Nullable Path tls;

  @Mixin PasswordOption password;
  @Mixin SecondsOption seconds;
  @Mixin JsonOption json;

  SimulateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    SimulatedCameraBuilder builder =
        SimulatedCamera.builder()
            .codec(codec)
            .framesPerSecond(framesPerSecond)
            .gop(gop)
            .bFrames(bFrames)
            .kilobitsPerSecond(kilobitsPerSecond)
            .port(port)
            .path(path);
    int[] pixels = Arguments.size(size);
    builder.size(pixels[0], pixels[1]);
    if (audio != null) {
      builder.audio(audio);
    }
    if (file != null) {
      builder.file(file);
    }
    if (motion != null) {
      builder.motion(boxMotion(motion));
    }
    if (tls != null) {
      builder.tls(tls);
    }
    password.credentials().ifPresent(c -> builder.credentials(c, authentication));
    if (count < 1 || count > 1 && port != 0) {
      throw new ConfigurationException(
          "--count %d: 1 or more, and more than 1 only without --port".formatted(count));
    }
    List<SimulatedCamera> cameras = new ArrayList<>();
    try {
      while (cameras.size() < count && !shell.stop().isRequested()) {
        SimulatedCamera camera = builder.start();
        cameras.add(camera);
        shell
            .console()
            .print(
                json.enabled
                    ? Json.write(Json.object("uri", camera.uri()))
                    : camera.uri().toString());
      }
      shell.console().say("Ctrl-C stops the camera");
      seconds.await(
          shell.stop(),
          Duration.ofSeconds(1),
          () -> {
            if (shell.console().isTerminal()) {
              shell
                  .console()
                  .status("clients: " + cameras.stream().mapToInt(SimulatedCamera::clients).sum());
            }
          });
    } finally {
      cameras.forEach(SimulatedCamera::close);
    }
    return Cli.OK;
  }

  private static BoxMotion boxMotion(String text) {
    Matcher matcher = MOTION.matcher(text);
    if (!matcher.matches()) {
      throw new ConfigurationException("'" + text + "' is no motion; write one like 5-12/20");
    }
    return new BoxMotion(
        InstantParser.duration(matcher.group(1) + "s"),
        InstantParser.duration(matcher.group(2) + "s"),
        InstantParser.duration(matcher.group(3) + "s"));
  }
}
