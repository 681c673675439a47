package io.finalnvr.gstreamer;

import io.finalnvr.ConfigurationException;
import io.finalnvr.media.Codec;
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
import java.util.concurrent.CountDownLatch;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * The encoded frames of a media file, to be sent over and over.
 *
 * @param video H.264 in Annex B form, in decode order
 * @param audio raw AAC; empty where the file has none
 * @param audioCaps of the sound; empty where the file has none
 * @param periodNanos from the first frame to where it begins anew
 */
record LoopedFile(
    List<LoopSupply.Frame> video,
    List<LoopSupply.Frame> audio,
    List<String> audioCaps,
    long periodNanos) {

  static final String VIDEO_CAPS = "video/x-h264,stream-format=byte-stream,alignment=au";

  private static final long MOST_BYTES = 512L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Reads a file.
   *
   * @throws ConfigurationException when it can't be read, is too large, or has no H.264
   */
  static LoopedFile read(Path file) {
    GStreamer.require(
        GStreamer.FOR_CAMERA, "filesrc", "parsebin", "h264parse", "aacparse", "appsink");
    requireSize(file);
    try (Demuxer demuxer = new Demuxer(file)) {
      List<MediaSample> video = demuxer.samples(Codec.H264);
      if (video.isEmpty()) {
        throw new ConfigurationException(
            "the file " + file + " has no H.264 video that can be read");
      }
      List<MediaSample> audio = demuxer.samples(Codec.AAC);
      long start = Math.min(first(video), audio.isEmpty() ? Long.MAX_VALUE : first(audio));
      List<LoopSupply.Frame> videoFrames = frames(video, start);
      List<LoopSupply.Frame> audioFrames = frames(audio, start);
      return new LoopedFile(
          videoFrames,
          audioFrames,
          audio.isEmpty() ? List.of() : List.of(audioCaps(audio.get(0).caps())),
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
    return decodeTime(samples.get(0));
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

  private static String audioCaps(MediaCaps caps) {
    ByteBuffer codecData = caps.codecData();
    byte[] bytes = new byte[codecData.remaining()];
    codecData.get(bytes);
    return "audio/mpeg,mpegversion=4,stream-format=raw,framed=true,rate=%d,channels=%d,codec_data=(buffer)%s"
        .formatted(
            caps.number("rate").orElse(48_000),
            caps.number("channels").orElse(1),
            HexFormat.of().formatHex(bytes));
  }

  /** A pipeline that takes a file apart. */
  private static final class Demuxer implements AutoCloseable {

    private final Pipeline pipeline = new Pipeline();
    private final ConcurrentMap<Codec, AppSinkReader> readers = new ConcurrentHashMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Element.PAD_ADDED padAdded = (element, pad) -> added(pad);
    private final Element.NO_MORE_PADS noMorePads = element -> complete.countDown();

    Demuxer(Path file) {
      Element source = ElementFactory.make("filesrc", null);
      source.set("location", file.toString());
      Element parser = ElementFactory.make("parsebin", null);
      parser.connect(padAdded);
      parser.connect(noMorePads);
      pipeline.addMany(source, parser);
      source.link(parser);
      NativeMessage.queueOn(pipeline);
      pipeline.play();
      awaitPads();
    }

    /** Until all tracks are known, the file turns out to be no media file, or time is up. */
    private void awaitPads() {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      boolean failed = false;
      while (complete.getCount() > 0 && !failed && System.nanoTime() < deadline) {
        NativeMessage message = NativeMessage.poll(pipeline, Duration.ofMillis(20));
        failed = message != null && message.type() == NativeMessage.Type.ERROR;
      }
    }

    private void added(Pad pad) {
      Optional<Codec> codec = MediaCaps.parse(pad.getCurrentCaps().toString()).codec();
      Bin branch = branch(codec.filter(c -> !readers.containsKey(c)).orElse(null));
      pipeline.add(branch);
      branch.syncStateWithParent();
      pad.link(branch.getStaticPad("sink"));
      Element sink = branch.getElementByName("sink");
      codec
          .filter(c -> c == Codec.H264 || c == Codec.AAC)
          .ifPresent(c -> readers.putIfAbsent(c, new AppSinkReader(sink)));
    }

    private static Bin branch(@Nullable Codec codec) {
      String elements =
          codec == Codec.H264
              ? "h264parse ! " + VIDEO_CAPS + " ! appsink name=sink sync=false"
              : codec == Codec.AAC
                  ? "aacparse ! audio/mpeg,mpegversion=4,stream-format=raw ! appsink name=sink sync=false"
                  : "fakesink name=sink sync=false";
      return Gst.parseBinFromDescription(elements, /* ghostUnlinkedPads= */ true);
    }

    List<MediaSample> samples(Codec codec) {
      List<MediaSample> samples = new ArrayList<>();
      AppSinkReader reader = readers.get(codec);
      if (reader != null) {
        MediaSample sample = reader.pull(PATIENCE);
        while (sample != null) {
          samples.add(sample);
          sample = reader.pull(PATIENCE);
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
