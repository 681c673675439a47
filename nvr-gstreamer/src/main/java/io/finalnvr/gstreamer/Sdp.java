package io.finalnvr.gstreamer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A session description (RFC 8866) in lines: those before the first media description, and those of
 * each media description.
 */
record Sdp(List<String> session, List<List<String>> media) {

  private static final int LONGEST = 1 << 15;
  private static final int LONGEST_LINE = 1 << 11;

  Sdp {
    session = List.copyOf(session);
    media = media.stream().map(List::copyOf).toList();
  }

  /** Splits a description. Throws IllegalArgumentException where it can't be one. */
  static Sdp parse(String text) {
    require(text.length() <= LONGEST, "it is too long");
    List<String> session = new ArrayList<>();
    List<List<String>> media = new ArrayList<>();
    List<String> current = session;
    for (String line : text.split("\r?\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      require(line.length() <= LONGEST_LINE, "a line is too long");
      require(line.matches("[a-z]=[\\x20-\\x7e]*"), "a line is none of a description");
      if (line.startsWith("m=")) {
        current = new ArrayList<>();
        media.add(current);
      }
      current.add(line);
    }
    require(session.contains("v=0"), "it does not begin with a version");
    return new Sdp(session, media);
  }

  static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException("not an answer (SDP) to this offer: " + otherwise);
    }
  }

  /** Value of an attribute of a media description, or of the session. */
  Optional<String> attribute(int index, String name) {
    return attributes(media.get(index), name).or(() -> attributes(session, name));
  }

  private static Optional<String> attributes(List<String> lines, String name) {
    String prefix = "a=" + name + ":";
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .map(line -> line.substring(prefix.length()).strip());
  }

  boolean has(int index, String flag) {
    return media.get(index).contains("a=" + flag);
  }

  /** The words of the first line: {@code m=video 9 UDP/TLS/RTP/SAVPF 96 97}. */
  List<String> head(int index) {
    return List.of(media.get(index).get(0).substring(2).split(" +"));
  }

  /** The payload types, as they stand in the first line. */
  List<String> formats(int index) {
    List<String> head = head(index);
    return head.size() < 4 ? List.of() : head.subList(3, head.size());
  }

  /** What is said of payload types: encodings and their parameters. */
  List<String> about(int index, List<String> formats) {
    Set<String> wanted = new HashSet<>(formats);
    return media.get(index).stream()
        .filter(line -> line.matches("a=(rtpmap|fmtp):\\d{1,3} .*"))
        .filter(line -> wanted.contains(line.substring(line.indexOf(':') + 1, line.indexOf(' '))))
        .toList();
  }
}
