package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** A GLib main loop and the thread that runs it. */
final class NativeLoop implements AutoCloseable {

  static {
    Native.register(NativeLoop.class, NativeLibrary.getInstance("glib-2.0"));
  }

  private final Pointer context = g_main_context_new();
  private final Pointer loop = g_main_loop_new(context, /* running= */ 0);
  private final Thread thread;

  NativeLoop(String threadName) {
    thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  static native Pointer g_main_context_new();

  static native void g_main_context_unref(Pointer context);

  static native void g_main_context_push_thread_default(Pointer context);

  static native void g_main_context_pop_thread_default(Pointer context);

  static native Pointer g_main_loop_new(Pointer context, int running);

  static native void g_main_loop_run(Pointer loop);

  static native void g_main_loop_quit(Pointer loop);

  static native int g_main_loop_is_running(Pointer loop);

  static native void g_main_loop_unref(Pointer loop);

  static native int g_source_attach(Pointer source, Pointer context);

  static native void g_source_set_callback(
      Pointer source, Callback callback, @Nullable Pointer data, @Nullable Pointer destroyed);

  static native void g_source_destroy(Pointer source);

  static native void g_source_unref(Pointer source);

  private void run() {
    g_main_context_push_thread_default(context);
    g_main_loop_run(loop);
    g_main_context_pop_thread_default(context);
  }

  void attach(Pointer source) {
    g_source_attach(source, context);
  }

  static void detach(Pointer source) {
    g_source_destroy(source);
    g_source_unref(source);
  }

  /** Ends the thread; waits 5 s at most. */
  @Override
  public void close() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (thread.isAlive() && System.nanoTime() < deadline) {
      // Asked again and again, because a quit before the loop runs is lost.
      g_main_loop_quit(loop);
      try {
        thread.join(20);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (!thread.isAlive()) {
      g_main_loop_unref(loop);
      g_main_context_unref(context);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
