package io.finalnvr.pravega.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One fault of the cluster after the other, while four cameras record. After each, recording goes
 * on by itself, and every frame is either stored once or within a gap that has a cause.
 */
@Timeout(240)
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterFaultsIT {

  private static final Duration RESUMED = Duration.ofSeconds(60);

  private final PravegaCluster cluster;
  private FourCameras cameras;

  ClusterFaultsIT(PravegaCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void record() {
    cameras = new FourCameras(cluster.storeUri("faults"));
    cameras.awaitReceipts(RESUMED);
  }

  @AfterAll
  void stop() {
    cameras.close();
  }

  private void check(String fault) throws Exception {
    Duration took = cameras.awaitReceipts(RESUMED);
    System.out.printf("%s: recording again after %s%n", fault, took);
    cameras.check();
  }

  @Test
  @Order(1)
  void segmentStoreIsKilledAndStartedAgain() throws Exception {
    cluster.stores().get(0).kill();
    cluster.stores().get(0).start();
    check("store killed and started");
  }

  @Test
  @Order(2)
  void segmentStoreIsKilledAndTheOtherTakesOver() throws Exception {
    cluster.stores().get(1).kill();
    try {
      check("store killed");
    } finally {
      cluster.stores().get(1).start();
    }
    check("store started");
  }

  @Test
  @Order(3)
  void controllerIsKilledAndStartedAgain() throws Exception {
    cluster.controller().kill();
    TimeUnit.SECONDS.sleep(5);
    cluster.controller().start();
    cluster.awaitReady();
    check("controller restarted");
  }

  @Test
  @Order(4)
  void bookieIsPaused() throws Exception {
    cluster.bookies().get(0).pause();
    try {
      check("bookie paused");
    } finally {
      cluster.bookies().get(0).resume();
    }
    check("bookie resumed");
  }

  @Test
  @Order(5)
  void networkOfTheRecorderIsCutFor30s() throws Exception {
    cluster.connected(false);
    TimeUnit.SECONDS.sleep(30);
    cluster.connected(true);
    check("network cut");
  }

  @Test
  @Order(6)
  void everythingIsKilledAndStartedAgain() throws Exception {
    cluster.members().forEach(Member::kill);
    cluster.members().forEach(Member::start);
    cluster.awaitReady();
    check("everything restarted");
  }
}
