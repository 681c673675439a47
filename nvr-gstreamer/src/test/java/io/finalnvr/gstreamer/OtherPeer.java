package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import io.finalnvr.NvrException;
import io.finalnvr.media.WebRtcListener;
import io.finalnvr.spi.WebRtcSession;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What stands for a browser: another webrtcbin, which answers and decodes what it gets. */
final class OtherPeer implements WebRtcListener, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MediaPipeline pipeline = new MediaPipeline();
  private final WebRtcBin bin = new WebRtcBin(pipeline, List.of(InetAddress.getLoopbackAddress()));
  private final Map<String, MediaElement> sinks = new ConcurrentHashMap<>();
  private final Map<Instant, Long> times = new TreeMap<>();
  private final UnaryOperator<String> changed;
  private volatile Optional<NvrException> failure = Optional.empty();
  private volatile boolean connected;
  private volatile String offered = "";
  private volatile String answered = "";
  private volatile Consumer<String> before = answer -> {};
  private volatile WebRtcSession session;

  OtherPeer() {
    this(answer -> answer);
  }

  /** One that answers something else; an empty text is no answer. */
  OtherPeer(UnaryOperator<String> changed) {
    this.changed = changed;
    bin.element().set("latency", 200);
    NativeGObject.PadAdded received = (element, pad, data) -> receive(pad);
    pipeline.connect(bin.element(), "pad-added", received);
    bin.listen(
        pipeline,
        (line, candidate) -> {
          if (!changed.apply("v").isEmpty()) {
            session.addCandidate(line, candidate);
          }
        },
        () -> {});
    pipeline.play();
  }

  /** Does something before it answers. */
  OtherPeer before(Consumer<String> something) {
    before = something;
    return this;
  }

  /** The session that it talks to. */
  OtherPeer with(WebRtcSession other) {
    session = other;
    return this;
  }

  private void receive(Pointer pad) {
    MediaCaps caps = NativeMedia.padCaps(pad);
    boolean video = caps.text("media").orElse("").equals("video");
    MediaElement sink = MediaElement.sink();
    List<MediaElement> chain = new ArrayList<>(video ? ofVideo() : ofSound(caps));
    chain.add(sink);
    pipeline.add(chain);
    chain.forEach(MediaElement::start);
    if (!bin.element().linkPad(padName(pad), chain.get(0))) {
      throw new AssertionError("no link to " + caps);
    }
    sinks.put(video ? "video" : "audio", sink);
  }

  private static String padName(Pointer pad) {
    return NativeGlib.takeString(NativePipeline.gst_object_get_name(pad));
  }

  private static List<MediaElement> ofVideo() {
    return List.of(
        MediaElement.make("rtph264depay"),
        MediaElement.make("avdec_h264").set("max-threads", 1).set("output-corrupt", false),
        MediaElement.make("videoconvert"),
        MediaElement.filter("video/x-raw,format=GRAY8"));
  }

  private static List<MediaElement> ofSound(MediaCaps caps) {
    boolean opus = caps.text("encoding-name").orElse("").equals("OPUS");
    return List.of(
        MediaElement.make(opus ? "rtpopusdepay" : "rtppcmadepay"),
        MediaElement.make(opus ? "opusdec" : "alawdec"),
        MediaElement.make("audioconvert"),
        MediaElement.filter("audio/x-raw,format=S16LE,channels=1"));
  }

  @Override
  public void onOffer(String sdp) {
    offered = sdp;
    Await.until("the session", PATIENCE, () -> session != null);
    bin.take(NativeWebRtc.OFFER, sdp);
    String text = changed.apply(bin.describe("answer"));
    if (!text.isEmpty()) {
      before.accept(text);
      answered = text;
      session.answer(text);
    }
  }

  @Override
  public void onCandidate(int mediaLine, String candidate) {
    assertThat(candidate).startsWith("candidate:").contains(" UDP ", " 127.0.0.1 ");
    bin.addCandidate(mediaLine, candidate);
  }

  @Override
  public void onConnected() {
    connected = true;
  }

  @Override
  public void onTime(long rtpTimestamp, Instant time) {
    synchronized (times) {
      times.put(time, rtpTimestamp);
    }
  }

  @Override
  public void onFailure(NvrException reason) {
    failure = Optional.of(reason);
  }

  boolean connected() {
    return connected;
  }

  String offered() {
    return offered;
  }

  String answered() {
    return answered;
  }

  /** Which RTP timestamps it was told. */
  Map<Instant, Long> times() {
    synchronized (times) {
      return new TreeMap<>(times);
    }
  }

  NvrException awaitFailure() {
    Await.until("a failure", PATIENCE, () -> failure.isPresent());
    return failure.orElseThrow();
  }

  /** The number of the next picture. */
  int nextPicture() {
    return number(next("video"));
  }

  /** The number of the next picture; empty when none comes in time. */
  Optional<Integer> nextPicture(Duration time) {
    return poll("video", time).map(OtherPeer::number);
  }

  private static int number(MediaSample picture) {
    int width = picture.caps().number("width").orElseThrow();
    int height = picture.caps().number("height").orElseThrow();
    int stride = (width + 3) / 4 * 4;
    return (int)
        SimulatedPicture.read(width, height, (x, y) -> picture.data()[y * stride + x] & 0xff)
            .orElseThrow()
            .frame();
  }

  /** The loudest sample of some sound. */
  int nextLoudness() {
    byte[] data = next("audio").data();
    int loudest = 0;
    for (int i = 0; i + 1 < data.length; i += 2) {
      loudest = Math.max(loudest, Math.abs((short) (data[i] & 0xff | data[i + 1] << 8)));
    }
    return loudest;
  }

  private MediaSample next(String kind) {
    return poll(kind, PATIENCE).orElseThrow(() -> new AssertionError("no more " + kind));
  }

  private Optional<MediaSample> poll(String kind, Duration time) {
    BooleanSupplier comes =
        () -> {
          failure.ifPresent(
              reason -> {
                throw new AssertionError(reason);
              });
          return sinks.containsKey(kind);
        };
    if (!Await.within(time, comes)) {
      return Optional.empty();
    }
    try (AppSinkReader reader = new AppSinkReader(sinks.get(kind))) {
      return Optional.ofNullable(reader.pull(time));
    }
  }

  @Override
  public void close() {
    pipeline.stop();
    pipeline.dispose();
  }
}
