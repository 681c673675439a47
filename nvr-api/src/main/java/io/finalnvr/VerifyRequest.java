package io.finalnvr;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What to verify. An immutable value.
 *
 * @param camera a camera's footage, or
 * @param log the log of this name, whoever wrote it; one of the two is given
 * @param from the instant to begin at; empty for the start
 * @param until the instant to end at; empty for the end
 * @param deep whether to read the payloads too: footage only
 * @param stream which stream of the camera
 */
public record VerifyRequest(
    Optional<String> camera,
    Optional<String> log,
    Optional<Instant> from,
    Optional<Instant> until,
    boolean deep,
    CameraStream stream) {

  /** Checks the arguments. Use {@link #ofCamera} or {@link #ofLog}. */
  public VerifyRequest {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(until, "until");
    if (camera.isPresent() == log.isPresent()) {
      throw new ConfigurationException("give either a camera or a log to verify");
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new ConfigurationException(
          "verify from %s until %s: the end must come after the start"
              .formatted(from.get(), until.get()));
    }
  }

  /** The footage of a camera's main stream, in whole, without its payloads. */
  public static VerifyRequest ofCamera(String cameraId) {
    return new VerifyRequest(
        Optional.of(cameraId),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        CameraStream.MAIN);
  }

  /** A log, in whole, without its payloads. */
  public static VerifyRequest ofLog(String name) {
    return new VerifyRequest(
        Optional.empty(),
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        false,
        CameraStream.MAIN);
  }

  /** The same from an instant on. */
  public VerifyRequest from(Instant start) {
    return new VerifyRequest(camera, log, Optional.of(start), until, deep, stream);
  }

  /** The same up to an instant. */
  public VerifyRequest until(Instant end) {
    return new VerifyRequest(camera, log, from, Optional.of(end), deep, stream);
  }

  /** The same of another stream of the camera. */
  public VerifyRequest stream(CameraStream other) {
    return new VerifyRequest(camera, log, from, until, deep, other);
  }

  /** The same with the payloads. */
  public VerifyRequest withPayloads() {
    return new VerifyRequest(camera, log, from, until, true, stream);
  }
}
