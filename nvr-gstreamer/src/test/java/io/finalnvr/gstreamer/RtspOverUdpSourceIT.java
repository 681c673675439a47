package io.finalnvr.gstreamer;

import io.finalnvr.Transport;

class RtspOverUdpSourceIT extends RtspSourceIT {

  @Override
  Transport transport() {
    return Transport.UDP;
  }
}
