package io.finalnvr.examples.web;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the web application listens.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param certificate file with key and certificate, PKCS #12 or PEM, for TLS; empty for plain HTTP
 * @param certificatePassword of a PKCS #12 file
 */
public record WebSettings(
    String host, int port, Optional<Path> certificate, Optional<String> certificatePassword) {

  /** Plain HTTP on loopback. */
  public static WebSettings loopback(int port) {
    return new WebSettings("127.0.0.1", port, Optional.empty(), Optional.empty());
  }

  @Override
  public String toString() {
    return "WebSettings[%s:%d%s]".formatted(host, port, certificate.isPresent() ? ", TLS" : "");
  }
}
