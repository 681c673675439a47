package io.finalnvr.pravega;

import io.finalnvr.ConfigurationException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a store is: {@code pravega://host:port/scope}, with several controllers separated by
 * commas.
 *
 * @param controller as the client writes it, without TLS: with the gRPC of today it knows no other
 *     scheme
 * @param secure whether TLS is spoken, to controllers and segment stores
 * @param scope that holds the streams
 */
record StoreAddress(URI controller, boolean secure, String scope) {

  private static final String CLEAR = "pravega";
  private static final String SECURE = "pravegas";
  private static final Pattern SERVERS =
      Pattern.compile("([\\p{Alnum}.-]+|\\[[\\p{XDigit}:.]+])(:\\d{1,5})?");
  private static final Pattern SCOPE = Pattern.compile("/([\\p{Alnum}][\\p{Alnum}.-]{0,254})/?");
  private static final String DEFAULT_PORT = ":9090";

  /** A host with its port. */
  record Server(String host, int port) {}

  List<Server> servers() {
    return Arrays.stream(controller.getAuthority().split(",", -1))
        .map(StoreAddress::server)
        .toList();
  }

  private static Server server(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    return new Server(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(address.substring(colon + 1)));
  }

  static Set<String> schemes() {
    return Set.of(CLEAR, SECURE);
  }

  static StoreAddress parse(URI uri) {
    String scheme = uri.getScheme();
    Matcher scope = SCOPE.matcher(uri.getPath() == null ? "" : uri.getPath());
    if (!schemes().contains(scheme)
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
    return new StoreAddress(URI.create("tcp://" + servers), scheme.equals(SECURE), scope.group(1));
  }

  private static ConfigurationException wrong(URI uri) {
    return new ConfigurationException(
        "the store URI "
            + uri
            + " is not of the form pravega://host:port/scope (pravegas:// for TLS), with a scope of"
            + " letters, digits, dots and hyphens");
  }
}
