package io.finalnvr;

import org.jspecify.annotations.Nullable;

/** The root of everything that this library throws on purpose. Messages name no credentials. */
public abstract sealed class NvrException extends RuntimeException
    permits ConfigurationException, CameraException, MediaException, StorageException {

  private static final long serialVersionUID = 1L;

  NvrException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What went wrong, for people. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  public abstract boolean retryable();
}
