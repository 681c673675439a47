package io.finalnvr.pravega.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** Containers of tests that were killed. Those of tests that run are left alone. */
final class Leftovers {

  static final String LABEL = "io.finalnvr.test";

  private Leftovers() {}

  /** This process, as the value of the label. */
  static String owner() {
    return describe(ProcessHandle.current());
  }

  static void remove() {
    DockerClient docker = DockerClientFactory.lazyClient();
    List<Container> ours =
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec();
    for (Container container : ours) {
      if (!isAlive(container.getLabels().get(LABEL))) {
        docker.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
      }
    }
  }

  private static boolean isAlive(String owner) {
    long pid = Long.parseLong(owner.substring(0, owner.indexOf(' ')));
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isPresent() && describe(process.get()).equals(owner);
  }

  private static String describe(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
  }
}
