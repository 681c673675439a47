package io.finalnvr.gstreamer;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes sure that a browser's answer is one to an offer. What GStreamer gets is written anew from
 * the values that were checked, so nothing else that a browser sends reaches native code.
 */
final class SdpAnswer {

  private static final String FRAGMENT = "[A-Za-z0-9+/]{4,256}";
  private static final String PASSWORD = "[A-Za-z0-9+/]{22,256}";
  private static final String FINGERPRINT = "sha-256 [0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){31}";

  private SdpAnswer() {}

  /**
   * The same answer in words of our own.
   *
   * @param offer of this side
   * @throws IllegalArgumentException when it is no answer to the offer
   */
  static String checked(String answer, Sdp offer) {
    Sdp sdp = Sdp.parse(answer);
    int count = offer.media().size();
    Sdp.require(sdp.media().size() == count, "it is about other streams");
    List<String> mids = new ArrayList<>();
    List<String> media = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mids.add(offer.attribute(i, "mid").orElseThrow());
      media.addAll(media(sdp, offer, i));
    }
    String group = "a=group:BUNDLE " + String.join(" ", mids);
    Sdp.require(count == 1 || sdp.session().contains(group), "it wants a connection per stream");
    List<String> lines = new ArrayList<>();
    lines.add("v=0");
    lines.add("o=- 1 1 IN IP4 127.0.0.1");
    lines.add("s=-");
    lines.add("t=0 0");
    lines.add(group);
    lines.add("a=ice-options:trickle");
    lines.addAll(media);
    return String.join("\r\n", lines) + "\r\n";
  }

  private static List<String> media(Sdp sdp, Sdp offer, int index) {
    List<String> head = offer.head(index);
    Sdp.require(sdp.head(index).get(0).equals(head.get(0)), "it is about other streams");
    List<String> offered = offer.formats(index);
    List<String> taken = sdp.formats(index).stream().filter(offered::contains).distinct().toList();
    Sdp.require(!taken.isEmpty(), "it takes no codec of those offered");
    Sdp.require(
        !sdp.has(index, "inactive") && !sdp.has(index, "sendonly"), "it does not want to receive");
    String mid = offer.attribute(index, "mid").orElseThrow();
    Sdp.require(sdp.attribute(index, "mid").orElse(mid).equals(mid), "it is about other streams");
    List<String> lines = new ArrayList<>();
    lines.add("m=%s 9 %s %s".formatted(head.get(0), head.get(2), String.join(" ", taken)));
    lines.add("c=IN IP4 0.0.0.0");
    lines.add("a=mid:" + mid);
    lines.add("a=ice-ufrag:" + value(sdp, index, "ice-ufrag", FRAGMENT));
    lines.add("a=ice-pwd:" + value(sdp, index, "ice-pwd", PASSWORD));
    lines.add("a=fingerprint:" + value(sdp, index, "fingerprint", FINGERPRINT));
    lines.add("a=setup:" + value(sdp, index, "setup", "active|passive"));
    lines.add("a=rtcp-mux");
    lines.add("a=recvonly");
    lines.addAll(offer.about(index, taken));
    return lines;
  }

  private static String value(Sdp sdp, int index, String name, String form) {
    return sdp.attribute(index, name)
        .filter(value -> value.matches(form))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not an answer (SDP) to this offer: no proper " + name));
  }

  /** Whether a browser takes none of what is offered on a line. */
  static boolean refuses(String answer, int index) {
    Sdp sdp = Sdp.parse(answer);
    return index < sdp.media().size()
        && sdp.head(index).size() > 1
        && sdp.head(index).get(1).equals("0");
  }
}
