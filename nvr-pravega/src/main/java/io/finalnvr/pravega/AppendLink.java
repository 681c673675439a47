package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.netty.buffer.Unpooled;
import io.pravega.auth.AuthenticationException;
import io.pravega.client.connection.impl.ClientConnection;
import io.pravega.client.connection.impl.Flow;
import io.pravega.client.security.auth.DelegationTokenProvider;
import io.pravega.client.segment.impl.NoSuchSegmentException;
import io.pravega.client.segment.impl.Segment;
import io.pravega.common.ObjectClosedException;
import io.pravega.shared.protocol.netty.ConnectionFailedException;
import io.pravega.shared.protocol.netty.FailingReplyProcessor;
import io.pravega.shared.protocol.netty.PravegaNodeUri;
import io.pravega.shared.protocol.netty.WireCommand;
import io.pravega.shared.protocol.netty.WireCommands.AppendSetup;
import io.pravega.shared.protocol.netty.WireCommands.AuthTokenCheckFailed;
import io.pravega.shared.protocol.netty.WireCommands.ConditionalBlockEnd;
import io.pravega.shared.protocol.netty.WireCommands.ConditionalCheckFailed;
import io.pravega.shared.protocol.netty.WireCommands.DataAppended;
import io.pravega.shared.protocol.netty.WireCommands.ErrorMessage;
import io.pravega.shared.protocol.netty.WireCommands.Hello;
import io.pravega.shared.protocol.netty.WireCommands.InvalidEventNumber;
import io.pravega.shared.protocol.netty.WireCommands.NoSuchSegment;
import io.pravega.shared.protocol.netty.WireCommands.OperationUnsupported;
import io.pravega.shared.protocol.netty.WireCommands.SegmentIsSealed;
import io.pravega.shared.protocol.netty.WireCommands.SetupAppend;
import io.pravega.shared.protocol.netty.WireCommands.WrongHost;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a sink to the segment store that serves its segment, from the first word to the
 * first thing that goes wrong. Connecting and sending is for one thread at a time.
 */
final class AppendLink extends FailingReplyProcessor implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** What the server says; on a thread of the connection. */
  interface Listener {
    /** Everything up to a number is durable. */
    void onStored(long number);

    /** A write did not find the stream as long as it expected. */
    void onRefused(AppendLink link);

    /** The connection is no more, though nobody has closed it. May be told more than once. */
    void onDropped(AppendLink link);

    /** It makes no sense to connect again. */
    void onFailed(StorageException reason);
  }

  private final String name;
  private final Segment segment;
  private final UUID writerId;
  private final boolean resumed;
  private final Listener listener;
  private final Flow flow = Flow.create();
  private final CompletableFuture<Long> setUp = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final PravegaClient client;
  private final DelegationTokenProvider token;

  private volatile @Nullable ClientConnection connection;
  private volatile boolean connected;
  private volatile long storedNumber;

  /**
   * Of a sink, not connected.
   *
   * @param resumed whether an earlier link may have sent what this one sends again
   */
  AppendLink(
      PravegaClient client,
      Segment segment,
      DelegationTokenProvider token,
      UUID writerId,
      boolean resumed,
      Listener listener) {
    this.client = client;
    this.name = segment.getStreamName();
    this.segment = segment;
    this.token = token;
    this.writerId = writerId;
    this.resumed = resumed;
    this.listener = listener;
  }

  /** Connects; then {@link #storedNumber()} is known. */
  void connect() {
    String scopedName = segment.getScopedName();
    PravegaNodeUri server =
        client.ask(name, () -> client.controller().getEndpointForSegment(scopedName), ANSWER);
    CompletableFuture<ClientConnection> opening =
        client.appends().getClientConnection(flow, server, this);
    opening.thenAccept(this::opened); // Also when it comes too late.
    client.ask(name, () -> opening, ANSWER);
    String delegation = client.ask(name, token::retrieveToken, ANSWER);
    send(new SetupAppend(flow.getNextSequenceNumber(), writerId, scopedName, delegation));
    storedNumber = Math.max(0, client.ask(name, () -> setUp, ANSWER));
    connected = true;
  }

  private void opened(ClientConnection opened) {
    connection = opened;
    if (ended.get()) {
      opened.close();
    }
  }

  boolean isConnected() {
    return connected;
  }

  /** Number of the newest write of the sink that the server had stored when this link was made. */
  long storedNumber() {
    return storedNumber;
  }

  /** Whether an earlier link may have sent what this one sends again. */
  boolean isResumed() {
    return resumed;
  }

  /** Appends all of them as one: they follow one another. May take long. */
  void send(List<PendingWrite> writes) {
    send(append(writes));
  }

  /** The same, but only where that can't take long; whether it has. */
  boolean sendPromptly(List<PendingWrite> writes) {
    PromptAppend prompt = new PromptAppend(append(writes));
    send(prompt);
    return prompt.isSent();
  }

  private ConditionalBlockEnd append(List<PendingWrite> writes) {
    PendingWrite first = writes.get(0);
    ByteBuffer[] data =
        writes.stream().map(write -> write.data().duplicate()).toArray(ByteBuffer[]::new);
    return new ConditionalBlockEnd(
        writerId,
        writes.get(writes.size() - 1).number(),
        first.offset(),
        Unpooled.wrappedBuffer(data),
        flow.getNextSequenceNumber());
  }

  private void send(WireCommand command) {
    ClientConnection open = connection;
    if (open == null) {
      throw new StorageException(Reason.UNAVAILABLE, name + ": not connected");
    }
    try {
      open.send(command);
    } catch (ConnectionFailedException | ObjectClosedException e) {
      throw new StorageException(Reason.UNAVAILABLE, name + ": the connection is broken", e);
    }
  }

  @Override
  public void hello(Hello hello) {
    // The client's connections check the version.
  }

  @Override
  public void appendSetup(AppendSetup reply) {
    setUp.complete(reply.getLastEventNumber());
  }

  @Override
  public void dataAppended(DataAppended reply) {
    listener.onStored(reply.getEventNumber());
  }

  @Override
  public void conditionalCheckFailed(ConditionalCheckFailed reply) {
    listener.onRefused(this);
  }

  @Override
  public void invalidEventNumber(InvalidEventNumber reply) {
    listener.onRefused(this);
  }

  @Override
  public void wrongHost(WrongHost reply) {
    ClientConnection open = connection;
    if (open != null) {
      client.controller().updateStaleValueInCache(reply.getSegment(), open.getLocation());
    }
    dropped(new ConnectionFailedException("the segment has moved"));
  }

  @Override
  public void noSuchSegment(NoSuchSegment reply) {
    failed(new NoSuchSegmentException(reply.getSegment()));
  }

  @Override
  public void segmentIsSealed(SegmentIsSealed reply) {
    failed(new NoSuchSegmentException(reply.getSegment()));
  }

  @Override
  public void authTokenCheckFailed(AuthTokenCheckFailed reply) {
    if (reply.isTokenExpired()) {
      token.signalTokenExpired();
      dropped(new ConnectionFailedException("the token has expired"));
    } else {
      failed(new AuthenticationException("refused"));
    }
  }

  @Override
  public void operationUnsupported(OperationUnsupported reply) {
    failed(new UnsupportedOperationException(reply.getOperationName()));
  }

  @Override
  public void errorMessage(ErrorMessage reply) {
    dropped(reply.getThrowableException());
  }

  @Override
  public void processingFailure(Exception error) {
    dropped(error);
  }

  @Override
  public void connectionDropped() {
    dropped(new ConnectionFailedException("the connection was lost"));
  }

  private void dropped(Throwable why) {
    setUp.completeExceptionally(why);
    if (!ended.get() && connected) {
      listener.onDropped(this);
    }
  }

  private void failed(Exception why) {
    StorageException failure = PravegaErrors.toStorageException(why, name);
    setUp.completeExceptionally(failure);
    listener.onFailed(failure);
  }

  /** Ends it; nothing is told any more. */
  @Override
  public void close() {
    ended.set(true);
    ClientConnection open = connection;
    if (open != null) {
      open.close();
    }
  }
}
