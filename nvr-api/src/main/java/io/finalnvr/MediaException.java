package io.finalnvr;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Footage can't be decoded or sent, or is not there. */
public final class MediaException extends NvrException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, to act upon. */
  public enum Reason {
    /** There is no footage at the asked instant or in the asked range. */
    NO_FOOTAGE(false),
    /** The footage is damaged or has a form that can't be decoded. */
    UNDECODABLE(false),
    /** The footage has a form that can't be sent this way. */
    UNSUPPORTED(false),
    /** A browser does not connect, or the connection to it broke. */
    PEER(true),
    /** A file can't be written. */
    OUTPUT(true),
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
  public MediaException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** With what caused it. */
  public MediaException(Reason reason, String message, @Nullable Throwable cause) {
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
