package io.finalnvr.core.record;

import io.finalnvr.CameraException;
import io.finalnvr.GapCause;
import io.finalnvr.StorageException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What failures mean for recording. */
public final class Failures {

  private Failures() {}

  /** The storage failure behind a failed future. */
  public static StorageException storage(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof StorageException storage
        ? storage
        : new StorageException(
            StorageException.Reason.UNAVAILABLE, "the store failed: " + cause, cause);
  }

  /** The cause of the gap that begins when a camera's session ends like this. */
  static GapCause gapCause(CameraException.Reason reason) {
    return switch (reason) {
      case UNAUTHORIZED -> GapCause.CAMERA_UNAUTHORIZED;
      case ENDED -> GapCause.CAMERA_RESTARTED;
      case UNREACHABLE, NOT_FOUND, TIMEOUT, SILENT, LOST, UNSUPPORTED, SETUP ->
          GapCause.CAMERA_UNREACHABLE;
    };
  }
}
