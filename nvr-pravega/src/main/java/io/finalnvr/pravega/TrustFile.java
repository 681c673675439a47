package io.finalnvr.pravega;

import io.finalnvr.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A PEM file of the certificates to trust. */
final class TrustFile {

  private TrustFile() {}

  /**
   * Trusts what the file says, or where there is none, what the JVM trusts.
   *
   * @throws ConfigurationException when the file can't be read or holds no certificate
   */
  static SSLContext context(Optional<Path> file) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (file.isEmpty()) {
        context.init(null, null, null);
        return context;
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(keyStore(certificates(file.get())));
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ConfigurationException("the JVM can't do TLS: " + e, e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    Collection<? extends Certificate> found;
    try (InputStream in = Files.newInputStream(file)) {
      found = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException e) {
      throw new ConfigurationException("can't read the trust store " + file + ": " + e, e);
    } catch (CertificateException e) {
      throw wrongForm(file);
    }
    if (found.isEmpty()) {
      throw wrongForm(file);
    }
    return found;
  }

  private static ConfigurationException wrongForm(Path file) {
    return new ConfigurationException(
        "the trust store %s is no PEM file of certificates; give the certificate of the authority that signed those of Pravega's servers"
            .formatted(file));
  }

  private static KeyStore keyStore(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("trusted-" + number++, certificate);
    }
    return store;
  }
}
