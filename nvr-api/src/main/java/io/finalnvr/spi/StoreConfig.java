package io.finalnvr.spi;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Which store to open.
 *
 * @param uri its scheme chooses the {@link StoreProvider}; holds no credentials
 * @param credentials to log in with
 * @param trustStore PEM file of the certificates to trust, for TLS; empty for the JVM's own
 */
public record StoreConfig(URI uri, Optional<Credentials> credentials, Optional<Path> trustStore) {

  /** Checks the arguments. */
  public StoreConfig {
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(trustStore, "trustStore");
    // Not getUserInfo(): a password with an @ in it is no user info to URI.
    String authority = uri.getRawAuthority();
    if (authority == null
        ? uri.isOpaque() && uri.toString().contains("@")
        : authority.contains("@")) {
      throw new ConfigurationException("the store URI holds credentials; give them separately");
    }
    if (uri.getScheme() == null) {
      throw new ConfigurationException(
          "store URI without a scheme; write for example file:///var/lib/nvr"
              + " or pravega://host:9090/scope");
    }
  }

  /** A store without credentials. */
  public static StoreConfig of(URI uri) {
    return new StoreConfig(uri, Optional.empty(), Optional.empty());
  }
}
