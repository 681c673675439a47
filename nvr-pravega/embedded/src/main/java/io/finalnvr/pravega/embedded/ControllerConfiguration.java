package io.finalnvr.pravega.embedded;

import io.pravega.client.stream.ScalingPolicy;
import io.pravega.common.cluster.Host;
import io.pravega.controller.server.ControllerServiceConfig;
import io.pravega.controller.server.eventProcessor.ControllerEventProcessorConfig;
import io.pravega.controller.server.eventProcessor.impl.ControllerEventProcessorConfigImpl;
import io.pravega.controller.server.rpc.grpc.GRPCServerConfig;
import io.pravega.controller.server.rpc.grpc.impl.GRPCServerConfigImpl;
import io.pravega.controller.store.client.StoreClientConfig;
import io.pravega.controller.store.client.impl.StoreClientConfigImpl;
import io.pravega.controller.store.client.impl.ZKClientConfigImpl;
import io.pravega.controller.store.host.HostMonitorConfig;
import io.pravega.controller.timeout.TimeoutServiceConfig;
import io.pravega.controller.util.Config;
import io.pravega.shared.rest.RESTServerConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A controller for one node. */
final class ControllerConfiguration implements ControllerServiceConfig {

  private static final int THREADS = 4;
  private static final Duration SHUTDOWN = Duration.ofSeconds(1);

  private final NodeState.Ports ports;
  private final int containers;
  private final NodeSecurity security;
  private final AtomicInteger eventProcessorsAsked = new AtomicInteger();

  ControllerConfiguration(NodeState.Ports ports, int containers, NodeSecurity security) {
    this.ports = ports;
    this.containers = containers;
    this.security = security;
  }

  @Override
  public int getThreadPoolSize() {
    return THREADS;
  }

  @Override
  public StoreClientConfig getStoreClientConfig() {
    return StoreClientConfigImpl.withPravegaTablesClient(
        ZKClientConfigImpl.builder()
            .connectionString(EmbeddedPravega.HOST + ":" + ports.zooKeeper())
            .namespace("pravega/" + EmbeddedPravega.CLUSTER)
            .initialSleepInterval(500)
            .maxRetries(5)
            .sessionTimeoutMs(ZooKeeperPart.SESSION_MILLIS)
            .secureConnectionToZooKeeper(false)
            .trustStorePath("")
            .trustStorePasswordPath("")
            .build());
  }

  @Override
  public HostMonitorConfig getHostMonitorConfig() {
    return new OneHost(containers);
  }

  @Override
  public boolean isControllerClusterListenerEnabled() {
    return true;
  }

  @Override
  public String getTlsEnabledForSegmentStore() {
    return String.valueOf(security.tls().isPresent());
  }

  @Override
  public TimeoutServiceConfig getTimeoutServiceConfig() {
    return TimeoutServiceConfig.builder().maxLeaseValue(Config.MAX_LEASE_VALUE).build();
  }

  @Override
  public Optional<ControllerEventProcessorConfig> getEventProcessorConfig() {
    eventProcessorsAsked.incrementAndGet();
    return Optional.of(
        ControllerEventProcessorConfigImpl.withDefaultBuilder()
            .commitStreamScalingPolicy(ScalingPolicy.fixed(1))
            .abortStreamScalingPolicy(ScalingPolicy.fixed(1))
            .scaleStreamScalingPolicy(ScalingPolicy.fixed(1))
            .kvtStreamScalingPolicy(ScalingPolicy.fixed(1))
            .commitReaderGroupSize(1)
            .abortReaderGroupSize(1)
            .kvtReaderGroupSize(1)
            .shutdownTimeout(SHUTDOWN)
            .build());
  }

  /**
   * The controller reads its own address from this while it builds its parts, and asks once more,
   * after the event processors were built, whether to open its server, which would be reachable
   * from other machines. By then there is none: {@link ControllerPart} opens its own.
   */
  @Override
  public Optional<GRPCServerConfig> getGRPCServerConfig() {
    boolean built = eventProcessorsAsked.get() > 1;
    return built ? Optional.empty() : Optional.of(address());
  }

  private GRPCServerConfig address() {
    return GRPCServerConfigImpl.builder()
        .port(ports.controller())
        .publishedRPCHost(EmbeddedPravega.HOST)
        .publishedRPCPort(ports.controller())
        .authorizationEnabled(security.authentication().isPresent())
        .tlsEnabled(security.tls().isPresent())
        .tlsProtocolVersion(new String[] {"TLSv1.3"})
        .tlsTrustStore(security.certificate())
        .tlsCertFile(security.certificate())
        .tlsKeyFile(security.key())
        .userPasswordFile("")
        .tokenSigningKey(security.tokenKey())
        .accessTokenTTLInSeconds(security.tokenSeconds())
        .build();
  }

  @Override
  public Optional<RESTServerConfig> getRestServerConfig() {
    return Optional.empty();
  }

  @Override
  public Duration getRetentionFrequency() {
    return Duration.ofMinutes(Config.MINIMUM_RETENTION_FREQUENCY_IN_MINUTES);
  }

  @Override
  public Duration getHealthCheckFrequency() {
    return Duration.ofSeconds(Config.HEALTH_CHECK_FREQUENCY);
  }

  @Override
  public Duration getShutdownTimeout() {
    return SHUTDOWN;
  }

  /** Gives the containers to the only segment store as soon as it is there. */
  private record OneHost(int containers) implements HostMonitorConfig {

    @Override
    public boolean isHostMonitorEnabled() {
      return true;
    }

    @Override
    public int getHostMonitorMinRebalanceInterval() {
      return 0;
    }

    @Override
    public int getContainerCount() {
      return containers;
    }

    @Override
    public Map<Host, Set<Integer>> getHostContainerMap() {
      return Map.of();
    }
  }
}
