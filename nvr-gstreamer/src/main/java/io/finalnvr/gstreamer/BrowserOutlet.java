package io.finalnvr.gstreamer;

import io.finalnvr.media.EncodedFrame;

/** Where frames leave for a browser. Times are running times, nanoseconds. */
interface BrowserOutlet {

  /** Bytes that were pushed and have not been sent yet. */
  long waiting();

  /** The running time now. */
  long runningTime();

  /** The RTP timestamp of a picture of that running time. */
  long rtpTimestamp(long runningTime);

  void pushPicture(EncodedFrame frame, long runningTime);

  void pushSound(EncodedFrame frame, long runningTime);
}
