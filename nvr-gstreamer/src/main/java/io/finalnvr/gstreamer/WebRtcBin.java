package io.finalnvr.gstreamer;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.finalnvr.MediaException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One webrtcbin in a pipeline. For one thread, which is never one of GStreamer's; what it is told
 * comes on threads of GStreamer.
 */
final class WebRtcBin {

  /** {@code GstWebRTCPeerConnectionState}. */
  enum Connection {
    NEW,
    CONNECTING,
    CONNECTED,
    DISCONNECTED,
    FAILED,
    CLOSED
  }

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Keeps reachable what a promise that was waited for in vain may call. */
  private static final Set<NativeWebRtc.PromiseChange> BROKEN = ConcurrentHashMap.newKeySet();

  private final MediaElement bin;

  /** Makes one and adds it. */
  WebRtcBin(MediaPipeline pipeline, List<InetAddress> addresses) {
    bin = MediaElement.make("webrtcbin").set("bundle-policy", "max-bundle").set("latency", 0);
    pipeline.add(List.of(bin));
    listenOn(bin.handle(), addresses);
  }

  /** The element, for who listens to more of it. */
  MediaElement element() {
    return bin;
  }

  /**
   * Makes a webrtcbin listen at these addresses only, and not for TCP, over which what is late
   * comes too late. Without it it would listen at all, and ask routers by UPnP to let others in.
   */
  private static void listenOn(Pointer bin, List<InetAddress> addresses) {
    Pointer ice = object(bin, "ice-agent");
    try {
      for (InetAddress address : addresses) {
        IntByReference taken = new IntByReference();
        NativeWebRtc.Signals.LIBRARY.g_signal_emit_by_name(
            ice, "add-local-ip-address", address.getHostAddress(), taken);
        if (taken.getValue() == 0) {
          throw new MediaException(
              MediaException.Reason.SETUP, "WebRTC can't be offered at " + address);
        }
      }
      Pointer agent = object(ice, "agent");
      NativePipeline.gst_util_set_object_arg(agent, "ice-tcp", "false");
      NativePipeline.gst_util_set_object_arg(agent, "upnp", "false");
      NativeGObject.g_object_unref(agent);
    } finally {
      NativeGObject.g_object_unref(ice);
    }
  }

  /** An object that a property holds; with a reference of the caller's. */
  private static Pointer object(Pointer owner, String property) {
    try (Memory value = NativeGObject.property(owner, property)) {
      Pointer object = NativeGObject.g_value_get_object(value);
      if (object == null) {
        throw new IllegalStateException("webrtcbin has no " + property);
      }
      NativeGObject.g_object_ref(object);
      NativeGObject.g_value_unset(value);
      return object;
    }
  }

  /** Sends what comes out of an element; lost packets are sent again when asked for. */
  void send(MediaElement packets, int mediaLine) {
    if (!packets.linkPad("src", bin, "sink_" + mediaLine)) {
      throw new IllegalStateException("webrtcbin takes no stream " + mediaLine);
    }
    PointerByReference found = new PointerByReference();
    NativeWebRtc.Signals.LIBRARY.g_signal_emit_by_name(
        bin.handle(), "get-transceiver", mediaLine, found);
    Pointer transceiver = found.getValue();
    if (transceiver == null) {
      throw new IllegalStateException("webrtcbin has no transceiver " + mediaLine);
    }
    NativePipeline.gst_util_set_object_arg(transceiver, "direction", "sendonly");
    NativePipeline.gst_util_set_object_arg(transceiver, "do-nack", "true");
    NativeMedia.gst_object_unref(transceiver);
  }

  /** Tells of candidates of ours, and of every change of {@link #connection}. */
  void listen(MediaPipeline pipeline, BiConsumer<Integer, String> candidates, Runnable changed) {
    NativeWebRtc.IceCandidate found =
        (self, line, text, data) -> candidates.accept(line, text.getString(0));
    NativeWebRtc.Notify notify = (self, property, data) -> changed.run();
    pipeline.connect(bin, "on-ice-candidate", found);
    pipeline.connect(bin, "notify::connection-state", notify);
  }

  Connection connection() {
    try (Memory value = NativeGObject.property(bin.handle(), "connection-state")) {
      Connection state = Connection.values()[NativeGObject.g_value_get_enum(value)];
      NativeGObject.g_value_unset(value);
      return state;
    }
  }

  /** Makes the offer and takes it as the own description. Looks for candidates from then on. */
  String offer() {
    return describe("offer");
  }

  /** Makes an {@code offer} or an {@code answer}, and takes it as the own description. */
  String describe(String kind) {
    return ask(
        promise ->
            NativeWebRtc.Signals.LIBRARY.g_signal_emit_by_name(
                bin.handle(), "create-" + kind, Pointer.NULL, promise),
        reply -> {
          Pointer description = boxed(reply, kind);
          if (description == null) {
            throw new IllegalStateException("webrtcbin makes no " + kind + error(reply));
          }
          NativeWebRtc.Signals.LIBRARY.g_signal_emit_by_name(
              bin.handle(), "set-local-description", description, Pointer.NULL);
          return NativeGlib.takeString(
              NativeWebRtc.Sdp.gst_sdp_message_as_text(description.getPointer(Long.BYTES)));
        });
  }

  /** Takes an answer whose text is known to be right. */
  void answer(String sdp) {
    take(NativeWebRtc.ANSWER, sdp);
  }

  /** Takes the description of the other side. */
  void take(int type, String sdp) {
    PointerByReference message = new PointerByReference();
    if (NativeWebRtc.Sdp.gst_sdp_message_new_from_text(sdp, message) != 0) {
      throw new IllegalStateException("GStreamer can't read the description");
    }
    Pointer description =
        NativeWebRtc.Description.gst_webrtc_session_description_new(type, message.getValue());
    try {
      String refused =
          ask(
              promise ->
                  NativeWebRtc.Signals.LIBRARY.g_signal_emit_by_name(
                      bin.handle(), "set-remote-description", description, promise),
              WebRtcBin::error);
      if (!refused.isEmpty()) {
        throw new IllegalStateException("webrtcbin refuses the description" + refused);
      }
    } finally {
      NativeWebRtc.Description.gst_webrtc_session_description_free(description);
    }
  }

  /** Takes a candidate whose text is known to be right. */
  void addCandidate(int mediaLine, String candidate) {
    NativeWebRtc.Signals.LIBRARY.g_signal_emit_by_name(
        bin.handle(), "add-ice-candidate", mediaLine, candidate);
  }

  private static String error(@Nullable Pointer reply) {
    Pointer error = boxed(reply, "error");
    return error == null ? "" : ": " + error.getPointer(8).getString(0, "UTF-8");
  }

  private static @Nullable Pointer boxed(@Nullable Pointer reply, String field) {
    Pointer value = reply == null ? null : NativeWebRtc.gst_structure_get_value(reply, field);
    return value == null ? null : NativeGObject.g_value_get_boxed(value);
  }

  private interface Asking {
    void ask(Pointer promise);
  }

  private interface Reading {
    String read(@Nullable Pointer reply);
  }

  /** Waits for what is promised, but not for ever. */
  private static String ask(Asking asking, Reading reading) {
    CompletableFuture<Pointer> kept = new CompletableFuture<>();
    NativeWebRtc.PromiseChange change = (promise, data) -> kept.complete(promise);
    Pointer promise = NativeWebRtc.gst_promise_new_with_change_func(change, null, null);
    asking.ask(promise);
    try {
      kept.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // It may still be kept some day, and calls back then.
      BROKEN.add(change);
      throw new IllegalStateException("webrtcbin does not answer", e);
    }
    try {
      return reading.read(NativeWebRtc.gst_promise_get_reply(promise));
    } finally {
      NativeMedia.gst_mini_object_unref(promise);
    }
  }
}
