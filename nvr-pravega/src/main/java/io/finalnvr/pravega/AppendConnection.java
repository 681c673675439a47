package io.finalnvr.pravega;

import io.pravega.client.connection.impl.ClientConnection;
import io.pravega.client.connection.impl.ConnectionFactory;
import io.pravega.shared.protocol.netty.Append;
import io.pravega.shared.protocol.netty.ConnectionFailedException;
import io.pravega.shared.protocol.netty.FailingReplyProcessor;
import io.pravega.shared.protocol.netty.PravegaNodeUri;
import io.pravega.shared.protocol.netty.Reply;
import io.pravega.shared.protocol.netty.ReplyProcessor;
import io.pravega.shared.protocol.netty.WireCommand;
import io.pravega.shared.protocol.netty.WireCommands.ConditionalBlockEnd;
import io.pravega.shared.protocol.netty.WireCommands.ConditionalCheckFailed;
import io.pravega.shared.protocol.netty.WireCommands.DataAppended;
import io.pravega.shared.protocol.netty.WireCommands.InvalidEventNumber;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection for appends that knows whether sending can take long: a thread that must not be held
 * up sends a {@link PromptAppend}, which is sent only while nobody else is sending, and so little
 * is on its way that the socket takes it at once.
 */
final class AppendConnection implements ClientConnection {

  private final ClientConnection socket;
  private final SendWindow window;

  /** Held while something is sent, which may take long. */
  private final ReentrantLock sending = new ReentrantLock();

  private AppendConnection(ClientConnection socket, SendWindow window) {
    this.socket = socket;
    this.window = window;
  }

  /** Makes such connections of those of another factory. */
  static ConnectionFactory factory(ConnectionFactory sockets) {
    return new ConnectionFactory() {
      @Override
      public CompletableFuture<ClientConnection> establishConnection(
          PravegaNodeUri server, ReplyProcessor replies) {
        SendWindow window = new SendWindow();
        return sockets
            .establishConnection(server, new Answers(replies, window))
            .thenApply(socket -> new AppendConnection(socket, window));
      }

      @Override
      public ScheduledExecutorService getInternalExecutor() {
        return sockets.getInternalExecutor();
      }

      @Override
      public void close() {
        sockets.close();
      }
    };
  }

  @Override
  public void send(WireCommand command) throws ConnectionFailedException {
    if (command instanceof PromptAppend prompt) {
      sendPromptly(prompt);
      return;
    }
    sending.lock();
    try {
      if (command instanceof ConditionalBlockEnd append) {
        sendNow(append);
      } else {
        socket.send(command);
      }
    } finally {
      sending.unlock();
    }
  }

  private void sendPromptly(PromptAppend prompt) throws ConnectionFailedException {
    if (!sending.tryLock()) {
      return;
    }
    try {
      ConditionalBlockEnd append = prompt.append();
      if (window.hasRoomFor(append.getData().readableBytes())) {
        prompt.markSent();
        sendNow(append);
      }
    } finally {
      sending.unlock();
    }
  }

  private void sendNow(ConditionalBlockEnd append) throws ConnectionFailedException {
    window.sent(append.getWriterId(), append.getEventNumber(), append.getData().readableBytes());
    socket.send(append);
  }

  @Override
  public void send(Append append) {
    throw new UnsupportedOperationException("appends have conditions");
  }

  @Override
  public void sendAsync(List<Append> appends, CompletedCallback callback) {
    throw new UnsupportedOperationException("appends have conditions");
  }

  @Override
  public PravegaNodeUri getLocation() {
    return socket.getLocation();
  }

  @Override
  public void close() {
    socket.close();
  }

  /** Looks at what the server answers, and passes it on. */
  private static final class Answers extends FailingReplyProcessor {
    private final ReplyProcessor target;
    private final SendWindow window;

    Answers(ReplyProcessor target, SendWindow window) {
      this.target = target;
      this.window = window;
    }

    @Override
    public void process(Reply reply) {
      if (reply instanceof DataAppended stored) {
        window.answered(stored.getWriterId(), stored.getEventNumber());
      } else if (reply instanceof ConditionalCheckFailed refused) {
        window.answered(refused.getWriterId(), refused.getEventNumber());
      } else if (reply instanceof InvalidEventNumber refused) {
        window.answered(refused.getWriterId(), refused.getEventNumber());
      }
      target.process(reply);
    }

    @Override
    public void connectionDropped() {
      target.connectionDropped();
    }

    @Override
    public void processingFailure(Exception error) {
      target.processingFailure(error);
    }
  }
}
