package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackRequestsTest {

  @ParameterizedTest
  @CsvSource({
    // What replaced the last part belongs below it.
    "rtsp://camera/live, rtsp://camera/track1, rtsp://camera/live/track1",
    "rtsp://camera:554/a/b, rtsp://camera:554/a/streamid=0, rtsp://camera:554/a/b/streamid=0",
    "rtsp://camera/live?ch=1&u=a/b, rtsp://camera/track1, rtsp://camera/live?ch=1&u=a/b/track1",
    // What the camera said itself stays.
    "rtsp://camera/live, rtsp://camera/live, rtsp://camera/live",
    "rtsp://camera/live, rtsp://camera/live/track1, rtsp://camera/live/track1",
    "rtsp://camera/live/, rtsp://camera/live/track1, rtsp://camera/live/track1",
    "rtsp://camera/a/live, rtsp://camera/tracks/1, rtsp://camera/tracks/1",
    "rtsp://camera/live, rtsp://other/track1, rtsp://other/track1",
    "rtsp://camera, rtsp://camera/track1, rtsp://camera/track1",
    "rtsp://camera/a/live, rtsp://camera/a/, rtsp://camera/a/"
  })
  void trackIsAskedForBelowWhatWasDescribed(String described, String asked, String expected) {
    assertThat(TrackRequests.below(described, asked)).isEqualTo(expected);
  }
}
