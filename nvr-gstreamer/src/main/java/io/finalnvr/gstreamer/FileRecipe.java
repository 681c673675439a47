package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.media.Codec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file, once or in a loop, in real time or as fast as its frames are taken. */
final class FileRecipe implements Recipe {

  private static final Logger LOG = LoggerFactory.getLogger(FileRecipe.class);

  /** How far the streams of a file may be apart. */
  private static final long INTERLEAVE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int INTERLEAVE_BYTES = 64 << 20;

  private final CameraConfig camera;
  private final Path file;
  private final boolean loop;
  private final boolean paced;

  FileRecipe(CameraConfig camera, Path file, boolean loop, boolean paced) {
    this.camera = camera;
    this.file = file;
    this.loop = loop;
    this.paced = paced;
  }

  @Override
  public void build(SessionPipeline pipeline) {
    MediaElement source = MediaElement.make("filesrc").setText("location", file.toString());
    MediaElement parser = MediaElement.make("parsebin");
    pipeline.add(List.of(source, parser));
    AtomicInteger streams = new AtomicInteger();
    NativeGObject.PadAdded added =
        // All pads are there before anything comes out of one.
        (element, pad, data) -> add(pipeline, parser, streams.incrementAndGet(), pad);
    pipeline.connect(parser, "pad-added", added);
  }

  private void add(SessionPipeline pipeline, MediaElement parser, int id, Pointer pad) {
    try {
      MediaCaps caps = NativeMedia.padCaps(pad);
      String name = NativeGlib.takeString(NativePipeline.gst_object_get_name(pad));
      Optional<Codec> codec = caps.codec();
      if (codec.isPresent() && pipeline.offers().take(caps.mediaType(), codec.get().kind())) {
        pipeline.expect(id, codec.get().kind());
        List<MediaElement> chain = new ArrayList<>();
        chain.add(queue());
        chain.addAll(StreamChain.ofParsed(codec.get()));
        pipeline.attach(id, codec.get(), parser, name, chain);
      } else {
        LOG.info("camera {}: ignores the {} stream of its file", camera.id(), caps.mediaType());
        if (codec.isEmpty()) {
          pipeline.offers().refuse(caps.mediaType());
        }
        pipeline.discard(parser, name);
      }
    } catch (RuntimeException | LinkageError e) {
      pipeline.fail(e);
    }
  }

  private static MediaElement queue() {
    return MediaElement.make("queue")
        .set("max-size-buffers", 0)
        .set("max-size-bytes", INTERLEAVE_BYTES)
        .set("max-size-time", INTERLEAVE_NANOS);
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public boolean paced() {
    return paced;
  }

  @Override
  public CameraException failure(NativeMessage error, SessionPipeline pipeline) {
    LOG.debug("camera {}: {}", camera.id(), error);
    return BusErrors.ofFile(error, file.toString());
  }

  @Override
  public CameraException timeout(SessionPipeline pipeline) {
    return new CameraException(
        CameraException.Reason.UNSUPPORTED,
        "%s: the file holds %s, and nothing that can be recorded"
            .formatted(file, pipeline.offers()));
  }

  @Override
  public CameraException end() {
    return new CameraException(CameraException.Reason.ENDED, file + ": the file came to its end");
  }

  @Override
  public Optional<Recipe> next(CameraException end, SessionPipeline pipeline) {
    return loop && pipeline.connected() && end.reason() == CameraException.Reason.ENDED
        ? Optional.of(this)
        : Optional.empty();
  }
}
