package io.finalnvr.pravega;

import io.finalnvr.ConfigurationException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a store is: {@code pravega://host:port/scope}, with several controllers separated by
 * commas.
 *
 * @param controller as the client writes it
 * @param scope that holds the streams
 */
record StoreAddress(URI controller, String scope) {

  private static final Map<String, String> SCHEMES = Map.of("pravega", "tcp", "pravegas", "tls");
  private static final Pattern SERVERS =
      Pattern.compile("([\\p{Alnum}.-]+|\\[[\\p{XDigit}:.]+])(:\\d{1,5})?");
  private static final Pattern SCOPE = Pattern.compile("/([\\p{Alnum}][\\p{Alnum}.-]{0,254})/?");
  private static final String DEFAULT_PORT = ":9090";

  static Set<String> schemes() {
    return SCHEMES.keySet();
  }

  static StoreAddress parse(URI uri) {
    String scheme = SCHEMES.get(uri.getScheme());
    Matcher scope = SCOPE.matcher(uri.getPath() == null ? "" : uri.getPath());
    if (scheme == null
        || uri.getAuthority() == null
        || !scope.matches()
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw wrong(uri);
    }
    StringBuilder servers = new StringBuilder();
    for (String part : uri.getAuthority().split(",", -1)) {
      Matcher server = SERVERS.matcher(part);
      if (!server.matches()) {
        throw wrong(uri);
      }
      servers.append(servers.isEmpty() ? "" : ",").append(server.group(1));
      servers.append(server.group(2) == null ? DEFAULT_PORT : server.group(2));
    }
    return new StoreAddress(URI.create(scheme + "://" + servers), scope.group(1));
  }

  private static ConfigurationException wrong(URI uri) {
    return new ConfigurationException(
        "the store URI "
            + uri
            + " is not of the form pravega://host:port/scope (pravegas:// for TLS), with a scope of"
            + " letters, digits, dots and hyphens");
  }
}
