package io.finalnvr.examples.web;

import io.finalnvr.media.WebRtcRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the web application listens.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param certificate file with key and certificate, PKCS #12 or PEM, for TLS; empty for plain HTTP
 * @param certificatePassword of a PKCS #12 file
 * @param webRtc where media is offered by WebRTC
 */
public record WebSettings(
    String host,
    int port,
    Optional<Path> certificate,
    Optional<String> certificatePassword,
    WebRtcRequest webRtc) {

  /** By WebRTC on loopback only. */
  public WebSettings(
      String host, int port, Optional<Path> certificate, Optional<String> certificatePassword) {
    this(host, port, certificate, certificatePassword, WebRtcRequest.loopback());
  }

  /** Plain HTTP on loopback. */
  public static WebSettings loopback(int port) {
    return new WebSettings("127.0.0.1", port, Optional.empty(), Optional.empty());
  }

  @Override
  public String toString() {
    return "WebSettings[%s:%d%s]".formatted(host, port, certificate.isPresent() ? ", TLS" : "");
  }
}
