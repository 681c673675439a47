package io.finalnvr.gstreamer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.finalnvr.ConfigurationException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The functions of libgio that a simulated camera needs to speak TLS. */
final class NativeTls {

  static {
    Native.register(NativeTls.class, NativeLibrary.getInstance("gio-2.0"));
  }

  private NativeTls() {}

  private static native @Nullable Pointer g_tls_certificate_new_from_pem(
      byte[] data, NativeLong length, PointerByReference error);

  /** Makes a server speak TLS. */
  static void useCertificate(Pointer auth, String pem) {
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    PointerByReference error = new PointerByReference();
    Pointer certificate =
        g_tls_certificate_new_from_pem(bytes, new NativeLong(bytes.length), error);
    if (certificate == null) {
      NativeGlib.g_error_free(error.getValue());
      throw new ConfigurationException(
          "the certificate and private key can't be used; give both as PEM, in one file");
    }
    NativeRtsp.gst_rtsp_auth_set_tls_certificate(auth, certificate);
    NativeGObject.g_object_unref(certificate);
  }
}
