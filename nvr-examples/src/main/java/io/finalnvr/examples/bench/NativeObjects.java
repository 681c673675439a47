package io.finalnvr.examples.bench;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Counts what this process has outside of Java's heap: objects of GStreamer, and the objects of
 * Java that own such memory.
 */
final class NativeObjects implements AutoCloseable {

  private static final Set<String> OWNERS =
      Set.of("java.nio.DirectByteBuffer", "com.sun.jna.Memory", "com.sun.jna.CallbackReference");

  private final Optional<GStreamerObjects> gstreamer;

  /**
   * To be made before the cameras.
   *
   * @param gstreamer whether it is used
   */
  NativeObjects(boolean gstreamer) {
    this.gstreamer = gstreamer ? Optional.of(GStreamerObjects.trace()) : Optional.empty();
  }

  /** Objects of GStreamer. */
  long ofGStreamer() {
    return gstreamer.map(GStreamerObjects::count).orElse(0L);
  }

  /** Direct buffers, JNA's pieces of memory and callbacks, after a collection. */
  static long ofJava() {
    return histogram()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length >= 4 && OWNERS.contains(columns[3]))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  @Override
  public void close() {
    gstreamer.ifPresent(GStreamerObjects::close);
  }

  /** What {@code jcmd GC.class_histogram} prints: number, instances, bytes, class. */
  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("this JVM does not count its objects", e);
    }
  }
}
