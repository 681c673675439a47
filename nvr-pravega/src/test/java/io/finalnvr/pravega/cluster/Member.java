package io.finalnvr.pravega.cluster;

import com.github.dockerjava.api.DockerClient;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** A server of a cluster, in a container that keeps its address and its files over faults. */
final class Member {

  private final String name;
  private final GenericContainer<?> container;

  Member(String name, GenericContainer<?> container) {
    this.name = name;
    this.container = container;
  }

  private static DockerClient docker() {
    return DockerClientFactory.lazyClient();
  }

  /** Makes the container and starts it; returns before the server is ready. */
  void create() {
    container.start();
  }

  /** Ends the server with SIGKILL; does nothing where it has ended. */
  void kill() {
    if (container.isRunning()) {
      docker().killContainerCmd(container.getContainerId()).withSignal("KILL").exec();
    }
  }

  /** Starts the server that was killed. */
  void start() {
    docker().startContainerCmd(container.getContainerId()).exec();
  }

  /** Stops every thread of the server, where it stands; its connections stay open. */
  void pause() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  void resume() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  /** The end of what the server wrote. */
  String log() {
    String log = container.getLogs();
    return name + ": " + log.substring(Math.max(0, log.length() - 3_000));
  }

  /** Removes the container. */
  void remove() {
    container.stop();
  }
}
