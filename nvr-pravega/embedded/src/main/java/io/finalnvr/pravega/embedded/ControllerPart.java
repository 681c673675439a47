package io.finalnvr.pravega.embedded;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.pravega.common.tracing.RequestTracker;
import io.pravega.controller.server.ControllerServiceStarter;
import io.pravega.controller.server.rpc.grpc.v1.ControllerServiceImpl;
import io.pravega.controller.server.security.auth.GrpcAuthHelper;
import io.pravega.controller.store.client.StoreClient;
import io.pravega.controller.store.client.StoreClientFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The node's controller, which clients ask first.
 *
 * <p>Its network server is our own: Pravega's binds every address of the machine.
 */
final class ControllerPart implements AutoCloseable {

  private static final int CLOSE_SECONDS = 5;

  private final StoreClient store;
  private final ControllerServiceStarter controller;
  private final RequestTracker requests = new RequestTracker(/* tracingEnabled= */ false);
  private final int port;
  private final NodeSecurity security;
  private @Nullable Server server;

  private ControllerPart(
      StoreClient store, ControllerServiceStarter controller, int port, NodeSecurity security) {
    this.store = store;
    this.controller = controller;
    this.port = port;
    this.security = security;
  }

  /** Begins to start; needs the segment store to finish. */
  static ControllerPart begin(NodeState.Ports ports, int containers, NodeSecurity security) {
    ControllerDefaults.load();
    ControllerConfiguration configuration =
        new ControllerConfiguration(ports, containers, security);
    StoreClient store = StoreClientFactory.createStoreClient(configuration.getStoreClientConfig());
    ControllerServiceStarter controller = new ControllerServiceStarter(configuration, store);
    controller.startAsync();
    return new ControllerPart(store, controller, ports.controller(), security);
  }

  /** Waits until clients can be served, and serves them. */
  void finish(Deadline deadline) throws IOException, InterruptedException, TimeoutException {
    controller.awaitRunning(deadline.leftMillis(), TimeUnit.MILLISECONDS);
    ServerBuilder<?> builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(EmbeddedPravega.HOST, port))
            .addService(
                ServerInterceptors.intercept(
                    new ControllerServiceImpl(
                        controller.getControllerService(),
                        authentication(),
                        requests,
                        /* replyWithStackTraceOnError= */ false,
                        /* isRGStreamWritesWithReadPermEnabled= */ true)));
    security
        .authentication()
        .ifPresent(a -> GrpcAuthHelper.registerInterceptors(a.handlers(), builder));
    security
        .tls()
        .ifPresent(
            files ->
                builder.useTransportSecurity(files.certificate().toFile(), files.key().toFile()));
    server = builder.build().start();
  }

  private GrpcAuthHelper authentication() {
    return new GrpcAuthHelper(
        security.authentication().isPresent(), security.tokenKey(), security.tokenSeconds());
  }

  @Override
  public void close() {
    if (server != null) {
      server.shutdownNow();
    }
    try {
      controller.stopAsync().awaitTerminated(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | IllegalStateException e) {
      throw new IllegalStateException("the controller did not stop in good order", e);
    } finally {
      closeStore();
    }
  }

  private void closeStore() {
    try {
      store.close();
    } catch (Exception e) {
      throw new IllegalStateException("the controller's ZooKeeper client did not close", e);
    }
  }
}
