package io.finalnvr.pravega.embedded;

import java.util.Properties;

/**
 * What a data directory says about its node: fixed for its lifetime the number of containers, from
 * start to start the process and the ports.
 */
record NodeState(Phase phase, long pid, int containers, Ports ports) {

  /** 1 had a bookie as its journal. */
  private static final String FORMAT = "2";

  enum Phase {
    /** The directory is laid out for the first time; nothing in it is worth anything. */
    CREATING,
    STARTING,
    RUNNING,
    STOPPED
  }

  /** Loopback ports; 0 where none was chosen yet. */
  record Ports(int zooKeeper, int controller, int segmentStore) {
    static final Ports NONE = new Ports(0, 0, 0);
  }

  NodeState in(Phase next) {
    return new NodeState(next, pid, containers, ports);
  }

  NodeState with(Ports next) {
    return new NodeState(phase, pid, containers, next);
  }

  NodeState heldBy(long process) {
    return new NodeState(phase, process, containers, ports);
  }

  Properties toProperties() {
    Properties p = new Properties();
    p.setProperty("format", FORMAT);
    p.setProperty("phase", phase.name());
    p.setProperty("pid", Long.toString(pid));
    p.setProperty("containers", Integer.toString(containers));
    p.setProperty("zooKeeperPort", Integer.toString(ports.zooKeeper()));
    p.setProperty("controllerPort", Integer.toString(ports.controller()));
    p.setProperty("segmentStorePort", Integer.toString(ports.segmentStore()));
    return p;
  }

  /** Throws {@link IllegalArgumentException} where something is missing or not understood. */
  static NodeState of(Properties p) {
    String format = p.getProperty("format");
    if ("1".equals(format)) {
      throw new IllegalArgumentException(
          "its journal is that of a version from before the first release; copy what is to be kept"
              + " with that version");
    }
    if (!FORMAT.equals(format)) {
      throw new IllegalArgumentException("unknown format " + format);
    }
    return new NodeState(
        Phase.valueOf(text(p, "phase")),
        Long.parseLong(text(p, "pid")),
        number(p, "containers"),
        new Ports(
            number(p, "zooKeeperPort"),
            number(p, "controllerPort"),
            number(p, "segmentStorePort")));
  }

  private static int number(Properties p, String key) {
    return Integer.parseInt(text(p, key));
  }

  private static String text(Properties p, String key) {
    String value = p.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }
}
