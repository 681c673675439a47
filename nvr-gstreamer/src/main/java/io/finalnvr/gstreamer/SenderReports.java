package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a simulated camera tells of its wall clock: the truth, a lie, or nothing. Thread-safe. */
final class SenderReports {

  private static final int SENDER_REPORT = (byte) 200;

  /** Of an application's own kind, so that receivers see no report. */
  private static final byte APPLICATION = (byte) 204;

  private static final int NTP_SECONDS = 8;
  private static final int READ_WRITE = 3;

  /** {@code on-sending-rtcp} of a session; returns 1 for a packet that is to be sent. */
  private interface OnSending extends Callback {
    int invoke(Pointer session, Pointer buffer, int early, @Nullable Pointer data);
  }

  // The native side holds no reference to it.
  private final OnSending onSending = (session, buffer, early, data) -> change(buffer);

  private volatile boolean silent;
  private volatile long offSeconds;

  void silent(boolean silent) {
    this.silent = silent;
  }

  void offBy(Duration off) {
    this.offSeconds = off.toSeconds();
  }

  /** Watches the reports of a media that has been prepared. */
  void watch(Pointer media) {
    for (int i = 0; i < NativeRtsp.gst_rtsp_media_n_streams(media); i++) {
      Pointer stream = NativeRtsp.gst_rtsp_media_get_stream(media, i);
      Pointer session = stream == null ? null : NativeRtsp.gst_rtsp_stream_get_rtpsession(stream);
      if (session != null) {
        NativeGObject.g_signal_connect_data(session, "on-sending-rtcp", onSending, null, null, 0);
        NativeGObject.g_object_unref(session);
      }
    }
  }

  private int change(Pointer buffer) {
    if (!silent && offSeconds == 0) {
      return 1;
    }
    try (Memory mapInfo = new Memory(104)) {
      if (NativeMedia.gst_buffer_map(buffer, mapInfo, READ_WRITE) != 0) {
        Pointer packet = mapInfo.getPointer(16);
        if (packet.getByte(1) == SENDER_REPORT) {
          if (silent) {
            packet.setByte(1, APPLICATION);
          }
          int seconds = Integer.reverseBytes(packet.getInt(NTP_SECONDS));
          packet.setInt(NTP_SECONDS, Integer.reverseBytes(seconds + (int) offSeconds));
        }
        NativeMedia.gst_buffer_unmap(buffer, mapInfo);
      }
    }
    return 1;
  }
}
