package io.finalnvr.gstreamer;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides on a camera's certificate that the authorities of this machine do not vouch for. Good are
 * a certificate that was given itself, whatever name and dates it has, and one for the right host
 * that an authority signed whose certificate was given.
 */
final class CertificateTrust {

  private final List<X509Certificate> given;

  private CertificateTrust(List<X509Certificate> given) {
    this.given = given;
  }

  static CertificateTrust of(String pem) {
    return new CertificateTrust(read(pem));
  }

  /**
   * Whether a certificate is good enough.
   *
   * @param chain PEM, the camera's own one first
   * @param wrongName whether it is for another host
   */
  boolean accepts(String chain, boolean wrongName) {
    List<X509Certificate> sent = read(chain);
    return !sent.isEmpty() && (given.contains(sent.get(0)) || !wrongName && isSignedByGiven(sent));
  }

  private boolean isSignedByGiven(List<X509Certificate> sent) {
    try {
      Set<TrustAnchor> anchors =
          given.stream()
              .map(certificate -> new TrustAnchor(certificate, /* nameConstraints= */ null))
              .collect(Collectors.toSet());
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      // The path ends below the authority, which the camera may have sent too.
      CertPath path =
          CertificateFactory.getInstance("X.509")
              .generateCertPath(sent.stream().filter(c -> !given.contains(c)).toList());
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static List<X509Certificate> read(String pem) {
    try {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      return read.stream().map(X509Certificate.class::cast).toList();
    } catch (GeneralSecurityException e) {
      return List.of();
    }
  }
}
