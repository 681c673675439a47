package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.Tolerances;
import io.finalnvr.Transport;
import io.finalnvr.media.Codec;
import io.finalnvr.media.TrackKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An RTSP camera, over one transport. */
final class RtspRecipe implements Recipe {

  private static final Logger LOG = LoggerFactory.getLogger(RtspRecipe.class);
  private static final Duration PROBE = Duration.ofSeconds(1);
  private static final int LATENCY_MILLIS = 200;
  private static final long TEARDOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final CameraConfig camera;
  private final Transport transport;
  private final Optional<TrackRequests> requests;
  private final List<StreamEnd> ends = new CopyOnWriteArrayList<>();

  RtspRecipe(CameraConfig camera, Transport transport) {
    this(camera, transport, Optional.of(new TrackRequests()));
  }

  /**
   * @param requests where tracks are asked for; empty to leave it to GStreamer
   */
  private RtspRecipe(CameraConfig camera, Transport transport, Optional<TrackRequests> requests) {
    this.camera = camera;
    this.transport = transport;
    this.requests = requests;
  }

  @Override
  public void build(SessionPipeline pipeline) {
    MediaElement source = MediaElement.make("rtspsrc");
    source.setText("location", location());
    camera
        .credentials()
        .ifPresent(
            credentials -> {
              source.setText("user-id", credentials.user());
              source.setText("user-pw", credentials.password());
            });
    source.set("protocols", transport == Transport.UDP ? "udp" : "tcp");
    Optional<TlsCheck.Accept> accept = TlsCheck.of(camera.tls(), source);
    accept.ifPresent(handler -> pipeline.connect(source, "accept-certificate", handler));
    requests.ifPresent(handler -> pipeline.connect(source, "before-send", handler));
    if (camera.tolerances().keepAlive() == Tolerances.KeepAlive.NONE) {
      source.set("do-rtsp-keep-alive", false);
    }
    long micros = TimeUnit.MILLISECONDS.toMicros(camera.connectTimeout().toMillis());
    source.set("latency", LATENCY_MILLIS);
    source.set("tcp-timeout", micros);
    source.set("timeout", micros);
    source.setIfKnown("teardown-timeout", TEARDOWN_NANOS);
    source.setIfKnown("add-reference-timestamp-meta", true);
    // Times as they were sent: GStreamer's own estimate tears them where the network stalls.
    source.set("buffer-mode", "none");
    // TrackAlignment does it: GStreamer moves times at once, flagged as if packets were lost.
    source.setIfKnown("max-ts-offset", 1);
    pipeline.add(List.of(source));

    Map<Integer, MediaCaps> wanted = new ConcurrentHashMap<>();
    NativeGObject.SelectStream select =
        (element, number, caps, data) -> select(pipeline, wanted, number, caps);
    pipeline.connect(source, "select-stream", select);
    NativeGObject.PadAdded added = (element, pad, data) -> add(pipeline, source, wanted, pad);
    pipeline.connect(source, "pad-added", added);
  }

  /** Only by the scheme does GStreamer know that it is to go through HTTP. */
  private String location() {
    String uri = camera.uri().toString();
    return transport == Transport.HTTP
        ? uri.replaceFirst("^([rR][tT][sS][pP][sS]?):", "$1h:")
        : uri;
  }

  private int select(
      SessionPipeline pipeline, Map<Integer, MediaCaps> wanted, int number, Pointer caps) {
    MediaCaps stream = MediaCaps.parse(NativeMedia.capsText(caps));
    String name = stream.text("media").orElse("?") + " " + StreamChain.encodingOf(stream);
    Optional<Codec> codec = StreamChain.codecOf(stream);
    if (codec.isEmpty()) {
      pipeline.offers().refuse(name);
    } else if (pipeline.offers().take(name, codec.get().kind())) {
      wanted.put(number, stream);
      pipeline.expect(id(number), codec.get().kind());
      return 1;
    }
    LOG.info("camera {}: ignores its {} stream", camera.id(), name);
    return 0;
  }

  private void add(
      SessionPipeline pipeline, MediaElement source, Map<Integer, MediaCaps> wanted, Pointer pad) {
    try {
      String name = NativeGlib.takeString(NativePipeline.gst_object_get_name(pad));
      String media = NativeMedia.padCaps(pad).text("media").orElse("");
      for (Map.Entry<Integer, MediaCaps> stream : wanted.entrySet()) {
        if (stream.getValue().text("media").orElse("").equals(media)) {
          wanted.remove(stream.getKey());
          Codec codec = StreamChain.codecOf(stream.getValue()).orElseThrow();
          if (codec.kind() == TrackKind.VIDEO) {
            ends.add(StreamEnd.watch(pad, () -> pipeline.fail(end())));
          }
          pipeline.attach(
              id(stream.getKey()),
              codec,
              source,
              name,
              StreamChain.ofRtp(stream.getValue(), codec));
          return;
        }
      }
    } catch (RuntimeException | LinkageError e) {
      pipeline.fail(e);
    }
  }

  private static int id(int number) {
    return number + 1;
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public CameraException failure(NativeMessage error, SessionPipeline pipeline) {
    NativeMessage masked =
        new NativeMessage(
            error.type(),
            error.domain(),
            error.code(),
            Texts.masked(error.text(), camera.credentials()),
            Texts.masked(error.debug(), camera.credentials()));
    LOG.debug("camera {}: {}", camera.id(), masked);
    return pipeline.offers().nothingUsable()
        ? pipeline.nothingUsable()
        : BusErrors.ofRtsp(
            masked, address(), pipeline.connected(), camera.connectTimeout(), this::probe);
  }

  @Override
  public CameraException timeout(SessionPipeline pipeline) {
    return pipeline.offers().isEmpty()
        ? BusErrors.silent(address(), camera.connectTimeout(), this::probe)
        : new CameraException(
            CameraException.Reason.TIMEOUT,
            "%s: the camera offers %s, but sent nothing that can be decoded within %s"
                .formatted(address(), pipeline.offers(), Texts.seconds(camera.connectTimeout())));
  }

  private Reachability probe() {
    int port = camera.uri().getPort();
    boolean tls = "rtsps".equalsIgnoreCase(camera.uri().getScheme());
    return Reachability.of(camera.uri().getHost(), port >= 0 ? port : tls ? 322 : 554, PROBE);
  }

  @Override
  public CameraException end() {
    return new CameraException(
        CameraException.Reason.LOST, "%s: the camera ended the connection".formatted(address()));
  }

  @Override
  public Optional<Recipe> next(CameraException end, SessionPipeline pipeline) {
    if (pipeline.connected() || pipeline.offers().nothingUsable()) {
      return Optional.empty();
    }
    boolean refused = end.reason() == CameraException.Reason.UNSUPPORTED;
    if (refused && camera.transport() == Transport.AUTO && transport != Transport.UDP) {
      Optional<TrackRequests> same = requests.map(used -> new TrackRequests());
      return Optional.of(new RtspRecipe(camera, Transport.UDP, same));
    }
    boolean elsewhere = !refused && requests.map(TrackRequests::moved).orElse(false);
    return elsewhere
        ? Optional.of(new RtspRecipe(camera, transport, Optional.empty()))
        : Optional.empty();
  }

  private String address() {
    return camera.uri().toString();
  }

  /** The elements that every such camera needs. */
  static String[] elements() {
    return new String[] {"rtspsrc", "appsink", "capsfilter", "rtph264depay", "h264parse"};
  }
}
