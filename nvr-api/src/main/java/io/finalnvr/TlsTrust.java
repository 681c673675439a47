package io.finalnvr;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Objects;

/**
 * Whose certificate is good enough for a camera that is reached by TLS ({@code rtsps:}).
 *
 * @param kind of trust
 * @param pem certificates as PEM text, empty unless the kind is {@link Kind#CERTIFICATES}
 */
public record TlsTrust(Kind kind, String pem) {

  /** Kinds of trust. */
  public enum Kind {
    /** The authorities that this machine trusts; the certificate must name the camera's host. */
    SYSTEM,
    /** The same, and certain certificates besides. */
    CERTIFICATES,
    /** Everybody: encrypted, but whoever stands in between can read and change everything. */
    ANY_CERTIFICATE
  }

  private static final TlsTrust SYSTEM = new TlsTrust(Kind.SYSTEM, "");
  private static final TlsTrust ANY = new TlsTrust(Kind.ANY_CERTIFICATE, "");

  /** Checks the arguments. */
  public TlsTrust {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(pem, "pem");
    if (kind == Kind.CERTIFICATES) {
      requireCertificates(pem);
    } else if (!pem.isEmpty()) {
      throw new ConfigurationException("certificates do not go together with " + kind);
    }
  }

  /** Trust in the authorities of this machine. */
  public static TlsTrust system() {
    return SYSTEM;
  }

  /**
   * Trust in the authorities of this machine, and in these certificates: the camera's own one,
   * whatever name and dates it has, or that of an authority who signed it.
   *
   * @param pem one or several certificates between lines of {@code BEGIN CERTIFICATE} and {@code
   *     END CERTIFICATE}
   * @throws ConfigurationException when there is none that can be read
   */
  public static TlsTrust certificates(String pem) {
    return new TlsTrust(Kind.CERTIFICATES, pem);
  }

  /**
   * Like {@link #certificates(String)}, from a file, which is read now.
   *
   * @throws ConfigurationException when it can't be read, or holds no certificate
   */
  public static TlsTrust certificateFile(Path file) {
    try {
      return certificates(Files.readString(file));
    } catch (IOException e) {
      throw new ConfigurationException("can't read the certificates in " + file, e);
    }
  }

  /** Trust in everybody. */
  public static TlsTrust anyCertificate() {
    return ANY;
  }

  private static void requireCertificates(String pem) {
    try {
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      if (!CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .isEmpty()) {
        return;
      }
    } catch (CertificateException e) {
      throw new ConfigurationException("the certificates can't be read; give PEM", e);
    }
    throw new ConfigurationException("there is no certificate in what was given; give PEM");
  }

  /** Shows no certificates, which are long. */
  @Override
  public String toString() {
    return "TlsTrust[" + kind + "]";
  }
}
