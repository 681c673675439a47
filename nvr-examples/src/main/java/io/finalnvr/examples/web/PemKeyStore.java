package io.finalnvr.examples.web;

import io.finalnvr.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate, those that vouch for it, and its private key out of one PEM file. */
final class PemKeyStore {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final Pattern CERTIFICATES =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");
  private static final String FORM =
      ": it must hold certificates and a private key of PKCS #8 without password, both as PEM";

  private PemKeyStore() {}

  static boolean isPem(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains("-----BEGIN ");
    } catch (IOException e) {
      throw new ConfigurationException("can't read " + file + ": " + e, e);
    }
  }

  /** The key store, with this password on the key. */
  static KeyStore read(Path file, char[] password) {
    try {
      String text = Files.readString(file);
      Matcher key = KEY.matcher(text);
      List<String> certificates =
          CERTIFICATES.matcher(text).results().map(found -> found.group()).toList();
      if (!key.find() || certificates.isEmpty()) {
        throw new ConfigurationException(file + FORM);
      }
      Certificate[] chain = new Certificate[certificates.size()];
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (int i = 0; i < chain.length; i++) {
        byte[] bytes = certificates.get(i).getBytes(StandardCharsets.US_ASCII);
        chain[i] = factory.generateCertificate(new ByteArrayInputStream(bytes));
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      PrivateKey secret =
          KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
      store.setKeyEntry("web", secret, password, chain);
      return store;
    } catch (IOException e) {
      throw new ConfigurationException("can't read " + file + ": " + e, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause is left out: it may quote the key.
      throw new ConfigurationException(file + FORM);
    }
  }
}
