package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.CameraException;
import java.time.Duration;
import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Pipeline;
import org.junit.jupiter.api.Test;

class NativeMediaIT {

  @Test
  void require_unknownElement_namesThePackage() {
    assertThatThrownBy(() -> GStreamer.require(GStreamer.FOR_CAMERA, "avdec_nothing"))
        .isInstanceOfSatisfying(
            CameraException.class,
            e -> assertThat(e.reason()).isEqualTo(CameraException.Reason.SETUP))
        .hasMessageContaining("sudo apt-get install -y gstreamer1.0-libav");
  }

  @Test
  void pushedBuffer_comesOutWithBytesTimesFlagsAndCaps() {
    GStreamer.require(GStreamer.FOR_CAMERA, "appsrc", "appsink");
    Pipeline pipeline = new Pipeline();
    Element source = ElementFactory.make("appsrc", null);
    source.setAsString("format", "time");
    Element sink = ElementFactory.make("appsink", null);
    sink.set("sync", false);
    pipeline.addMany(source, sink);
    source.link(sink);
    NativeMessage.queueOn(pipeline);
    AppSrcWriter writer = new AppSrcWriter(source);
    try (AppSinkReader reader = new AppSinkReader(sink)) {
      writer.caps("audio/x-alaw, rate=(int)8000, channels=(int)1");
      pipeline.play();

      assertThat(writer.push(new byte[] {1, 2, 3}, 40, 30, 20, NativeMedia.FLAG_DELTA_UNIT))
          .isTrue();
      MediaSample sample = reader.pull(Duration.ofSeconds(10));

      assertThat(sample.data()).containsExactly(1, 2, 3);
      assertThat(sample.ptsNanos()).isEqualTo(40);
      assertThat(sample.dtsNanos()).isEqualTo(30);
      assertThat(sample.durationNanos()).isEqualTo(20);
      assertThat(sample.has(NativeMedia.FLAG_DELTA_UNIT)).isTrue();
      assertThat(sample.ntpNanos()).isEmpty();
      assertThat(sample.caps().mediaType()).isEqualTo("audio/x-alaw");

      writer.endOfStream();
      assertThat(NativeMessage.poll(pipeline, Duration.ofSeconds(10)).type())
          .isEqualTo(NativeMessage.Type.END_OF_STREAM);
      pipeline.stop();
    }
    pipeline.dispose();
  }

  @Test
  void encodedSample_carriesCodecData() {
    GStreamer.require(GStreamer.FOR_CAMERA, "videotestsrc", "x264enc", "h264parse", "appsink");
    Pipeline pipeline = new Pipeline();
    Element source = ElementFactory.make("videotestsrc", null);
    source.set("num-buffers", 5);
    Element encoder = ElementFactory.make("x264enc", null);
    encoder.setAsString("tune", "zerolatency");
    Element parser = ElementFactory.make("h264parse", null);
    Element filter = ElementFactory.make("capsfilter", null);
    filter.setCaps(Caps.fromString("video/x-h264,stream-format=avc,alignment=au"));
    Element sink = ElementFactory.make("appsink", null);
    sink.set("sync", false);
    pipeline.addMany(source, encoder, parser, filter, sink);
    Element.linkMany(source, encoder, parser, filter, sink);
    NativeMessage.queueOn(pipeline);
    try (AppSinkReader reader = new AppSinkReader(sink)) {
      pipeline.play();

      MediaSample first = reader.pull(Duration.ofSeconds(20));
      MediaSample second = reader.pull(Duration.ofSeconds(20));

      assertThat(first.caps().codecData().get(0)).isEqualTo((byte) 1);
      assertThat(first.has(NativeMedia.FLAG_DELTA_UNIT)).isFalse();
      assertThat(second.has(NativeMedia.FLAG_DELTA_UNIT)).isTrue();
      assertThat(second.caps()).isSameAs(first.caps());
      pipeline.stop();
    }
    pipeline.dispose();
  }

  @Test
  void error_comesWithDomainAndCode() {
    GStreamer.require(GStreamer.FOR_CAMERA, "filesrc", "fakesink");
    Pipeline pipeline = new Pipeline();
    Element source = ElementFactory.make("filesrc", null);
    source.set("location", "/nowhere/nothing.mp4");
    Element sink = ElementFactory.make("fakesink", null);
    pipeline.addMany(source, sink);
    source.link(sink);
    NativeMessage.queueOn(pipeline);
    pipeline.play();

    NativeMessage message = NativeMessage.poll(pipeline, Duration.ofSeconds(10));

    assertThat(message.type()).isEqualTo(NativeMessage.Type.ERROR);
    assertThat(message.domain()).isEqualTo("gst-resource-error-quark");
    assertThat(message.code()).isEqualTo(3);
    pipeline.stop();
    pipeline.dispose();
  }
}
