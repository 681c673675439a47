package io.finalnvr.pravega;

import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.StoreConfig;
import io.pravega.client.ClientConfig;
import io.pravega.client.connection.impl.ConnectionPool;
import io.pravega.client.connection.impl.ConnectionPoolImpl;
import io.pravega.client.connection.impl.SocketConnectionFactoryImpl;
import io.pravega.client.control.impl.ControllerImplConfig;
import io.pravega.client.segment.impl.Segment;
import io.pravega.shared.protocol.netty.PravegaNodeUri;
import io.pravega.shared.security.auth.DefaultCredentials;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections and threads of one store.
 *
 * <p>Made of the parts that the client's own factories are made of, because those make a pool of
 * threads and connections for each kind of use, retry without end, and hide the offset up to which
 * a writer has written.
 */
final class PravegaClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PravegaClient.class);
  private static final int CLIENT_THREADS = 4;
  private static final int APPEND_CONNECTIONS = 2;
  private static final long CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private final StoreAddress address;
  private final ServerProbe probe;
  private final FreshEndpoints controller;
  private final ConnectionPool pool;
  private final ConnectionPool appends;
  private final ExecutorService threads;
  private final Set<CompletableFuture<?>> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private PravegaClient(
      StoreAddress address,
      ServerProbe probe,
      FreshEndpoints controller,
      ConnectionPool pool,
      ConnectionPool appends,
      ExecutorService threads) {
    this.address = address;
    this.probe = probe;
    this.controller = controller;
    this.pool = pool;
    this.appends = appends;
    this.threads = threads;
  }

  /**
   * Makes the client; connects only when it is used. Where the configuration has no credentials,
   * they are those that the client finds in its properties {@code pravega.client.auth.*} and
   * environment variables {@code pravega_client_auth_*}, if any.
   *
   * @throws ConfigurationException when the trust store can't be used
   */
  static PravegaClient create(StoreAddress address, StoreConfig config) {
    if (config.trustStore().isPresent() && !address.secure()) {
      throw new ConfigurationException(
          "a trust store without TLS: write pravegas:// instead of pravega://, or leave it out");
    }
    if (config.credentials().isPresent() && !address.secure()) {
      LOG.warn(
          "{}: the password is sent in clear; pravegas:// keeps it secret", address.controller());
    }
    SSLContext trust = TrustFile.context(config.trustStore());
    ClientConfig.ClientConfigBuilder builder =
        ClientConfig.builder()
            .controllerURI(address.controller())
            .enableTlsToController(address.secure())
            .enableTlsToSegmentStore(address.secure())
            .connectTimeoutMilliSec(CONNECT_TIMEOUT_MILLIS);
    config
        .credentials()
        .ifPresent(c -> builder.credentials(new DefaultCredentials(c.password(), c.user())));
    config.trustStore().ifPresent(file -> builder.trustStore(file.toString()));
    ClientConfig clientConfig = builder.build();
    ClientConfig appendConfig = builder.maxConnectionsPerSegmentStore(APPEND_CONNECTIONS).build();
    ClientThreads clientThreads = new ClientThreads(CLIENT_THREADS, daemons("nvr-pravega-client-"));
    FreshEndpoints controller =
        new FreshEndpoints(
            ControllerImplConfig.builder()
                .clientConfig(clientConfig)
                .initialBackoffMillis(50)
                .backoffMultiple(2)
                .maxBackoffMillis(1_000)
                .retryAttempts(60)
                .timeoutMillis(20_000)
                .build(),
            clientThreads);
    ConnectionPool pool =
        new ConnectionPoolImpl(
            clientConfig, new SocketConnectionFactoryImpl(clientConfig, clientThreads));
    ConnectionPool appends =
        new ConnectionPoolImpl(
            appendConfig,
            AppendConnection.factory(new SocketConnectionFactoryImpl(appendConfig, clientThreads)));
    return new PravegaClient(
        address,
        new ServerProbe(trust),
        controller,
        pool,
        appends,
        Executors.newCachedThreadPool(daemons("nvr-pravega-io-")));
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  String scope() {
    return address.scope();
  }

  FreshEndpoints controller() {
    return controller;
  }

  ConnectionPool pool() {
    return pool;
  }

  /** Connections of their own for appends, few, as what all cameras append shares them. */
  ConnectionPool appends() {
    return appends;
  }

  /** Why a controller that does not answer can't; empty where that can't be found out. */
  Optional<StorageException> troubleWithControllers() {
    return address.servers().stream()
        .flatMap(
            server ->
                (address.secure()
                        ? probe.troubleWithTls(server.host(), server.port())
                        : probe.troubleInClear(server.host(), server.port()))
                    .stream())
        .findFirst();
  }

  /** Why TLS with a segment store is not possible. */
  Optional<StorageException> troubleWithSegmentStores() {
    if (!address.secure()) {
      return Optional.empty();
    }
    // The name of a segment alone decides which store has it, whether it exists or not.
    Segment any = new Segment(scope(), "any", 0);
    PravegaNodeUri store =
        ask("segment stores", () -> controller.getEndpointForSegment(any.getScopedName()));
    return probe.troubleWithTls(store.getEndpoint(), store.getPort());
  }

  /** Threads for what may block. */
  ExecutorService threads() {
    return threads;
  }

  /** Runs a call of the client that may block for ever, for a bounded time. */
  <T> T call(String what, Callable<T> call) {
    return ask(
        what,
        () -> {
          CompletableFuture<T> result = new CompletableFuture<>();
          threads.execute(
              () -> {
                try {
                  result.complete(call.call());
                } catch (Exception e) {
                  result.completeExceptionally(e);
                }
              });
          return result;
        });
  }

  /** Asks the client and waits for the answer, 60 s at most. */
  <T> T ask(String what, Supplier<CompletableFuture<T>> question) {
    return ask(what, question, CALL_TIMEOUT);
  }

  <T> T ask(String what, Supplier<CompletableFuture<T>> question, Duration timeout) {
    checkOpen();
    CompletableFuture<T> answer;
    try {
      answer = question.get().copy();
    } catch (RuntimeException e) {
      throw PravegaErrors.toStorageException(e, what);
    }
    calls.add(answer);
    try {
      checkOpen();
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw PravegaErrors.toStorageException(e.getCause(), what);
    } catch (TimeoutException e) {
      throw PravegaErrors.toStorageException(e, what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PravegaErrors.toStorageException(e, what);
    } finally {
      calls.remove(answer);
    }
  }

  boolean isClosed() {
    return closed;
  }

  private void checkOpen() {
    if (closed) {
      throw closedException();
    }
  }

  private static StorageException closedException() {
    return new StorageException(Reason.CLOSED, "the store is closed");
  }

  @Override
  public void close() {
    closed = true;
    calls.forEach(call -> call.completeExceptionally(closedException()));
    threads.shutdown();
    controller.close();
    appends.close();
    pool.close();
    threads.shutdownNow();
  }
}
