package io.finalnvr.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells how much CPU time the threads of a group took, and the process as a whole. The node is
 * started in a group of its own, which all threads that it makes inherit. Must be asked often: what
 * a thread did between the last question and its end is missed. Not thread-safe.
 */
final class CpuMeter {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * CPU time.
   *
   * @param groupNanos of the group's threads
   * @param processNanos of all threads of the process, those of libraries and of Java itself too
   */
  record Reading(long groupNanos, long processNanos) {
    Reading since(Reading before) {
      return new Reading(groupNanos - before.groupNanos, processNanos - before.processNanos);
    }
  }

  private final ThreadGroup group;
  private final Map<Long, Long> last = new HashMap<>();
  private long groupNanos;

  CpuMeter(ThreadGroup group) {
    this.group = group;
  }

  /** CPU time of the thread that asks; nanoseconds. */
  static long ofThisThread() {
    return THREADS.getCurrentThreadCpuTime();
  }

  Reading read() {
    Thread[] threads = new Thread[2 * group.activeCount() + 64];
    int count = group.enumerate(threads);
    for (int i = 0; i < count; i++) {
      long id = threads[i].getId();
      long now = THREADS.getThreadCpuTime(id);
      if (now >= 0) {
        Long before = last.put(id, now);
        groupNanos += now - (before == null ? 0 : before);
      }
    }
    return new Reading(groupNanos, PROCESS.getProcessCpuTime());
  }
}
