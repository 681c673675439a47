package io.finalnvr.pravega.embedded;

import io.pravega.auth.AuthHandler;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a node's controller and segment store are secured. Nothing of the node reaches beyond this
 * machine, so users need none of it; tests run what a secured cluster runs.
 *
 * @param tls empty for connections in clear
 * @param authentication empty for none
 */
record NodeSecurity(Optional<Tls> tls, Optional<Authentication> authentication) {

  static final NodeSecurity NONE = new NodeSecurity(Optional.empty(), Optional.empty());

  /**
   * Both in PEM.
   *
   * @param certificate of both servers, which trust it, too
   * @param key its private key
   */
  record Tls(Path certificate, Path key) {}

  /**
   * Who is let in.
   *
   * @param handlers by the kind of credentials that they know
   * @param tokenKey with which the controller signs what a client shows to the segment store
   * @param tokenSeconds for how long that is good
   */
  record Authentication(Map<String, AuthHandler> handlers, String tokenKey, int tokenSeconds) {}

  String certificate() {
    return tls.map(files -> files.certificate().toString()).orElse("");
  }

  String key() {
    return tls.map(files -> files.key().toString()).orElse("");
  }

  String tokenKey() {
    return authentication.map(Authentication::tokenKey).orElse("");
  }

  int tokenSeconds() {
    return authentication.map(Authentication::tokenSeconds).orElse(600);
  }
}
