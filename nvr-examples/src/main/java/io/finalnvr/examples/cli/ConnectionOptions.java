package io.finalnvr.examples.cli;

import io.finalnvr.CameraConfig;
import io.finalnvr.TlsTrust;
import io.finalnvr.Tolerances;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose certificate a camera may have, and what it is forgiven. */
final class ConnectionOptions {

  @Option(
      names = "--trust",
      paramLabel = "<whom>",
      description =
          "Whose certificate is good enough for rtsps: system (the default), any, or a file of"
              + " PEM certificates: the camera's own, or an authority's.")
  @Nullable String trust;

  @Option(
      names = "--timestamps",
      description =
          "Where the times of frames come from: ${COMPLETION-CANDIDATES}. Default: CAMERA. ARRIVAL"
              + " is for cameras whose RTP timestamps are wrong.")
  Tolerances.@Nullable Timestamps timestamps;

  @Option(
      names = "--sender-reports",
      description =
          "What is made of the wall clock that the camera tells: ${COMPLETION-CANDIDATES}."
              + " Default: BELIEVED, where it is within 10 s of this machine's.")
  Tolerances.@Nullable SenderReports senderReports;

  @Option(
      names = "--keep-alive",
      description =
          "How the RTSP session is kept alive: ${COMPLETION-CANDIDATES}. Default: REQUESTS.")
  Tolerances.@Nullable KeepAlive keepAlive;

  void apply(CameraConfig.Builder builder) {
    if (trust != null) {
      builder.tls(trust(trust));
    }
    builder.tolerances(tolerances(builder.build().tolerances()));
  }

  private Tolerances tolerances(Tolerances before) {
    Tolerances after = timestamps == null ? before : before.with(timestamps);
    after = senderReports == null ? after : after.with(senderReports);
    return keepAlive == null ? after : after.with(keepAlive);
  }

  private static TlsTrust trust(String whom) {
    return switch (whom) {
      case "system" -> TlsTrust.system();
      case "any" -> TlsTrust.anyCertificate();
      default -> TlsTrust.certificateFile(Path.of(whom));
    };
  }
}
