package io.finalnvr.pravega.embedded;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.pravega.segmentstore.server.host.handler.ConnectionTracker;
import io.pravega.segmentstore.server.host.handler.PravegaConnectionListener;
import io.pravega.segmentstore.server.host.handler.ServerConnectionInboundHandler;
import io.pravega.segmentstore.server.host.handler.TrackedConnection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes the connections of clients on the node's loop. Pravega's own listener, which would have
 * threads of its own, only makes the handlers of each connection.
 */
final class NodeListener implements AutoCloseable {

  private static final int BACKLOG = 100;
  private static final long CLOSE_SECONDS = 3;

  private final Channel server;

  private NodeListener(Channel server) {
    this.server = server;
  }

  /** Listens on the loopback address when it returns. */
  static NodeListener start(
      NodeLoop loop, int port, PravegaConnectionListener handlers, Optional<SslContext> tls)
      throws InterruptedException {
    ConnectionTracker tracker = new ConnectionTracker();
    return new NodeListener(
        new ServerBootstrap()
            .group(loop.group())
            .channel(loop.channel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    equip(client, tracker, handlers, tls);
                  }
                })
            .bind(EmbeddedPravega.HOST, port)
            .sync()
            .channel());
  }

  private static void equip(
      SocketChannel client,
      ConnectionTracker tracker,
      PravegaConnectionListener handlers,
      Optional<SslContext> tls) {
    ServerConnectionInboundHandler requests = new ServerConnectionInboundHandler();
    requests.setRequestProcessor(
        handlers.createRequestProcessor(new TrackedConnection(requests, tracker)));
    tls.ifPresent(context -> client.pipeline().addLast(context.newHandler(client.alloc())));
    handlers
        .createEncodingStack(String.valueOf(client.remoteAddress()))
        .forEach(client.pipeline()::addLast);
    client.pipeline().addLast(requests);
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
