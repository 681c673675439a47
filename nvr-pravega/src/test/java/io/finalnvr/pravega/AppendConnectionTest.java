package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.pravega.client.connection.impl.ClientConnection;
import io.pravega.client.connection.impl.ConnectionFactory;
import io.pravega.shared.protocol.netty.Append;
import io.pravega.shared.protocol.netty.FailingReplyProcessor;
import io.pravega.shared.protocol.netty.PravegaNodeUri;
import io.pravega.shared.protocol.netty.Reply;
import io.pravega.shared.protocol.netty.ReplyProcessor;
import io.pravega.shared.protocol.netty.WireCommand;
import io.pravega.shared.protocol.netty.WireCommands.ConditionalBlockEnd;
import io.pravega.shared.protocol.netty.WireCommands.ConditionalCheckFailed;
import io.pravega.shared.protocol.netty.WireCommands.DataAppended;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class AppendConnectionTest {

  private static final UUID WRITER = new UUID(0, 1);
  private static final PravegaNodeUri SERVER = new PravegaNodeUri("localhost", 1);

  private final Socket socket = new Socket();
  private final List<Reply> passedOn = new ArrayList<>();
  private final ClientConnection connection =
      AppendConnection.factory(socket).establishConnection(SERVER, new Replies()).join();

  @Test
  void promptAppends_areSentWhileTheSocketIsSureToTakeThem() throws Exception {
    assertThat(sendPromptly(1, 100 << 10)).isTrue();
    assertThat(sendPromptly(2, 28 << 10)).isTrue();

    assertThat(sendPromptly(3, 1)).isFalse();
    assertThat(socket.sent).extracting(ConditionalBlockEnd::getEventNumber).containsExactly(1L, 2L);
  }

  @Test
  void answers_makeRoomAgain_alsoThoseThatRefuse() throws Exception {
    sendPromptly(1, 64 << 10);
    sendPromptly(2, 64 << 10);

    socket.replies.process(new DataAppended(1, WRITER, 1, 0, 0));
    assertThat(sendPromptly(3, 64 << 10)).isTrue();
    assertThat(sendPromptly(4, 64 << 10)).isFalse();

    socket.replies.process(new ConditionalCheckFailed(WRITER, 2, 2));
    assertThat(sendPromptly(4, 64 << 10)).isTrue();
    assertThat(passedOn).hasSize(2);
  }

  @Test
  void whileSomebodyIsStuckSending_nobodyElseIsHeldUp() throws Exception {
    socket.stands = true;
    Thread stuck = new Thread(() -> send(1));
    stuck.start();
    socket.isSending.await();

    assertThat(sendPromptly(2, 1)).isFalse();

    socket.goesOn.countDown();
    stuck.join();
    socket.stands = false;
    assertThat(sendPromptly(2, 1)).isTrue();
  }

  private boolean sendPromptly(long number, int bytes) throws Exception {
    PromptAppend prompt = new PromptAppend(append(number, bytes));
    connection.send(prompt);
    return prompt.isSent();
  }

  private void send(long number) {
    try {
      connection.send(append(number, 1));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConditionalBlockEnd append(long number, int bytes) {
    return new ConditionalBlockEnd(WRITER, number, 0, Unpooled.wrappedBuffer(new byte[bytes]), 1);
  }

  /** What the server's answers are for. */
  private final class Replies extends FailingReplyProcessor {
    @Override
    public void process(Reply reply) {
      passedOn.add(reply);
    }

    @Override
    public void connectionDropped() {}

    @Override
    public void processingFailure(Exception error) {}
  }

  /** A connection that can stand still. */
  private static final class Socket implements ConnectionFactory, ClientConnection {
    private final List<ConditionalBlockEnd> sent = new ArrayList<>();
    private final CountDownLatch isSending = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private volatile boolean stands;
    private ReplyProcessor replies =
        new FailingReplyProcessor() {
          @Override
          public void connectionDropped() {}

          @Override
          public void processingFailure(Exception error) {}
        };

    @Override
    public CompletableFuture<ClientConnection> establishConnection(
        PravegaNodeUri server, ReplyProcessor processor) {
      replies = processor;
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public void send(WireCommand command) {
      sent.add((ConditionalBlockEnd) command);
      if (stands) {
        isSending.countDown();
        try {
          goesOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void send(Append append) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sendAsync(List<Append> appends, CompletedCallback callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PravegaNodeUri getLocation() {
      return SERVER;
    }

    @Override
    public ScheduledExecutorService getInternalExecutor() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
