package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/** The functions of libgstrtspserver that the simulated camera needs. */
final class NativeRtsp {

  static final String LIBRARY = "gstrtspserver-1.0";
  static final String PACKAGE = "libgstrtspserver-1.0-0";

  static final int FILTER_REMOVE = 0;
  static final int FILTER_KEEP = 1;
  static final int AUTH_BASIC = 1;
  static final int AUTH_DIGEST = 2;
  static final int LOWER_TRANSPORT_UDP = 1;
  static final int LOWER_TRANSPORT_TCP = 4;

  static {
    Native.register(NativeRtsp.class, NativeLibrary.getInstance(LIBRARY));
  }

  private NativeRtsp() {}

  /** Told of each client, or of each session; says whether it stays. */
  interface Filter extends Callback {
    int invoke(Pointer owner, Pointer item, @Nullable Pointer data);
  }

  /** Called when the server has built the pipeline for its first client. */
  interface MediaConfigure extends Callback {
    void invoke(Pointer factory, Pointer media, @Nullable Pointer data);
  }

  /** Called when that pipeline is ready to play. */
  interface MediaPrepared extends Callback {
    void invoke(Pointer media, @Nullable Pointer data);
  }

  /** Called now and then for the sessions to be cleaned up. */
  interface PoolWatch extends Callback {
    int invoke(Pointer pool, @Nullable Pointer data);
  }

  static native Pointer gst_rtsp_server_new();

  static native void gst_rtsp_server_set_address(Pointer server, String address);

  static native void gst_rtsp_server_set_service(Pointer server, String service);

  static native int gst_rtsp_server_get_bound_port(Pointer server);

  static native Pointer gst_rtsp_server_get_mount_points(Pointer server);

  static native Pointer gst_rtsp_server_get_session_pool(Pointer server);

  static native void gst_rtsp_server_set_auth(Pointer server, Pointer auth);

  static native @Nullable Pointer gst_rtsp_server_create_source(
      Pointer server, @Nullable Pointer cancellable, PointerByReference error);

  static native @Nullable Pointer gst_rtsp_server_client_filter(
      Pointer server, Filter filter, @Nullable Pointer data);

  static native @Nullable Pointer gst_rtsp_session_pool_filter(
      Pointer pool, Filter filter, @Nullable Pointer data);

  static native Pointer gst_rtsp_session_pool_create_watch(Pointer pool);

  static native int gst_rtsp_session_pool_cleanup(Pointer pool);

  static native void gst_rtsp_mount_points_add_factory(
      Pointer mounts, String path, Pointer factory);

  static native Pointer gst_rtsp_media_factory_new();

  static native void gst_rtsp_media_factory_set_launch(Pointer factory, String launch);

  static native void gst_rtsp_media_factory_set_shared(Pointer factory, int shared);

  static native void gst_rtsp_media_factory_set_protocols(Pointer factory, int protocols);

  static native void gst_rtsp_media_factory_set_address_pool(Pointer factory, Pointer pool);

  static native void gst_rtsp_media_factory_set_permissions(Pointer factory, Pointer permissions);

  static native Pointer gst_rtsp_media_get_element(Pointer media);

  static native Pointer gst_rtsp_address_pool_new();

  static native int gst_rtsp_address_pool_add_range(
      Pointer pool,
      String firstAddress,
      String lastAddress,
      short firstPort,
      short lastPort,
      byte timeToLive);

  static native int gst_rtsp_session_pool_get_n_sessions(Pointer pool);

  static native int gst_rtsp_media_n_streams(Pointer media);

  static native @Nullable Pointer gst_rtsp_media_get_stream(Pointer media, int index);

  static native @Nullable Pointer gst_rtsp_stream_get_rtpsession(Pointer stream);

  static native void gst_rtsp_auth_set_tls_certificate(Pointer auth, Pointer certificate);

  static native void gst_rtsp_auth_set_default_token(Pointer auth, Pointer token);

  static native Pointer gst_rtsp_auth_new();

  static native void gst_rtsp_auth_set_supported_methods(Pointer auth, int methods);

  static native Pointer gst_rtsp_auth_make_basic(byte[] user, byte[] password);

  static native void gst_rtsp_auth_add_basic(Pointer auth, Pointer basic, Pointer token);

  static native void gst_rtsp_auth_add_digest(
      Pointer auth, byte[] user, byte[] password, Pointer token);

  static native Pointer gst_rtsp_token_new_empty();

  static native void gst_rtsp_token_set_string(Pointer token, String field, String value);

  static native Pointer gst_rtsp_permissions_new();

  static native void gst_rtsp_permissions_add_permission_for_role(
      Pointer permissions, String role, String permission, int allowed);
}
