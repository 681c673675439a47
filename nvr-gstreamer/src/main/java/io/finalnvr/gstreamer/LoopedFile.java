package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.ConfigurationException;
import io.finalnvr.media.Codec;
import io.finalnvr.media.TrackKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The encoded frames of a media file, to be sent over and over.
 *
 * @param video in decode order; empty where the file has none
 * @param audio empty where the file has none
 * @param videoCaps of the video; empty where the file has none
 * @param audioCaps of the sound; empty where the file has none
 * @param periodNanos from the first frame to where it begins anew
 */
record LoopedFile(
    List<LoopSupply.Frame> video,
    List<LoopSupply.Frame> audio,
    List<String> videoCaps,
    List<String> audioCaps,
    long periodNanos) {

  private static final long MOST_BYTES = 512L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Reads a file.
   *
   * @throws ConfigurationException when it can't be read, is too large, or has nothing to send
   */
  static LoopedFile read(Path file) {
    GStreamer.require(GStreamer.FOR_CAMERA, "filesrc", "parsebin", "appsink");
    requireSize(file);
    try (Demuxer demuxer = new Demuxer(file)) {
      List<MediaSample> video = demuxer.samples(TrackKind.VIDEO);
      List<MediaSample> audio = demuxer.samples(TrackKind.AUDIO);
      if (video.isEmpty() && audio.isEmpty()) {
        throw new ConfigurationException("the file " + file + " has nothing that can be sent");
      }
      long start = Math.min(first(video), first(audio));
      List<LoopSupply.Frame> videoFrames = frames(video, start);
      List<LoopSupply.Frame> audioFrames = frames(audio, start);
      return new LoopedFile(
          videoFrames,
          audioFrames,
          caps(video),
          caps(audio),
          Math.max(end(videoFrames), end(audioFrames)));
    }
  }

  private static void requireSize(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ConfigurationException(
            "the file %s has more than %d MiB; take a shorter one"
                .formatted(file, MOST_BYTES >> 20));
      }
    } catch (IOException e) {
      throw new ConfigurationException("can't read the file " + file, e);
    }
  }

  private static long first(List<MediaSample> samples) {
    return samples.isEmpty() ? Long.MAX_VALUE : decodeTime(samples.get(0));
  }

  private static long decodeTime(MediaSample sample) {
    return sample.dtsNanos() == NativeMedia.NO_TIME ? sample.ptsNanos() : sample.dtsNanos();
  }

  private static List<LoopSupply.Frame> frames(List<MediaSample> samples, long start) {
    List<LoopSupply.Frame> frames = new ArrayList<>();
    long previous = 0;
    for (MediaSample sample : samples) {
      long due = Math.max(previous, decodeTime(sample) - start);
      long shown = sample.ptsNanos() == NativeMedia.NO_TIME ? due : sample.ptsNanos() - start;
      frames.add(new LoopSupply.Frame(due, Math.max(0, shown - due), sample.data()));
      previous = due;
    }
    return List.copyOf(frames);
  }

  /** The last frame lasts as long as the one before. */
  private static long end(List<LoopSupply.Frame> frames) {
    if (frames.isEmpty()) {
      return 0;
    }
    long last = frames.get(frames.size() - 1).dueNanos();
    long before = frames.get(Math.max(0, frames.size() - 2)).dueNanos();
    return last + Math.max(1_000_000, last - before);
  }

  private static List<String> caps(List<MediaSample> samples) {
    return samples.isEmpty() ? List.of() : List.of(caps(samples.get(0).caps()));
  }

  private static String caps(MediaCaps caps) {
    ByteBuffer codecData = caps.codecData();
    byte[] bytes = new byte[codecData.remaining()];
    codecData.get(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    int rate = caps.number("rate").orElse(48_000);
    int channels = caps.number("channels").orElse(1);
    String sound = ",rate=%d,channels=%d".formatted(rate, channels);
    return switch (caps.codec().orElseThrow()) {
      case H264 -> "video/x-h264,stream-format=avc,alignment=au,codec_data=(buffer)" + hex;
      case H265 -> "video/x-h265,stream-format=hvc1,alignment=au,codec_data=(buffer)" + hex;
      case MJPEG ->
          "image/jpeg,framerate=25/1,width=%d,height=%d"
              .formatted(caps.number("width").orElse(0), caps.number("height").orElse(0));
      case AAC ->
          "audio/mpeg,mpegversion=4,stream-format=raw,framed=true,codec_data=(buffer)"
              + hex
              + sound;
      case PCMA -> "audio/x-alaw" + sound;
      case PCMU -> "audio/x-mulaw" + sound;
      case OPUS -> "audio/x-opus,channel-mapping-family=0" + sound;
    };
  }

  /** A pipeline that takes a file apart. */
  private static final class Demuxer implements AutoCloseable {

    private final MediaPipeline pipeline = new MediaPipeline();
    private final MediaElement parser = MediaElement.make("parsebin");
    private final ConcurrentMap<TrackKind, AppSinkReader> readers = new ConcurrentHashMap<>();

    Demuxer(Path file) {
      MediaElement source = MediaElement.make("filesrc").setText("location", file.toString());
      pipeline.add(List.of(source, parser));
      NativeGObject.PadAdded added = (element, pad, data) -> added(pad);
      pipeline.connect(parser, "pad-added", added);
      pipeline.play();
      awaitEnd();
    }

    private void added(Pointer pad) {
      String name = NativeGlib.takeString(NativePipeline.gst_object_get_name(pad));
      Optional<Codec> codec =
          NativeMedia.padCaps(pad).codec().filter(c -> !readers.containsKey(c.kind()));
      List<MediaElement> chain = new ArrayList<>();
      codec.ifPresent(c -> chain.addAll(StreamChain.ofParsed(c)));
      MediaElement sink =
          MediaElement.make(codec.isPresent() ? "appsink" : "fakesink")
              .set("sync", false)
              .set("async", false);
      // The end of the file is known when it is read, not when the sinks are emptied.
      codec.ifPresent(c -> sink.set("wait-on-eos", false));
      chain.add(sink);
      pipeline.add(chain);
      chain.forEach(MediaElement::start);
      codec.ifPresent(c -> readers.put(c.kind(), new AppSinkReader(sink)));
      parser.linkPad(name, chain.get(0));
    }

    /** The whole file is read into the sinks, which keep everything. */
    private void awaitEnd() {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      boolean ended = false;
      while (!ended && System.nanoTime() < deadline) {
        NativeMessage message = pipeline.poll(Duration.ofMillis(100));
        ended =
            message != null
                && (message.type() == NativeMessage.Type.ERROR
                    || message.type() == NativeMessage.Type.END_OF_STREAM);
      }
    }

    List<MediaSample> samples(TrackKind kind) {
      List<MediaSample> samples = new ArrayList<>();
      AppSinkReader reader = readers.get(kind);
      if (reader != null) {
        for (var sample = reader.pull(PATIENCE); sample != null; sample = reader.pull(PATIENCE)) {
          samples.add(sample);
        }
      }
      return samples;
    }

    @Override
    public void close() {
      pipeline.stop();
      readers.values().forEach(AppSinkReader::close);
      pipeline.dispose();
    }
  }
}
