package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.Credentials;
import io.finalnvr.TlsTrust;
import io.finalnvr.Transport;
import io.finalnvr.media.TrackKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cameras that speak TLS: whose certificate is good enough, and whose is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RtspsIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Credentials LOGIN = Credentials.of("admin", "Secret-4711");

  private Certificates certificates;
  private SimulatedCamera camera;
  private SimulatedCamera signed;

  @BeforeAll
  void start(@TempDir Path folder) {
    certificates =
        new Certificates(folder)
            .selfSigned("camera", "dns:somewhere.else")
            .selfSigned("stranger", "ip:127.0.0.1")
            .signed("signed", "ip:127.0.0.1", "authority")
            .signed("elsewhere", "dns:somewhere.else", "authority2");
    camera = builder().tls(certificates.keyFile("camera")).start();
    signed =
        builder()
            .tls(certificates.keyFile("signed"))
            .credentials(LOGIN, SimulatedCamera.Authentication.BASIC)
            .start();
  }

  private static SimulatedCameraBuilder builder() {
    return SimulatedCamera.builder().size(160, 96).framesPerSecond(10).gop(5);
  }

  @AfterAll
  void stop() {
    camera.close();
    signed.close();
  }

  @Test
  void certificateOfNobodyKnown_isRefused() {
    CameraException end = assertRefused(camera, TlsTrust.system());

    assertThat(end).hasMessageContaining("certificate");
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"AUTO", "TCP", "UDP", "HTTP"})
  void itsOwnCertificate_isGoodEnough_whateverNameItHas(Transport transport) {
    assertConnects(camera, TlsTrust.certificates(certificates.certificate("camera")), transport);
  }

  @Test
  void certificateOfAnother_isNot() {
    assertRefused(camera, TlsTrust.certificates(certificates.certificate("stranger")));
  }

  @Test
  void certificateOfTheAuthority_isGoodEnough_andSoIsAPassword() {
    assertConnects(
        signed, TlsTrust.certificates(certificates.certificate("authority")), Transport.AUTO);
  }

  @Test
  void authorityOfAnother_isNot() {
    assertRefused(signed, TlsTrust.certificates(certificates.certificate("authority2")));
  }

  @Test
  void authority_vouchesOnlyForTheHostThatTheCertificateNames() {
    try (SimulatedCamera elsewhere = builder().tls(certificates.keyFile("elsewhere")).start()) {
      assertRefused(elsewhere, TlsTrust.certificates(certificates.certificate("authority2")));
    }
  }

  @Test
  void anyCertificate_isGoodEnoughWhereThatIsSaid() {
    assertConnects(camera, TlsTrust.anyCertificate(), Transport.AUTO);
  }

  private static void assertConnects(SimulatedCamera camera, TlsTrust trust, Transport transport) {
    try (Collector received = Collector.of(config(camera, trust, transport))) {
      received.await(
          "frames, " + received.end(), LIMIT, c -> c.frames(TrackKind.VIDEO).size() >= 10);
    }
  }

  private static CameraException assertRefused(SimulatedCamera camera, TlsTrust trust) {
    try (Collector received = Collector.of(config(camera, trust, Transport.AUTO))) {
      CameraException end = received.awaitEnd(LIMIT);
      assertThat(end.reason()).as("%s", end).isEqualTo(Reason.UNREACHABLE);
      assertThat(received.tracks()).isEmpty();
      return end;
    }
  }

  private static CameraConfig config(SimulatedCamera camera, TlsTrust trust, Transport transport) {
    return CameraConfig.builder("camera", camera.uri().toString())
        .credentials(LOGIN)
        .transport(transport)
        .tls(trust)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }
}
