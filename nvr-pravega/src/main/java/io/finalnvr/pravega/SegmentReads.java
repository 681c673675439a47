package io.finalnvr.pravega;

import io.netty.buffer.Unpooled;
import io.pravega.auth.TokenExpiredException;
import io.pravega.client.connection.impl.RawClient;
import io.pravega.client.security.auth.DelegationTokenProvider;
import io.pravega.client.segment.impl.NoSuchSegmentException;
import io.pravega.client.segment.impl.Segment;
import io.pravega.client.segment.impl.SegmentTruncatedException;
import io.pravega.client.stream.impl.ConnectionClosedException;
import io.pravega.common.Exceptions;
import io.pravega.shared.protocol.netty.ConnectionFailedException;
import io.pravega.shared.protocol.netty.Reply;
import io.pravega.shared.protocol.netty.WireCommands.NoSuchSegment;
import io.pravega.shared.protocol.netty.WireCommands.ReadSegment;
import io.pravega.shared.protocol.netty.WireCommands.SegmentIsSealed;
import io.pravega.shared.protocol.netty.WireCommands.SegmentIsTruncated;
import io.pravega.shared.protocol.netty.WireCommands.SegmentRead;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for pieces of a segment, of all its readers over one connection, which is made anew after it
 * failed. The client's own input streams ask the controller and connect for each reader, which took
 * 5 ms of a seek, and change threads three times for each piece. Thread-safe.
 */
final class SegmentReads implements PravegaFeed.Source, AutoCloseable {

  private final PravegaClient client;
  private final Segment segment;
  private final DelegationTokenProvider token;
  private final Object lock = new Object();
  private @Nullable RawClient connection;
  private boolean closed;

  SegmentReads(PravegaClient client, Segment segment, DelegationTokenProvider token) {
    this.client = client;
    this.segment = segment;
    this.token = token;
  }

  /**
   * Asks for what stands at an offset. Does not block. At the tail the answer comes with the next
   * append; after the end of a sealed segment it is empty, with endOfSegment.
   *
   * @return fails with SegmentTruncatedException, NoSuchSegmentException, or what the client threw;
   *     the data is heap memory of its own
   */
  @Override
  public CompletableFuture<SegmentRead> ask(long offset, int length) {
    RawClient raw;
    try {
      raw = connection();
    } catch (ConnectionClosedException e) {
      return CompletableFuture.failedFuture(e);
    }
    long request = raw.getFlow().getNextSequenceNumber();
    return token
        .retrieveToken()
        .thenCompose(
            text ->
                raw.sendRequest(
                    request,
                    new ReadSegment(segment.getScopedName(), offset, length, text, request)))
        .handle((reply, failure) -> failure == null ? read(reply) : fail(raw, failure));
  }

  private static SegmentRead read(Reply reply) {
    if (reply instanceof SegmentRead read) {
      return read;
    }
    if (reply instanceof SegmentIsSealed sealed) {
      return new SegmentRead(
          sealed.getSegment(),
          sealed.getOffset(),
          /* atTail= */ true,
          /* endOfSegment= */ true,
          Unpooled.EMPTY_BUFFER,
          sealed.getRequestId());
    }
    if (reply instanceof SegmentIsTruncated truncated) {
      throw new CompletionException(new SegmentTruncatedException(truncated.toString()));
    }
    if (reply instanceof NoSuchSegment gone) {
      throw new CompletionException(new NoSuchSegmentException(gone.getSegment()));
    }
    throw new CompletionException(
        new ConnectionFailedException("unexpected answer " + reply.getClass().getSimpleName()));
  }

  private SegmentRead fail(RawClient raw, Throwable failure) {
    Throwable cause = Exceptions.unwrap(failure);
    if (cause instanceof TokenExpiredException) {
      token.signalTokenExpired();
      throw new CompletionException(new ConnectionFailedException(cause));
    }
    // Closed by one of its other users, because it had failed.
    boolean dropped = cause instanceof ConnectionClosedException && !isClosed();
    drop(raw);
    throw new CompletionException(dropped ? new ConnectionFailedException(cause) : cause);
  }

  private RawClient connection() throws ConnectionClosedException {
    synchronized (lock) {
      if (closed) {
        throw new ConnectionClosedException();
      }
      RawClient open = connection;
      if (open == null || open.isClosed()) {
        open = new RawClient(client.controller(), client.pool(), segment);
        connection = open;
      }
      return open;
    }
  }

  /** The next question is asked over another connection. */
  void reconnect() {
    RawClient open;
    synchronized (lock) {
      open = connection;
    }
    drop(open);
  }

  private void drop(@Nullable RawClient failed) {
    synchronized (lock) {
      if (connection == failed) {
        connection = null;
      }
    }
    if (failed != null) {
      failed.close();
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    reconnect();
  }
}
