package io.finalnvr.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.junit.jupiter.api.Test;

class GStreamerObjectsIT {

  @Test
  void whatIsMade_isCountedUntilItIsGivenBack() {
    try (GStreamerObjects objects = GStreamerObjects.trace()) {
      ElementFactory.make("fakesink", "first").dispose(); // Its class keeps the caps of its pad.
      long before = objects.count();

      Caps caps = Caps.fromString("video/x-raw");
      assertThat(objects.count()).isEqualTo(before + 1);

      Element sink = ElementFactory.make("fakesink", "counted");
      assertThat(objects.count()).as("caps, element and pad").isGreaterThanOrEqualTo(before + 3);

      sink.dispose();
      caps.dispose();
      assertThat(objects.count()).isEqualTo(before);
    }
  }
}
