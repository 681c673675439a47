package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraException;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.Credentials;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BusErrorsTest {

  private static final String RESOURCE = "gst-resource-error-quark";
  private static final String STREAM = "gst-stream-error-quark";
  private static final String ADDRESS = "rtsp://10.0.0.7/stream";

  @Test
  void unauthorized_saysSo() {
    CameraException failure = of(RESOURCE, 15, "Unauthorized", "gst_rtspsrc_send (): (401)");

    assertThat(failure.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(failure)
        .hasMessage("rtsp://10.0.0.7/stream: the camera refuses the credentials (401)");
  }

  @Test
  void forbidden_isUnauthorizedToo() {
    assertThat(of(RESOURCE, 9, "x", "Forbidden (403)").reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void notFound_namesTheStream() {
    CameraException failure = of(RESOURCE, 3, "Bulunamadı", "Not Found (404)");

    assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(failure).hasMessage("rtsp://10.0.0.7/stream: the camera knows no such stream (404)");
  }

  @Test
  void noConnection_saysWhy() {
    String debug = "gst_rtspsrc_retrieve_sdp (): Failed to connect. (Generic error)";

    CameraException refused = of(RESOURCE, 7, "x", debug, Reachability.REFUSES);
    assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(refused).hasMessage("rtsp://10.0.0.7/stream: connection refused");
    assertThat(of(RESOURCE, 7, "x", debug, Reachability.NO_ADDRESS))
        .hasMessage("rtsp://10.0.0.7/stream: the host name has no address");
  }

  @Test
  void noAnswer_isATimeoutOnlyWhenTheHostIsThere() {
    String debug = "gst_rtsp_src_receive_response (): Timeout while waiting for server response";

    CameraException silent = of(RESOURCE, 9, "x", debug, Reachability.ACCEPTS);
    assertThat(silent.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(silent)
        .hasMessageContaining("accepted the connection and did not answer within 5 s");
    assertThat(of(RESOURCE, 9, "x", debug, Reachability.NO_WAY).reason())
        .isEqualTo(Reason.UNREACHABLE);
  }

  @Test
  void noUdpPackets_isATimeout() {
    CameraException failure =
        of(RESOURCE, 9, "x", "Could not receive any UDP packets for 5.0000 seconds");

    assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(failure).hasMessageContaining("firewall");
  }

  @Test
  void refusedTransport_isUnsupported() {
    assertThat(of(STREAM, 6, "No supported stream was found", "").reason())
        .isEqualTo(Reason.UNSUPPORTED);
    assertThat(of(RESOURCE, 13, "x", "Unsupported transport (461)").reason())
        .isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  void anyErrorOfAConnectedCamera_isLost() {
    for (int code = 1; code <= 14; code++) {
      assertThat(ofConnected(RESOURCE, code).reason()).isEqualTo(Reason.LOST);
      assertThat(ofConnected(STREAM, code).reason()).isEqualTo(Reason.LOST);
    }
  }

  @Test
  void anyErrorOfAnUnconnectedCamera_hasAReasonAndAMessage() {
    for (int code = 0; code <= 20; code++) {
      for (String domain : new String[] {RESOURCE, STREAM, "gst-core-error-quark", "new-quark"}) {
        assertThat(of(domain, code, "text", "")).message().isNotBlank();
      }
    }
  }

  @Test
  void fileErrors_haveTheirReasons() {
    assertThat(BusErrors.ofFile(error(RESOURCE, 3, "x", ""), "/a.mp4").reason())
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(BusErrors.ofFile(error(RESOURCE, 5, "x", ""), "/a.mp4").reason())
        .isEqualTo(Reason.UNAUTHORIZED);
    assertThat(BusErrors.ofFile(error(STREAM, 5, "x", ""), "/a.mp4").reason())
        .isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  void masked_leavesNoSecret() {
    assertThat(
            Texts.masked(
                "Connecting to rtsp://admin:s3cret@host/ with s3cret",
                Optional.of(Credentials.of("admin", "s3cret"))))
        .doesNotContain("s3cret")
        .contains("rtsp://***@host/");
  }

  private static CameraException of(String domain, int code, String text, String debug) {
    return of(domain, code, text, debug, Reachability.ACCEPTS);
  }

  private static CameraException of(
      String domain, int code, String text, String debug, Reachability reachability) {
    return BusErrors.ofRtsp(
        error(domain, code, text, debug),
        ADDRESS,
        /* connected= */ false,
        Duration.ofSeconds(5),
        () -> reachability);
  }

  private static CameraException ofConnected(String domain, int code) {
    return BusErrors.ofRtsp(
        error(domain, code, "text", ""),
        ADDRESS,
        /* connected= */ true,
        Duration.ofSeconds(5),
        () -> Reachability.ACCEPTS);
  }

  private static NativeMessage error(String domain, int code, String text, String debug) {
    return new NativeMessage(NativeMessage.Type.ERROR, domain, code, text, debug);
  }
}
