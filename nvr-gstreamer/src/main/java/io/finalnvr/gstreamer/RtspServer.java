package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An RTSP server on 127.0.0.1 that serves one pipeline to all clients. Thread-safe. */
final class RtspServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RtspServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int FIRST_RTP_PORT = 20_000;
  private static final int LAST_RTP_PORT = 31_999;

  private final Pointer server = NativeRtsp.gst_rtsp_server_new();
  private final Pointer sessions = NativeRtsp.gst_rtsp_server_get_session_pool(server);
  private final Consumer<Pointer> onMedia;
  private final SenderReports reports = new SenderReports();
  private final NativeLoop loop;
  private final Pointer sessionWatch;

  // The native side holds no references to these, so they must stay reachable from here.
  private final NativeRtsp.MediaConfigure mediaConfigure = (f, media, d) -> configured(media);
  private final NativeRtsp.MediaPrepared prepared = (media, d) -> reports().watch(media);
  private final NativeRtsp.PoolWatch cleanUp = (pool, d) -> cleanUp(pool);
  private final NativeRtsp.Filter remove = (owner, item, d) -> NativeRtsp.FILTER_REMOVE;

  private @Nullable Pointer listener;
  private boolean closed;

  /**
   * A server that does not listen yet.
   *
   * @param onMedia called on a thread of the server with the pipeline built for the first of the
   *     clients, before it runs; the reference is the server's
   */
  RtspServer(String path, String launch, Consumer<Pointer> onMedia) {
    this.onMedia = onMedia;
    NativeRtsp.gst_rtsp_server_set_address(server, LOOPBACK);
    Pointer factory = factory(launch);
    Pointer mounts = NativeRtsp.gst_rtsp_server_get_mount_points(server);
    NativeRtsp.gst_rtsp_mount_points_add_factory(mounts, path, factory);
    NativeGObject.g_object_unref(mounts);
    loop = new NativeLoop("nvr-simulated-camera");
    sessionWatch = NativeRtsp.gst_rtsp_session_pool_create_watch(sessions);
    NativeLoop.g_source_set_callback(sessionWatch, (Callback) cleanUp, null, null);
    loop.attach(sessionWatch);
  }

  private Pointer factory(String launch) {
    Pointer factory = NativeRtsp.gst_rtsp_media_factory_new();
    NativeRtsp.gst_rtsp_media_factory_set_launch(factory, launch);
    NativeRtsp.gst_rtsp_media_factory_set_shared(factory, 1);
    NativeRtsp.gst_rtsp_media_factory_set_protocols(
        factory, NativeRtsp.LOWER_TRANSPORT_TCP | NativeRtsp.LOWER_TRANSPORT_UDP);
    // Without a pool of addresses the sockets for RTP are bound to all interfaces.
    Pointer pool = NativeRtsp.gst_rtsp_address_pool_new();
    NativeRtsp.gst_rtsp_address_pool_add_range(
        pool, LOOPBACK, LOOPBACK, (short) FIRST_RTP_PORT, (short) LAST_RTP_PORT, (byte) 0);
    NativeRtsp.gst_rtsp_media_factory_set_address_pool(factory, pool);
    NativeGObject.g_object_unref(pool);
    Pointer permissions = NativeRtsp.gst_rtsp_permissions_new();
    for (String permission : new String[] {"media.factory.access", "media.factory.construct"}) {
      NativeRtsp.gst_rtsp_permissions_add_permission_for_role(permissions, "user", permission, 1);
    }
    NativeRtsp.gst_rtsp_media_factory_set_permissions(factory, permissions);
    NativeMedia.gst_mini_object_unref(permissions);
    NativeGObject.g_signal_connect_data(factory, "media-configure", mediaConfigure, null, null, 0);
    return factory;
  }

  /**
   * From now on clients need TLS, credentials, or both.
   *
   * @param pem certificate and private key
   */
  void require(
      Optional<Credentials> credentials,
      SimulatedCamera.Authentication authentication,
      Optional<String> pem) {
    Pointer auth = NativeRtsp.gst_rtsp_auth_new();
    Pointer token = NativeRtsp.gst_rtsp_token_new_empty();
    NativeRtsp.gst_rtsp_token_set_string(token, "media.factory.role", "user");
    if (credentials.isPresent()) {
      require(auth, token, credentials.get(), authentication);
    } else {
      NativeRtsp.gst_rtsp_auth_set_default_token(auth, token);
    }
    pem.ifPresent(text -> NativeTls.useCertificate(auth, text));
    NativeMedia.gst_mini_object_unref(token);
    NativeRtsp.gst_rtsp_server_set_auth(server, auth);
    NativeGObject.g_object_unref(auth);
  }

  private static void require(
      Pointer auth,
      Pointer token,
      Credentials credentials,
      SimulatedCamera.Authentication authentication) {
    byte[] user = terminated(credentials.user());
    byte[] password = terminated(credentials.password());
    switch (authentication) {
      case BASIC -> {
        NativeRtsp.gst_rtsp_auth_set_supported_methods(auth, NativeRtsp.AUTH_BASIC);
        Pointer basic = NativeRtsp.gst_rtsp_auth_make_basic(user, password);
        NativeRtsp.gst_rtsp_auth_add_basic(auth, basic, token);
        NativeGlib.g_free(basic);
      }
      case DIGEST -> {
        NativeRtsp.gst_rtsp_auth_set_supported_methods(auth, NativeRtsp.AUTH_DIGEST);
        NativeRtsp.gst_rtsp_auth_add_digest(auth, user, password, token);
      }
    }
  }

  private static byte[] terminated(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  /**
   * Listens, where it does not already.
   *
   * @param port 0 for any free one
   * @throws ConfigurationException when the port is taken
   */
  synchronized void listen(int port) {
    if (listener != null || closed) {
      return;
    }
    NativeRtsp.gst_rtsp_server_set_service(server, Integer.toString(port));
    PointerByReference error = new PointerByReference();
    Pointer source = NativeRtsp.gst_rtsp_server_create_source(server, null, error);
    if (source == null) {
      String reason = error.getValue().getPointer(8).getString(0, "UTF-8");
      NativeGlib.g_error_free(error.getValue());
      throw new ConfigurationException(
          "can't listen on port %d of %s: %s. Take another port, or 0 for any"
              .formatted(port, LOOPBACK, reason));
    }
    loop.attach(source);
    listener = source;
  }

  /** The port listened on. */
  synchronized int port() {
    return NativeRtsp.gst_rtsp_server_get_bound_port(server);
  }

  /** Ends all connections, and listens no more until {@link #listen}. */
  synchronized void stopListening() {
    if (closed) {
      return;
    }
    if (listener != null) {
      NativeLoop.detach(listener);
      listener = null;
    }
    disconnect();
  }

  /** Ends all connections. */
  synchronized void disconnect() {
    if (closed) {
      return;
    }
    NativeRtsp.gst_rtsp_session_pool_filter(sessions, remove, null);
    NativeRtsp.gst_rtsp_server_client_filter(server, remove, null);
  }

  /** How many connections there are. */
  synchronized int clients() {
    if (closed) {
      return 0;
    }
    AtomicInteger count = new AtomicInteger();
    NativeRtsp.Filter counter =
        (owner, item, d) -> {
          count.incrementAndGet();
          return NativeRtsp.FILTER_KEEP;
        };
    NativeRtsp.gst_rtsp_server_client_filter(server, counter, null);
    return count.get();
  }

  /** What is told of the wall clock. */
  SenderReports reports() {
    return reports;
  }

  /** How many RTSP sessions there are, whatever the number of connections. */
  synchronized int sessions() {
    return closed ? 0 : NativeRtsp.gst_rtsp_session_pool_get_n_sessions(sessions);
  }

  private void configured(Pointer media) {
    NativeGObject.g_signal_connect_data(media, "prepared", prepared, null, null, 0);
    Pointer element = NativeRtsp.gst_rtsp_media_get_element(media);
    try {
      onMedia.accept(element);
    } catch (RuntimeException e) {
      log.warn("simulated camera can't feed its pipeline", e);
    } finally {
      NativeGObject.g_object_unref(element);
    }
  }

  private static int cleanUp(Pointer pool) {
    NativeRtsp.gst_rtsp_session_pool_cleanup(pool);
    return 1;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    stopListening();
    closed = true;
    NativeLoop.detach(sessionWatch);
    loop.close();
    NativeGObject.g_object_unref(sessions);
    NativeGObject.g_object_unref(server);
  }
}
