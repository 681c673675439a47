package io.finalnvr;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A camera can't be connected to, or was lost. */
public final class CameraException extends NvrException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, to act upon. */
  public enum Reason {
    /** The host has no address, can't be reached, or refuses the connection. */
    UNREACHABLE(true),
    /** The camera refuses the credentials, or wants some. */
    UNAUTHORIZED(true),
    /** The camera knows no such stream. */
    NOT_FOUND(true),
    /** The camera accepted the connection and did not answer in time. */
    TIMEOUT(true),
    /** The camera was connected and then sent no frame for too long. */
    SILENT(true),
    /** The camera ended the connection. */
    LOST(true),
    /** The stream came to its end. */
    ENDED(true),
    /** The camera sends something that can't be recorded. */
    UNSUPPORTED(true),
    /** Something is missing on this machine; the message names it. */
    SETUP(false);

    private final boolean retryable;

    Reason(boolean retryable) {
      this.retryable = retryable;
    }

    /** Whether trying again may help. */
    public boolean retryable() {
      return retryable;
    }
  }

  private final Reason reason;

  /** With a message for people. */
  public CameraException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** With what caused it. */
  public CameraException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }

  @Override
  public boolean retryable() {
    return reason.retryable();
  }
}
