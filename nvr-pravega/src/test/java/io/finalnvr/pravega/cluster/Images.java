package io.finalnvr.pravega.cluster;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * The images of a cluster. Never pulled: {@code nvr-pravega/cluster/build-image} makes them. Others
 * are used with {@code -Dnvr.image.pravega=...} and so on.
 */
enum Images {
  PRAVEGA("pravega/pravega:0.13.0"),
  BOOKKEEPER("pravega/bookkeeper:0.13.0"),
  ZOOKEEPER("zookeeper:3.6.3");

  private final String official;

  Images(String official) {
    this.official = official;
  }

  DockerImageName image() {
    String property = "nvr.image." + name().toLowerCase(java.util.Locale.ROOT);
    return DockerImageName.parse(System.getProperty(property, official));
  }

  /** Why no cluster can be started; empty when one can. */
  static Optional<String> missing() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("no Docker engine answers");
    }
    return List.of(values()).stream()
        .filter(image -> !image.isThere())
        .findFirst()
        .map(image -> "no image " + image.image() + ": run nvr-pravega/cluster/build-image");
  }

  private boolean isThere() {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(image().asCanonicalNameString()).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
