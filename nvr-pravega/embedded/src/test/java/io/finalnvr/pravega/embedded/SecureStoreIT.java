package io.finalnvr.pravega.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.PravegaStoreProvider;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoredFrame;
import io.finalnvr.spi.VersionedMap;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that speaks TLS only and lets nobody in without credentials. */
@Timeout(40)
class SecureStoreIT {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int TOKEN_SECONDS = 6;
  private static final String PASSWORD = "tiger-7f3a";
  private static final Credentials WRITER = Credentials.of("writer", PASSWORD);

  @TempDir static Path folder;

  private static EmbeddedPravega node;
  private static NodeSecurity.Tls certificate;
  private static NodeSecurity.Tls unknownCertificate;

  @BeforeAll
  static void start() throws Exception {
    certificate = Certificates.selfSigned(folder, "node", "ip:127.0.0.1");
    unknownCertificate = Certificates.selfSigned(folder, "other", "ip:127.0.0.1");
    Map<String, String> passwords =
        Map.of(
            PasswordHandler.basicToken("writer", PASSWORD), "writer",
            PasswordHandler.basicToken("guest", "guest"), "guest");
    NodeSecurity.Authentication authentication =
        new NodeSecurity.Authentication(
            Map.of(
                "Basic", new PasswordHandler("Basic", passwords, "writer"),
                "Badge", new PasswordHandler("Badge", Map.of("badge-4711", "writer"), "writer")),
            "key of this test",
            TOKEN_SECONDS);
    node =
        EmbeddedPravega.start(
            folder.resolve("data"),
            NodeOptions.defaults(),
            new NodeSecurity(Optional.of(certificate), Optional.of(authentication)));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static StoreConfig config(Optional<Credentials> credentials) {
    return new StoreConfig(node.storeUri(), credentials, Optional.of(certificate.certificate()));
  }

  private static Store open(StoreConfig config) {
    return new PravegaStoreProvider().open(config);
  }

  private static StorageException refused(StoreConfig config) {
    StorageException refusal =
        catchThrowableOfType(StorageException.class, () -> open(config).close());
    assertThat(refusal).as("the store opens").isNotNull();
    StringWriter text = new StringWriter();
    refusal.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain(PASSWORD, "secret");
    return refusal;
  }

  @Test
  void rightCredentials_writeReadAndChange() throws Exception {
    assertThat(node.storeUri().getScheme()).isEqualTo("pravegas");
    try (Store store = open(config(Optional.of(WRITER)))) {
      useStore(store, "gate");
    }
  }

  private static void useStore(Store store, String name) throws Exception {
    FrameLog log = store.frameLog(name);
    try (FrameLogWriter writer = log.openWriter();
        FrameLogReader reader = log.openReader(0)) {
      for (int i = 0; i < 3; i++) {
        writer.append(START.plusSeconds(i), true, false, payload()).get(10, TimeUnit.SECONDS);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(reader.read(Duration.ofSeconds(10)))
            .get()
            .isInstanceOfSatisfying(
                StoredFrame.class, frame -> assertThat(frame.payload()).isEqualTo(payload()));
      }
      writer.endRecording(START.plusSeconds(3)).get(10, TimeUnit.SECONDS);
    }
    assertThat(log.keyAtOrBefore(START.plusSeconds(2)).map(IndexEntry::time))
        .contains(START.plusSeconds(2));
    log.truncateBefore(START.plusSeconds(1));
    assertThat(log.first().map(IndexEntry::time)).contains(START.plusSeconds(1));
    VersionedMap map = store.versionedMap(name);
    long version = map.put("key", new byte[] {1}, VersionedMap.ABSENT);
    map.put("key", new byte[] {2}, version);
    assertThat(map.entries().get("key").value()).containsExactly(2);
    assertThat(store.frameLogNames()).contains(name);
    log.delete();
    assertThat(log.exists()).isFalse();
  }

  private static ByteBuffer payload() {
    return ByteBuffer.wrap("footage".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writerAndReader_goOnWhenTheirTokensHaveExpired() throws Exception {
    try (Store store = open(config(Optional.of(WRITER)))) {
      FrameLog log = store.frameLog("long");
      try (FrameLogWriter writer = log.openWriter();
          FrameLogReader reader = log.openReader(0)) {
        long begun = System.nanoTime();
        int records = 0;
        while (System.nanoTime() - begun < Duration.ofSeconds(TOKEN_SECONDS + 2).toNanos()) {
          writer
              .append(START.plusSeconds(records++), true, false, payload())
              .get(10, TimeUnit.SECONDS);
          assertThat(reader.read(Duration.ofSeconds(10))).isPresent();
          assertThat(log.tail()).isEqualTo(writer.position());
          TimeUnit.MILLISECONDS.sleep(200);
        }
      }
    }
  }

  @Test
  void credentialsOfTheClientItself_areUsedWhereNoneAreGiven() throws Exception {
    System.setProperty("pravega.client.auth.method", "Badge");
    System.setProperty("pravega.client.auth.token", "badge-4711");
    try (Store store = open(config(Optional.empty()))) {
      useStore(store, "badge");
    } finally {
      System.clearProperty("pravega.client.auth.method");
      System.clearProperty("pravega.client.auth.token");
    }
  }

  @Test
  void wrongPassword_isUnauthorized() {
    StorageException refusal = refused(config(Optional.of(Credentials.of("writer", "secret"))));

    assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(refusal).hasMessageContaining("give the user and the password");
    assertThat(refusal.retryable()).isFalse();
  }

  @Test
  void noCredentials_areUnauthorized() {
    StorageException refusal = refused(config(Optional.empty()));

    assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(refusal).hasMessageContaining("give the user and the password");
  }

  @Test
  void userWithoutAccess_isUnauthorized() {
    StorageException refusal = refused(config(Optional.of(Credentials.of("guest", "guest"))));

    assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void certificateOfAnUnknownAuthority_isUntrusted() {
    StoreConfig config =
        new StoreConfig(
            node.storeUri(), Optional.of(WRITER), Optional.of(unknownCertificate.certificate()));

    StorageException refusal = refused(config);

    assertThat(refusal.reason()).isEqualTo(Reason.UNTRUSTED);
    assertThat(refusal).hasMessageContaining("give a trust store");
  }

  @Test
  void withoutTrustStore_thoseOfTheJvmAreTrustedOnly() {
    StorageException refusal =
        refused(new StoreConfig(node.storeUri(), Optional.of(WRITER), Optional.empty()));

    assertThat(refusal.reason()).isEqualTo(Reason.UNTRUSTED);
  }

  @Test
  void otherHostNameThanInTheCertificate_isUntrusted() {
    URI byName = URI.create(node.storeUri().toString().replace("127.0.0.1", "localhost"));

    StorageException refusal =
        refused(
            new StoreConfig(byName, Optional.of(WRITER), Optional.of(certificate.certificate())));

    assertThat(refusal.reason()).isEqualTo(Reason.UNTRUSTED);
    assertThat(refusal).hasMessageContaining("for another name");
  }

  @Test
  void clientInClear_isToldToUseTls() {
    URI clear = URI.create(node.storeUri().toString().replace("pravegas:", "pravega:"));

    StorageException refusal =
        refused(new StoreConfig(clear, Optional.of(WRITER), Optional.empty()));

    assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(refusal).hasMessageContaining("pravegas://");
  }

  @Test
  void trustStoreWithoutCertificate_isRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");

    for (Path file : new Path[] {empty, folder.resolve("missing.pem")}) {
      assertThatThrownBy(
              () -> open(new StoreConfig(node.storeUri(), Optional.empty(), Optional.of(file))))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(file.toString());
    }
  }
}
