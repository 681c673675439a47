package io.finalnvr.gstreamer;

import io.finalnvr.media.WebRtcListener;
import io.finalnvr.media.WebRtcRequest;
import io.finalnvr.spi.WebRtcProvider;
import io.finalnvr.spi.WebRtcSession;

/** Sends H.264 and sound to browsers with GStreamer's webrtcbin. */
public final class GStreamerWebRtcProvider implements WebRtcProvider {

  /** For {@link java.util.ServiceLoader}. */
  public GStreamerWebRtcProvider() {}

  @Override
  public WebRtcSession open(WebRtcRequest request, WebRtcListener listener) {
    GStreamer.require(
        GStreamer.FOR_MEDIA,
        "appsrc",
        "rtph264pay",
        "webrtcbin",
        "nicesink",
        "nicesrc",
        "dtlsenc",
        "srtpenc");
    return BrowserSession.open(request, listener, BrowserSession.CONNECT);
  }
}
