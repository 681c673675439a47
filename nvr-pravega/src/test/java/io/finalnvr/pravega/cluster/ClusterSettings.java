package io.finalnvr.pravega.cluster;

/** Options of the servers' JVMs. nvr-pravega/doc/cluster.md says why. */
final class ClusterSettings {

  static final String CONTROLLER =
      String.join(
          " ",
          "-Xms64m -Xmx256m",
          "-Dcontroller.container.count=4",
          "-Dcontroller.rebalance.interval.seconds.min=2",
          "-Dcontroller.zk.connect.session.timeout.milliseconds=4000");

  private ClusterSettings() {}

  static String store(int port) {
    return String.join(
        " ",
        "-Xms64m -Xmx256m -XX:MaxDirectMemorySize=384m",
        "-Dpravegaservice.cache.size.max=134217728",
        "-Dpravegaservice.container.count=4",
        "-Dpravegaservice.service.listener.port=" + port,
        "-Dpravegaservice.rest.listener.enable=false",
        "-Dpravegaservice.zk.connect.sessionTimeout.milliseconds=4000",
        "-Dbookkeeper.write.timeout.milliseconds=5000",
        "-Dbookkeeper.read.timeout.milliseconds=5000",
        "-Dbookkeeper.ensemble.size=2",
        "-Dbookkeeper.write.quorum.size=2",
        "-Dbookkeeper.ack.quorum.size=2");
  }
}
