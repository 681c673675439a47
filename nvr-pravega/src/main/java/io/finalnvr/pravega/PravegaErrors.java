package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.pravega.auth.AuthenticationException;
import io.pravega.auth.AuthorizationException;
import io.pravega.auth.TokenException;
import io.pravega.client.segment.impl.NoSuchSegmentException;
import io.pravega.client.segment.impl.SegmentSealedException;
import io.pravega.client.segment.impl.SegmentTruncatedException;
import io.pravega.client.stream.impl.ConnectionClosedException;
import io.pravega.client.tables.ConditionalTableUpdateException;
import io.pravega.common.ObjectClosedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The only place that knows what the client throws. Its own messages name no credentials. */
final class PravegaErrors {

  private static final int MAX_DEPTH = 12;

  private PravegaErrors() {}

  /** What a failure means to users of the store. */
  static StorageException toStorageException(@Nullable Throwable failure, String what) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (cause instanceof StorageException known) {
        return known;
      }
      @Nullable Reason reason = reasonOf(cause);
      if (reason != null) {
        return new StorageException(reason, what + ": " + text(reason, cause), failure);
      }
      cause = cause.getCause();
    }
    return new StorageException(Reason.UNAVAILABLE, what + ": " + failure, failure);
  }

  /** Whether the data that was asked for is there no more: cut off, or the stream deleted. */
  static boolean isCutOff(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (cause instanceof SegmentTruncatedException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static @Nullable Reason reasonOf(Throwable cause) {
    if (cause instanceof NoSuchSegmentException
        || cause instanceof SegmentSealedException
        || cause instanceof IllegalArgumentException) { // A table or scope that does not exist.
      return Reason.NOT_FOUND;
    }
    if (cause instanceof ConditionalTableUpdateException) {
      return Reason.VERSION_CONFLICT;
    }
    if (cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof TokenException) {
      return Reason.UNAUTHORIZED;
    }
    if (cause instanceof ObjectClosedException
        || cause instanceof ConnectionClosedException
        || cause instanceof RejectedExecutionException
        || cause instanceof CancellationException) {
      return Reason.CLOSED;
    }
    if (cause instanceof TimeoutException || cause instanceof InterruptedException) {
      return Reason.UNAVAILABLE;
    }
    return cause instanceof StatusRuntimeException status ? reasonOf(status.getStatus()) : null;
  }

  private static Reason reasonOf(Status status) {
    return switch (status.getCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED -> Reason.UNAUTHORIZED;
      case NOT_FOUND -> Reason.NOT_FOUND;
      default -> Reason.UNAVAILABLE;
    };
  }

  private static String text(Reason reason, Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "no answer in time";
    }
    if (cause instanceof InterruptedException) {
      return "the waiting thread was interrupted";
    }
    return switch (reason) {
      case NOT_FOUND -> "does not exist";
      case UNAUTHORIZED ->
          "Pravega refuses the credentials, gives them no access, or got none; give the user and the password of somebody who may write in the scope";
      case CLOSED -> "closed";
      case VERSION_CONFLICT -> "has another version than expected";
      default -> "Pravega can't be reached (" + cause.getMessage() + ")";
    };
  }
}
