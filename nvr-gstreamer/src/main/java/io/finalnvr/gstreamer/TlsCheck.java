package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.finalnvr.TlsTrust;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an rtspsrc check certificates as a {@link TlsTrust} says. Kept by whoever adds it, for as
 * long as the source lives.
 */
final class TlsCheck {

  /** {@code G_TLS_CERTIFICATE_BAD_IDENTITY}. */
  private static final int BAD_IDENTITY = 1 << 1;

  /** Longer chains are not looked at. */
  private static final int MOST_CERTIFICATES = 8;

  /** {@code accept-certificate} of rtspsrc; returns 1 for one that is good enough. */
  interface Accept extends Callback {
    int invoke(
        Pointer source,
        Pointer connection,
        Pointer certificate,
        int errors,
        @Nullable Pointer data);
  }

  private TlsCheck() {}

  /** The handler to connect to {@code accept-certificate}, where one is needed. */
  static Optional<Accept> of(TlsTrust trust, MediaElement source) {
    switch (trust.kind()) {
      case SYSTEM -> {
        return Optional.empty();
      }
      case ANY_CERTIFICATE -> {
        source.set("tls-validation-flags", 0);
        return Optional.empty();
      }
      case CERTIFICATES -> {
        CertificateTrust given = CertificateTrust.of(trust.pem());
        return Optional.of(
            (element, connection, certificate, errors, data) ->
                given.accepts(chain(certificate), (errors & BAD_IDENTITY) != 0) ? 1 : 0);
      }
    }
    throw new IllegalArgumentException("trust " + trust);
  }

  private static String chain(Pointer certificate) {
    StringBuilder chain = new StringBuilder();
    Pointer next = certificate;
    for (int i = 0; next != null && i < MOST_CERTIFICATES; i++) {
      chain.append(pem(next));
      next = issuer(next);
    }
    return chain.toString();
  }

  private static String pem(Pointer certificate) {
    try (Memory value = NativeGObject.property(certificate, "certificate-pem")) {
      Pointer text = NativeGObject.g_value_get_string(value);
      String pem = text == null ? "" : text.getString(0);
      NativeGObject.g_value_unset(value);
      return pem;
    }
  }

  /** The chain holds its certificates, so that this one stays without a reference of ours. */
  private static @Nullable Pointer issuer(Pointer certificate) {
    try (Memory value = NativeGObject.property(certificate, "issuer")) {
      Pointer issuer = NativeGObject.g_value_get_object(value);
      NativeGObject.g_value_unset(value);
      return issuer;
    }
  }
}
