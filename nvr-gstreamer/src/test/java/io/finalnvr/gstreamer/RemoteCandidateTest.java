package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteCandidateTest {

  @Test
  void candidate_isWrittenAnew() {
    assertThat(
            RemoteCandidate.checked(
                "candidate:842163049 1 udp 1677729535 192.0.2.7 40678 typ srflx raddr 10.0.0.1"
                    + " rport 4 generation 0 ufrag abcd network-cost 999"))
        .contains("candidate:842163049 1 UDP 1677729535 192.0.2.7 40678 typ host");
    assertThat(RemoteCandidate.checked("candidate:1 1 UDP 2113937151 fd00::2 50000 typ host"))
        .contains("candidate:1 1 UDP 2113937151 fd00::2 50000 typ host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "candidate:1 1 udp 2113937151 0f1c1ba3-8c9e-4f39-a1c3-0d4c4f2d3a1b.local 40678 typ host",
        "candidate:1 1 udp 2113937151 example.com 40678 typ host",
        "candidate:1 1 udp 2113937151 999.1.1.1 40678 typ host",
        "candidate:1 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active",
        "candidate:1 1 udp 1 192.0.2.7 0 typ host",
        "candidate:1 1 udp 1 192.0.2.7 40678 typ relay raddr 0.0.0.0 rport 0"
      })
  void whatIsOfNoUse_isPassedOver(String candidate) {
    assertThat(RemoteCandidate.checked(candidate)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "candidate",
        "candidate:1 1 udp 1 192.0.2.7",
        "candidate:1 3 udp 1 192.0.2.7 1 typ host",
        "candidate:1 1 udp 9999999999 192.0.2.7 1 typ host",
        "candidate:1 1 udp 1 192.0.2.7 65536 typ host",
        "candidate:1 1 udp 1 192.0.2.7 1 typ host\r\na=x",
        "candidate:%n%n 1 udp 1 192.0.2.7 1 typ host"
      })
  void whatIsNone_isRefused(String candidate) {
    assertThatIllegalArgumentException().isThrownBy(() -> RemoteCandidate.checked(candidate));
  }
}
