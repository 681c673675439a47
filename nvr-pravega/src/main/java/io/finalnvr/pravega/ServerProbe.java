package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why the client can't talk to a server: it tries again without end where that can't
 * help, and keeps the reason to itself. Blocks up to a few seconds.
 */
final class ServerProbe {

  private static final int TIMEOUT_MILLIS = 2_000;

  private final SSLContext trust;

  /**
   * Probes with the certificates that the client trusts.
   *
   * @param trust of {@link TrustFile}
   */
  ServerProbe(SSLContext trust) {
    this.trust = trust;
  }

  /**
   * What stands in the way of TLS with a server; empty where nothing does, or where it can't be
   * reached at the moment.
   */
  Optional<StorageException> troubleWithTls(String host, int port) {
    Outcome named = shakeHands(host, port, /* checksName= */ true);
    if (named.kind() == Outcome.Kind.PLAIN) {
      return unavailable(host, port, "does not speak TLS; write pravega:// for a store without it");
    }
    if (named.kind() != Outcome.Kind.DISTRUST) {
      return Optional.empty();
    }
    if (shakeHands(host, port, /* checksName= */ false).kind() == Outcome.Kind.TLS) {
      return Optional.of(
          new StorageException(
              Reason.UNTRUSTED,
              "the certificate of %s:%d is for another name; use the name that stands in it (%s)"
                  .formatted(host, port, named.detail())));
    }
    return Optional.of(
        new StorageException(
            Reason.UNTRUSTED,
            "the certificate of %s:%d is not trusted; give a trust store with the certificate of the authority that signed it (%s)"
                .formatted(host, port, named.detail())));
  }

  /** Whether a server that was to speak in clear wants TLS. */
  Optional<StorageException> troubleInClear(String host, int port) {
    Outcome outcome = shakeHands(host, port, /* checksName= */ false);
    return outcome.kind() == Outcome.Kind.TLS || outcome.kind() == Outcome.Kind.DISTRUST
        ? unavailable(host, port, "speaks TLS; write pravegas:// for it")
        : Optional.empty();
  }

  private static Optional<StorageException> unavailable(String host, int port, String what) {
    return Optional.of(
        new StorageException(Reason.UNAVAILABLE, "%s:%d %s".formatted(host, port, what)));
  }

  private Outcome shakeHands(String host, int port, boolean checksName) {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      try (SSLSocket socket =
          (SSLSocket)
              trust.getSocketFactory().createSocket(plain, host, port, /* autoClose= */ true)) {
        if (checksName) {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return new Outcome(Outcome.Kind.TLS, "");
      }
    } catch (SSLException e) {
      return ofFailure(e);
    } catch (IOException e) {
      return new Outcome(Outcome.Kind.SILENT, "");
    }
  }

  private static Outcome ofFailure(SSLException failure) {
    @Nullable Throwable root = failure;
    while (root != null && !(root instanceof CertificateException)) {
      root = root.getCause();
    }
    if (root != null) {
      return new Outcome(Outcome.Kind.DISTRUST, String.valueOf(root.getMessage()));
    }
    String text = String.valueOf(failure.getMessage());
    return new Outcome(
        text.contains("SSL message") ? Outcome.Kind.PLAIN : Outcome.Kind.SILENT, text);
  }

  private record Outcome(Kind kind, String detail) {
    private enum Kind {
      TLS,
      DISTRUST,
      PLAIN,
      SILENT
    }
  }
}
