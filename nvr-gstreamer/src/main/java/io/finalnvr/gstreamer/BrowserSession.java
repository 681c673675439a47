package io.finalnvr.gstreamer;

import io.finalnvr.MediaException;
import io.finalnvr.MediaException.Reason;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.WebRtcListener;
import io.finalnvr.media.WebRtcRequest;
import io.finalnvr.spi.WebRtcSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames to one browser. What is told to webrtcbin, and what the listener is told, goes through one
 * thread of the session's own; frames are pushed by the thread that brings them.
 */
final class BrowserSession implements WebRtcSession {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserSession.class);

  private static final String H264_FORMAT =
      "a=fmtp:96 packetization-mode=1;profile-level-id=42e01f;level-asymmetry-allowed=1";

  /** How long a browser may take to connect. */
  static final Duration CONNECT = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int MOST_CANDIDATES = 64;
  private static final int MOST_STEPS = 256;
  private static final long CLOSE_MILLIS = 5_000;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Something to be done on the session's thread. */
  private interface Step {
    void take(BrowserPeer peer);
  }

  private final WebRtcRequest request;
  private final WebRtcListener listener;
  private final Duration patience;
  private final BrowserFeed feed;
  private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(MOST_STEPS);
  private final Thread thread;
  private final Object lock = new Object();
  private @Nullable Sdp offer;
  private boolean answered;
  private int candidates;
  private volatile boolean closed;

  private BrowserSession(WebRtcRequest request, WebRtcListener listener, Duration patience) {
    this.request = request;
    this.listener = listener;
    this.patience = patience;
    this.feed = new BrowserFeed(request.sound());
    this.thread = new Thread(this::run, "nvr-webrtc-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
  }

  /** Begins; {@code patience} is how long the browser may take to connect. */
  static BrowserSession open(WebRtcRequest request, WebRtcListener listener, Duration patience) {
    BrowserSession session = new BrowserSession(request, listener, patience);
    session.thread.start();
    return session;
  }

  @Override
  public void push(EncodedFrame frame) {
    feed.push(frame);
  }

  @Override
  public void answer(String sdp) {
    Sdp own = requireOffer();
    if (SdpAnswer.refuses(sdp, 0)) {
      step(peer -> refuse("the browser takes no H.264 by WebRTC"));
      return;
    }
    String checked = SdpAnswer.checked(sdp, own);
    synchronized (lock) {
      if (answered) {
        throw new IllegalArgumentException("there was an answer before");
      }
      answered = true;
    }
    step(peer -> peer.answer(checked));
  }

  @Override
  public void addCandidate(int mediaLine, String candidate) {
    Sdp own = requireOffer();
    if (mediaLine < 0 || mediaLine >= own.media().size()) {
      throw new IllegalArgumentException("there is no stream " + mediaLine);
    }
    if (candidate.isBlank()) {
      return;
    }
    synchronized (lock) {
      if (++candidates > MOST_CANDIDATES) {
        throw new IllegalArgumentException("more than %d candidates".formatted(MOST_CANDIDATES));
      }
    }
    RemoteCandidate.checked(candidate)
        .ifPresent(checked -> step(peer -> peer.addCandidate(mediaLine, checked)));
  }

  private Sdp requireOffer() {
    synchronized (lock) {
      if (offer == null) {
        throw new IllegalArgumentException("nothing was offered yet");
      }
      return offer;
    }
  }

  /** Steps beyond what fits can only be candidates of our own, which are more than anyone needs. */
  private void step(Step step) {
    if (!steps.offer(step)) {
      LOG.debug("a WebRTC session has too much to do");
    }
  }

  private static void refuse(String reason) {
    throw new MediaException(Reason.UNSUPPORTED, reason);
  }

  private void run() {
    try {
      Optional<BrowserFeed.Tracks> tracks = feed.awaitTracks();
      if (tracks.isPresent() && !closed) {
        send(tracks.get());
      }
    } catch (MediaException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(new MediaException(Reason.PEER, "interrupted", e));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("a WebRTC session failed", e);
      fail(new MediaException(Reason.PEER, "WebRTC failed: " + e.getMessage(), e));
    } finally {
      feed.close();
    }
  }

  private void fail(MediaException failure) {
    feed.close();
    if (!closed) {
      listener.onFailure(failure);
    }
  }

  private void send(BrowserFeed.Tracks tracks) throws InterruptedException {
    try (BrowserPeer peer = new BrowserPeer(request.addresses(), tracks)) {
      try {
        offer(peer);
        connect(peer);
        feed.connect(peer);
        tell(listener::onConnected);
        while (!closed) {
          feed.takeTime().ifPresent(t -> tell(() -> listener.onTime(t.rtpTimestamp(), t.time())));
          next(peer);
        }
      } finally {
        feed.close(); // Nobody pushes into what is gone.
      }
    }
  }

  private void offer(BrowserPeer peer) {
    peer.listen(
        (line, candidate) -> step(p -> tell(() -> listener.onCandidate(line, candidate))),
        () -> step(p -> {}));
    String text = peer.offer();
    synchronized (lock) {
      offer = Sdp.parse(text);
    }
    tell(() -> listener.onOffer(forBrowsers(text)));
  }

  /** Decoders go by the stream; but browsers refuse what names a profile that they do not list. */
  private static String forBrowsers(String offer) {
    return offer
        .replaceAll("a=fmtp:96 .*\\R", "")
        .replaceFirst("a=rtpmap:96 H264/90000\\R", "$0" + H264_FORMAT + "\r\n");
  }

  private void connect(BrowserPeer peer) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!closed && !peer.connected()) {
      if (System.nanoTime() > end) {
        throw new MediaException(
            Reason.PEER,
            "the browser does not connect within %s; it may not reach %s"
                .formatted(Texts.seconds(patience), request.addresses()));
      }
      next(peer);
    }
  }

  private void next(BrowserPeer peer) throws InterruptedException {
    peer.require();
    feed.requireSendable();
    Step step = steps.poll(LOOK.toNanos(), TimeUnit.NANOSECONDS);
    if (step != null && !closed) {
      step.take(peer);
    }
  }

  private void tell(Runnable call) {
    if (!closed) {
      call.run();
    }
  }

  @Override
  public void close() {
    closed = true;
    feed.close();
    step(peer -> {});
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
