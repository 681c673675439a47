package io.finalnvr.pravega.cluster;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.VolumesFrom;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A real cluster: ZooKeeper, three bookies, a controller, two segment stores, and long-term storage
 * in a volume that both share.
 *
 * <p>One container, the pod, owns the network in which all of them live, and does nothing else. So
 * every server is at 127.0.0.1 with a port of its own, inside as well as outside, and a server that
 * is killed and started again is where it was. A segment store is published at the port that it
 * listens on, because the controller hands its address out to clients.
 */
final class PravegaCluster implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(120);
  private static final int BOOKIES = 3;
  private static final int STORES = 2;
  private static final int CONTROLLER_PORT = 9090;
  private static final int REST_PORT = 9091;
  private static final int FIRST_BOOKIE_PORT = 3181;
  private static final String ZOOKEEPER = "127.0.0.1:2181";
  private static final String LONG_TERM = "/lts";

  private final GenericContainer<?> pod;
  private final List<Integer> storePorts;
  private final List<Member> members = new ArrayList<>();
  private final List<Member> stores = new ArrayList<>();
  private final List<Member> bookies = new ArrayList<>();
  private Member controller;

  private PravegaCluster() {
    storePorts = freePorts(STORES);
    pod = pod(storePorts);
  }

  /** Starts a cluster; returns when it is ready. */
  static PravegaCluster start() {
    Leftovers.remove();
    PravegaCluster cluster = new PravegaCluster();
    try {
      cluster.create();
      cluster.awaitReady();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.members.forEach(member -> System.err.println(member.log()));
      cluster.close();
      throw e;
    }
  }

  private void create() {
    pod.start();
    add("zookeeper", container(Images.ZOOKEEPER)).create();
    String waitFor = ZOOKEEPER;
    for (int i = 0; i < BOOKIES; i++) {
      int port = FIRST_BOOKIE_PORT + i;
      // The first makes the places in ZooKeeper, the others wait for it.
      bookies.add(
          add(
              "bookie " + i,
              container(Images.BOOKKEEPER)
                  .withEnv("WAIT_FOR", i == 0 ? ZOOKEEPER : "127.0.0.1:" + FIRST_BOOKIE_PORT)
                  .withEnv("ZK_URL", ZOOKEEPER)
                  .withEnv("bookiePort", Integer.toString(port))
                  .withEnv("BK_advertisedAddress", "127.0.0.1")));
      waitFor += ",127.0.0.1:" + port;
    }
    controller =
        add(
            "controller",
            container(Images.PRAVEGA)
                .withCommand("controller")
                .withEnv("WAIT_FOR", ZOOKEEPER)
                .withEnv("ZK_URL", ZOOKEEPER)
                .withEnv("REST_SERVER_PORT", Integer.toString(REST_PORT))
                .withEnv("JAVA_OPTS", ClusterSettings.CONTROLLER));
    for (int port : storePorts) {
      stores.add(
          add(
              "segment store " + port,
              container(Images.PRAVEGA)
                  .withCommand("segmentstore")
                  .withEnv("WAIT_FOR", waitFor)
                  .withEnv("ZK_URL", ZOOKEEPER)
                  .withEnv("CONTROLLER_URL", "tcp://127.0.0.1:" + CONTROLLER_PORT)
                  .withEnv("TIER2_STORAGE", "FILESYSTEM")
                  .withEnv("NFS_MOUNT", LONG_TERM)
                  .withEnv("PUBLISHED_ADDRESS", "127.0.0.1")
                  .withEnv("PUBLISHED_PORT", Integer.toString(port))
                  .withEnv("JAVA_OPTS", ClusterSettings.store(port))
                  .withCreateContainerCmdModifier(
                      command ->
                          command
                              .getHostConfig()
                              .withVolumesFrom(new VolumesFrom(pod.getContainerId())))));
    }
    members.subList(1, members.size()).forEach(Member::create);
  }

  private static GenericContainer<?> pod(List<Integer> fixedPorts) {
    GenericContainer<?> pod = new GenericContainer<>(Images.PRAVEGA.image());
    pod.withImagePullPolicy(image -> false)
        .withLabel(Leftovers.LABEL, Leftovers.owner())
        .withExposedPorts(CONTROLLER_PORT, REST_PORT)
        .withCreateContainerCmdModifier(
            command -> {
              Ports ports = command.getHostConfig().getPortBindings();
              List<ExposedPort> exposed = new ArrayList<>(List.of(command.getExposedPorts()));
              for (int port : fixedPorts) {
                ports.bind(ExposedPort.tcp(port), Ports.Binding.bindPort(port));
                exposed.add(ExposedPort.tcp(port));
              }
              command
                  .withExposedPorts(exposed)
                  .withVolumes(new Volume(LONG_TERM))
                  .withEntrypoint("sh", "-c", "echo pod; exec sleep 1000000");
            })
        .waitingFor(Wait.forLogMessage("pod\\s*", 1));
    return pod;
  }

  private GenericContainer<?> container(Images image) {
    return new GenericContainer<>(image.image())
        .withImagePullPolicy(name -> false)
        .withLabel(Leftovers.LABEL, Leftovers.owner())
        .withNetworkMode("container:" + pod.getContainerId());
  }

  private Member add(String name, GenericContainer<?> container) {
    Member member = new Member(name, container);
    members.add(member);
    return member;
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits until the controller answers, which it does when segment stores serve its tables. */
  void awaitReady() {
    HttpClient http = HttpClient.newHttpClient();
    URI scopes = URI.create("http://127.0.0.1:" + pod.getMappedPort(REST_PORT) + "/v1/scopes");
    HttpRequest request = HttpRequest.newBuilder(scopes).timeout(Duration.ofSeconds(2)).build();
    long deadline = System.nanoTime() + READY.toNanos();
    while (true) {
      try {
        if (http.send(request, BodyHandlers.ofString()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the cluster is not ready after " + READY);
      }
      Pause.briefly();
    }
  }

  /** The address of a store in a scope of the cluster. */
  URI storeUri(String scope) {
    return URI.create("pravega://127.0.0.1:" + pod.getMappedPort(CONTROLLER_PORT) + "/" + scope);
  }

  Member controller() {
    return controller;
  }

  List<Member> stores() {
    return stores;
  }

  List<Member> bookies() {
    return bookies;
  }

  /** Every server, in the order in which they are started. */
  List<Member> members() {
    return List.copyOf(members);
  }

  /**
   * Cuts the cluster off from everything outside, or connects it again. The pod's only interface
   * goes down, so packets get lost in both directions without a word to either side, and new
   * connections find nobody; the servers go on talking to each other on the loopback interface.
   */
  void connected(boolean connected) {
    try (GenericContainer<?> switcher = container(Images.PRAVEGA)) {
      switcher
          .withCreateContainerCmdModifier(
              command -> {
                command.withEntrypoint(
                    "ip", "link", "set", "dev", "eth0", connected ? "up" : "down");
                command.getHostConfig().withCapAdd(Capability.NET_ADMIN);
              })
          .withStartupCheckStrategy(new OneShotStartupCheckStrategy())
          .start();
    }
  }

  @Override
  public void close() {
    List<Member> all = new ArrayList<>(members);
    Collections.reverse(all);
    all.forEach(Member::remove);
    pod.stop();
  }
}
