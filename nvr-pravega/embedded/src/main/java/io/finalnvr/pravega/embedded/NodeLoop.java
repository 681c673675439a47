package io.finalnvr.pravega.embedded;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that receives requests, works on them and answers them.
 *
 * <p>An append goes through some ten tasks that hand over to one another. Where each may run on
 * another thread, waking these takes more time than the tasks themselves. Nothing that runs here
 * may wait for something else that has to run here.
 */
final class NodeLoop implements AutoCloseable {

  private static final long STOP_SECONDS = 3;

  private final EventLoopGroup group;
  private final Class<? extends ServerChannel> channel;

  NodeLoop() {
    ThreadFactory threads = new DefaultThreadFactory("nvr-node", /* daemon= */ true);
    if (Epoll.isAvailable()) {
      group = new EpollEventLoopGroup(1, threads);
      channel = EpollServerSocketChannel.class;
    } else {
      group = new NioEventLoopGroup(1, threads);
      channel = NioServerSocketChannel.class;
    }
  }

  ScheduledExecutorService executor() {
    return group;
  }

  EventLoopGroup group() {
    return group;
  }

  Class<? extends ServerChannel> channel() {
    return channel;
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(STOP_SECONDS + 1, TimeUnit.SECONDS);
  }
}
