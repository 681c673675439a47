package io.finalnvr.gstreamer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes sure that a candidate of a browser is one (RFC 8839, 5.1). */
final class RemoteCandidate {

  private static final Pattern FORM =
      Pattern.compile(
          "candidate:([A-Za-z0-9+/]{1,32}) ([12]) ([A-Za-z]{3,8}) (\\d{1,10}) (\\S{1,256}) (\\d{1,5})"
              + " typ (host|srflx|prflx|relay)( [\\x20-\\x7e]{0,512})?");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,39}");
  private static final long HIGHEST_PRIORITY = 0xffff_ffffL;

  private RemoteCandidate() {}

  /**
   * The same candidate in words of our own; empty for one that is of no use here: a name, and TCP.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Optional<String> checked(String candidate) {
    Matcher parts = FORM.matcher(candidate.strip());
    if (!parts.matches()
        || Long.parseLong(parts.group(4)) > HIGHEST_PRIORITY
        || Integer.parseInt(parts.group(6)) > 0xffff) {
      throw new IllegalArgumentException("not a candidate (ICE)");
    }
    String address = parts.group(5);
    boolean known =
        IPV4.matcher(address).matches() || address.contains(":") && IPV6.matcher(address).matches();
    if (!known
        || parts.group(6).equals("0")
        || !parts.group(3).equalsIgnoreCase("udp")
        || parts.group(7).equals("relay")) {
      return Optional.empty();
    }
    // What it is like behind a translator of addresses makes no difference to who sends there.
    return Optional.of(
        "candidate:%s %s UDP %s %s %s typ host"
            .formatted(parts.group(1), parts.group(2), parts.group(4), address, parts.group(6)));
  }
}
