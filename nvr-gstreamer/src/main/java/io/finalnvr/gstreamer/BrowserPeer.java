package io.finalnvr.gstreamer;

import io.finalnvr.MediaException;
import io.finalnvr.media.EncodedFrame;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * The pipeline to one browser. Frames are pushed by any one thread at a time; the rest is for one
 * thread, which is never one of GStreamer's.
 */
final class BrowserPeer implements BrowserOutlet, AutoCloseable {

  private final MediaPipeline pipeline = new MediaPipeline();
  private final BrowserStream pictures;
  private final Optional<BrowserStream> sound;
  private final WebRtcBin bin;

  /** Starts it; throws MediaException when something is missing on this machine. */
  BrowserPeer(List<InetAddress> addresses, BrowserFeed.Tracks tracks) {
    try {
      bin = new WebRtcBin(pipeline, addresses);
      pictures = new BrowserStream(pipeline, tracks.video(), anyTimestamp());
      sound = tracks.sound().map(track -> new BrowserStream(pipeline, track, anyTimestamp()));
      bin.send(pictures.packets(), 0);
      sound.ifPresent(stream -> bin.send(stream.packets(), 1));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static long anyTimestamp() {
    return ThreadLocalRandom.current().nextLong(1L << 32);
  }

  /** Is told, on threads of GStreamer, of candidates and of changes of the connection. */
  void listen(BiConsumer<Integer, String> candidates, Runnable changed) {
    bin.listen(
        pipeline,
        (line, candidate) -> {
          if (candidate.contains(" UDP ")) {
            candidates.accept(line, candidate);
          }
        },
        changed);
  }

  String offer() {
    pipeline.play();
    return bin.offer();
  }

  void answer(String sdp) {
    bin.answer(sdp);
  }

  void addCandidate(int mediaLine, String candidate) {
    bin.addCandidate(mediaLine, candidate);
  }

  boolean connected() {
    return bin.connection() == WebRtcBin.Connection.CONNECTED;
  }

  /** Throws PEER when the connection has failed. */
  void require() {
    NativeMessage message = pipeline.poll(Duration.ZERO);
    if (message != null && message.type() == NativeMessage.Type.ERROR) {
      throw new MediaException(
          MediaException.Reason.PEER, "the connection to the browser failed: " + message.text());
    }
    WebRtcBin.Connection state = bin.connection();
    if (state == WebRtcBin.Connection.FAILED || state == WebRtcBin.Connection.CLOSED) {
      throw new MediaException(
          MediaException.Reason.PEER, "the connection to the browser failed or was closed by it");
    }
  }

  @Override
  public long waiting() {
    return pictures.waiting() + sound.map(BrowserStream::waiting).orElse(0L);
  }

  @Override
  public long runningTime() {
    return pipeline.runningTime();
  }

  @Override
  public long rtpTimestamp(long runningTime) {
    return pictures.rtpTimestamp(runningTime);
  }

  @Override
  public void pushPicture(EncodedFrame frame, long runningTime) {
    pictures.push(frame, runningTime);
  }

  @Override
  public void pushSound(EncodedFrame frame, long runningTime) {
    sound.ifPresent(stream -> stream.push(frame, runningTime));
  }

  @Override
  public void close() {
    pipeline.stop();
    pipeline.dispose();
  }
}
