package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.core.memory.MemoryStore;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web application by TLS, with a certificate that the JDK's keytool makes. */
class WebTlsIT {

  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;
  private static Path pkcs12;
  private static KeyStore keys;

  private final MemoryStore store = new MemoryStore();
  private final Nvr nvr = Nvr.builder().store(store).build();

  @BeforeAll
  static void certificate() throws Exception {
    pkcs12 = folder.resolve("web.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "web",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                pkcs12.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pkcs12)) {
      keys.load(in, PASSWORD.toCharArray());
    }
  }

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  @Test
  void pkcs12_isServed_andTheCookieGoesByTlsOnly() throws Exception {
    assertServes(pkcs12, Optional.of(PASSWORD));
  }

  @Test
  void pem_isServed() throws Exception {
    assertServes(pem(), Optional.empty());
  }

  private void assertServes(Path certificate, Optional<String> password) throws Exception {
    WebSettings settings = new WebSettings("127.0.0.1", 0, Optional.of(certificate), password);
    try (WebServer web = WebServer.start(nvr, store, InstantSource.system(), settings)) {
      web.addAdmin("admin", "a good password");
      String body = "{\"user\": \"admin\", \"password\": \"a good password\"}";
      HttpResponse<String> answer =
          client()
              .send(
                  HttpRequest.newBuilder(web.uri().resolve("/api/v1/session"))
                      .POST(BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.ofString());

      assertThat(web.uri().getScheme()).isEqualTo("https");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
    }
  }

  @Test
  void fileWithoutAKey_isRefusedInWords() throws Exception {
    Path file = Files.writeString(folder.resolve("no-key.pem"), certificateText());
    WebSettings settings = new WebSettings("127.0.0.1", 0, Optional.of(file), Optional.empty());

    assertThatThrownBy(() -> WebServer.start(nvr, store, InstantSource.system(), settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("must hold certificates and a private key");
  }

  private static HttpClient client() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("web", keys.getCertificate("web"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static Path pem() throws Exception {
    byte[] key = keys.getKey("web", PASSWORD.toCharArray()).getEncoded();
    return Files.writeString(
        folder.resolve("web.pem"), certificateText() + text("PRIVATE KEY", key));
  }

  private static String certificateText() throws Exception {
    return text("CERTIFICATE", keys.getCertificate("web").getEncoded());
  }

  private static String text(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
  }
}
