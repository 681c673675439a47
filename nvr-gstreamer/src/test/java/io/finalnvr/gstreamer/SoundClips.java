package io.finalnvr.gstreamer;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A tone, from {@link Clips#START} on. */
final class SoundClips {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private SoundClips() {}

  static List<EncodedFrame> tone(Codec codec, Duration length) {
    GStreamer.require(GStreamer.FOR_MEDIA, "audiotestsrc", "appsink");
    int rate = codec == Codec.PCMA ? 8_000 : 48_000;
    MediaElement sink = MediaElement.sink().set("max-buffers", 0);
    MediaPipeline pipeline = new MediaPipeline();
    pipeline.add(
        List.of(
            MediaElement.make("audiotestsrc")
                .set("samplesperbuffer", rate / 50)
                .set("num-buffers", length.toMillis() / 20),
            MediaElement.filter("audio/x-raw,channels=1,rate=" + rate),
            MediaElement.make(
                switch (codec) {
                  case AAC -> "avenc_aac";
                  case OPUS -> "opusenc";
                  default -> "alawenc";
                }),
            sink));
    pipeline.play();
    List<EncodedFrame> frames = new ArrayList<>();
    try (AppSinkReader reader = new AppSinkReader(sink)) {
      for (var sample = reader.pull(PATIENCE); sample != null; sample = reader.pull(PATIENCE)) {
        frames.add(frame(sample, codec, rate));
      }
    } finally {
      pipeline.stop();
      pipeline.dispose();
    }
    return frames;
  }

  private static EncodedFrame frame(MediaSample sample, Codec codec, int rate) {
    return new EncodedFrame(
        new AudioTrack(2, codec, rate, 1, sample.caps().codecData()),
        Clips.START.plusNanos(sample.ptsNanos()),
        Clips.START.plusNanos(sample.ptsNanos()),
        Duration.ofNanos(sample.durationNanos()),
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        /* decodeOnly= */ false,
        ByteBuffer.wrap(sample.data()));
  }
}
