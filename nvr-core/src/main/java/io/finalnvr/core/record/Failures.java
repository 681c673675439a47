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

  /**
   * The failure of a log's writer. That it has met another one does not mean that the camera is
   * another's: it may have been an append of our own that was given up and landed late. The lease
   * tells, which is asked before the log is opened again.
   */
  static StorageException ofLog(Throwable failure) {
    StorageException cause = storage(failure);
    return cause.reason() == StorageException.Reason.WRITER_CONFLICT
        ? new StorageException(
            StorageException.Reason.UNAVAILABLE, String.valueOf(cause.getMessage()), cause)
        : cause;
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
