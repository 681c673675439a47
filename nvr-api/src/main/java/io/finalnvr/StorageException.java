package io.finalnvr;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The store can't do what was asked. */
public final class StorageException extends NvrException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, to act upon. */
  public enum Reason {
    /** The store can't be reached or does not answer in time. */
    UNAVAILABLE(true),
    /** The store refuses the credentials. */
    UNAUTHORIZED(false),
    /** The store can't show that it is the one asked for: see its certificate. */
    UNTRUSTED(false),
    /** Another writer has the log, or wrote to it. */
    WRITER_CONFLICT(false),
    /** Another process has the data directory. */
    IN_USE(true),
    /** A map entry has another version than expected. */
    VERSION_CONFLICT(false),
    /** There is no such log. */
    NOT_FOUND(false),
    /** What is stored does not have the right form. */
    DAMAGED(false),
    /** No space is left. */
    FULL(true),
    /** The store, the log or the writer is closed. */
    CLOSED(false);

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
  public StorageException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** With what caused it. */
  public StorageException(Reason reason, String message, @Nullable Throwable cause) {
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
