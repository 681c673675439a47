package io.finalnvr.media;

import io.finalnvr.CameraStream;
import io.finalnvr.ConfigurationException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * What to show in a browser by WebRTC, and how it may be reached. An immutable value.
 *
 * @param stream which stream of the camera
 * @param sound whether with sound; browsers then hold back pictures until the sound of their time
 *     is there
 * @param addresses addresses of this machine at which media is offered; no others are listened on
 */
public record WebRtcRequest(CameraStream stream, boolean sound, List<InetAddress> addresses) {

  /** Checks the arguments. */
  public WebRtcRequest {
    Objects.requireNonNull(stream, "stream");
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty() || addresses.stream().anyMatch(InetAddress::isAnyLocalAddress)) {
      throw new ConfigurationException(
          "WebRTC needs the addresses of this machine, one by one, not %s".formatted(addresses));
    }
  }

  /** The main stream without sound, for browsers on this machine only. */
  public static WebRtcRequest loopback() {
    return new WebRtcRequest(
        CameraStream.MAIN, /* sound= */ false, List.of(InetAddress.getLoopbackAddress()));
  }

  /** The same of another stream of the camera. */
  public WebRtcRequest stream(CameraStream stream) {
    return new WebRtcRequest(stream, sound, addresses);
  }

  /** The same with or without sound. */
  public WebRtcRequest sound(boolean sound) {
    return new WebRtcRequest(stream, sound, addresses);
  }

  /** The same for browsers that reach this machine at these addresses. */
  public WebRtcRequest addresses(List<InetAddress> addresses) {
    return new WebRtcRequest(stream, sound, addresses);
  }
}
