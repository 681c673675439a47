package io.finalnvr.gstreamer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Makes certificates with the JDK's keytool. */
final class Certificates {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String TOOL =
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

  private final Path store;

  Certificates(Path folder) {
    store = folder.resolve("keys.p12");
  }

  /**
   * A certificate that signed itself; {@code host} such as {@code dns:gate} or {@code ip:1.2.3.4}.
   */
  Certificates selfSigned(String alias, String host) {
    keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-ext", "san=" + host);
    return this;
  }

  /** A certificate that another one signed, which is made an authority. */
  Certificates signed(String alias, String host, String authority) {
    keytool("-genkeypair", "-alias", authority, "-dname", "CN=" + authority, "-ext", "bc=ca:true");
    keytool(
        "-genkeypair",
        "-alias",
        alias,
        "-dname",
        "CN=" + alias,
        "-ext",
        "san=" + host,
        "-signer",
        authority);
    return this;
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>(List.of(TOOL));
    Collections.addAll(command, arguments);
    Collections.addAll(
        command,
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-validity",
        "2",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        new String(PASSWORD));
    Tool.run(command.toArray(String[]::new)).ok();
  }

  /** The certificate as PEM. */
  String certificate(String alias) {
    try {
      return pem("CERTIFICATE", keys().getCertificate(alias).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file with the private key and the certificate, or the chain of them. */
  Path keyFile(String alias) {
    try {
      KeyStore keys = keys();
      StringBuilder pem =
          new StringBuilder(pem("PRIVATE KEY", keys.getKey(alias, PASSWORD).getEncoded()));
      for (Certificate certificate : keys.getCertificateChain(alias)) {
        pem.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      return Files.writeString(store.resolveSibling(alias + ".pem"), pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore keys() {
    try {
      return KeyStore.getInstance(store.toFile(), PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
  }
}
