package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {

  private static StoreAddress parse(String uri) {
    return StoreAddress.parse(URI.create(uri));
  }

  @Test
  void address_isThatOfTheControllerAndTheScope() {
    assertThat(parse("pravega://nvr-1.example:9091/cameras"))
        .isEqualTo(
            new StoreAddress(
                URI.create("tcp://nvr-1.example:9091"), /* secure= */ false, "cameras"));
    assertThat(parse("pravegas://[::1]:9091/a.b-c"))
        .isEqualTo(new StoreAddress(URI.create("tcp://[::1]:9091"), /* secure= */ true, "a.b-c"));
  }

  @Test
  void missingPort_is9090() {
    assertThat(parse("pravega://one/s").controller()).isEqualTo(URI.create("tcp://one:9090"));
  }

  @Test
  void severalControllers_areKept() {
    assertThat(parse("pravega://one:1,two,three:3/s").controller())
        .isEqualTo(URI.create("tcp://one:1,two:9090,three:3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pravega://host:9090",
        "pravega://host:9090/",
        "pravega://host:9090/a/b",
        "pravega:///scope",
        "pravega://host:port/scope",
        "pravega://host,/scope",
        "pravega://host/_system",
        "pravega://host/scope?x=1",
        "http://host/scope"
      })
  void whatIsNoAddress_isRefusedWithTheFormOfOne(String uri) {
    assertThatThrownBy(() -> parse(uri))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("pravega://host:port/scope");
  }
}
