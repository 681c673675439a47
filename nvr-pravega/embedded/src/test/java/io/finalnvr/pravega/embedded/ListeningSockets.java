package io.finalnvr.pravega.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What this process listens on, from Linux's tables: address in hexadecimal, colon, port. */
final class ListeningSockets {

  private static final String LISTEN = "0A";
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  private ListeningSockets() {}

  static Set<String> all() throws IOException {
    Set<String> mine = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          mine.add(Files.readSymbolicLink(descriptor).toString());
        }
      }
    }
    Set<String> found = new TreeSet<>();
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] field = line.trim().split("\\s+");
        if (field[3].equals(LISTEN) && mine.contains("socket:[" + field[9] + "]")) {
          String[] address = field[1].split(":");
          found.add(address[0].toUpperCase(Locale.ROOT) + ":" + Integer.parseInt(address[1], 16));
        }
      }
    }
    return found;
  }

  static boolean isLoopback(String socket) {
    return LOOPBACK.contains(socket.split(":")[0]);
  }
}
