package io.finalnvr;

import java.util.Locale;

/**
 * One of the streams of the same picture that a camera offers. Each is recorded into a log of its
 * own, with a timeline of its own.
 */
public enum CameraStream {
  /** The one in full size; every camera has it. */
  MAIN,
  /** A smaller one beside it, where {@link CameraConfig#sub()} says so. */
  SUB;

  /** As it stands in names and on command lines: {@code main}, {@code sub}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
