package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.finalnvr.MediaException;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.WebRtcRequest;
import io.finalnvr.spi.WebRtcProvider;
import io.finalnvr.spi.WebRtcSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Live view by WebRTC, against another webrtcbin in place of a browser. */
@Timeout(60)
class BrowserSessionIT {

  private static final WebRtcRequest SILENT = WebRtcRequest.loopback();
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration WHILE_CONNECTING = Duration.ofMillis(300);

  private final WebRtcProvider provider =
      ServiceLoader.load(WebRtcProvider.class).findFirst().orElseThrow();

  @Test
  void pictures_comeFromTheNewestKeyFrameOn_eachOnce_whateverElseIsSent() {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 60, 10, 0);
    try (OtherPeer peer = new OtherPeer();
        WebRtcSession session = provider.open(SILENT, peer)) {
      assertThatIllegalArgumentException().isThrownBy(() -> session.answer("v=0"));
      peer.before(answer -> garbage(session, answer)).with(session);
      clip.subList(0, 25).forEach(session::push);
      Await.until("a connection", LIMIT, peer::connected);
      List<Integer> seen = new ArrayList<>();
      for (int i = 25; i < 60; i++) {
        session.push(clip.get(i));
        // No faster than the other side takes them: its socket does not hold all of them. Those
        // before the first that it shows are lost where it was not quite ready yet.
        if (seen.isEmpty()) {
          peer.nextPicture(WHILE_CONNECTING).ifPresent(seen::add);
        }
        while (!seen.isEmpty() && seen.get(seen.size() - 1) < i) {
          seen.add(peer.nextPicture());
        }
      }

      int first = seen.get(0);
      assertThat(first).isIn(20, 30, 40);
      assertThat(seen).containsExactlyElementsOf(IntStream.range(first, 60).boxed().toList());
      assertThat(peer.offered()).contains("a=sendonly", "profile-level-id=42e01f");
      assertThat(peer.times().keySet()).isNotEmpty().allMatch(clip.get(19).time()::isBefore);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.answer(peer.answered()))
          .withMessageContaining("an answer before");
    }
  }

  private static void garbage(WebRtcSession session, String answer) {
    for (String sdp :
        List.of(
            "",
            "{}",
            "v=0\r\nm=video",
            answer.substring(0, answer.length() / 2),
            answer.replace("video", "audio"),
            answer.replaceAll("a=ice-pwd:.*", "a=ice-pwd:x"),
            answer.replaceAll("a=fingerprint:.*", "a=fingerprint:sha-256 00"),
            answer.replaceAll("a=setup:.*", "a=setup:actpass"),
            answer + "\u0000\uffff",
            answer + "a=x".repeat(100_000))) {
      assertThatIllegalArgumentException().as(sdp).isThrownBy(() -> session.answer(sdp));
    }
    for (String candidate :
        List.of("x", "candidate:", "candidate:1 1 UDP 1 127.0.0.1 1", "c".repeat(5_000))) {
      assertThatIllegalArgumentException().isThrownBy(() -> session.addCandidate(0, candidate));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> session.addCandidate(7, ""));
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"AAC", "OPUS", "PCMA"})
  void sound_isHeard(Codec codec) {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 30, 10, 0);
    List<EncodedFrame> sound = SoundClips.tone(codec, Duration.ofSeconds(1));
    try (OtherPeer peer = new OtherPeer();
        WebRtcSession session = provider.open(SILENT.sound(true), peer)) {
      peer.with(session);
      session.push(clip.get(0));
      session.push(sound.get(0));
      Await.until("a connection", LIMIT, peer::connected);
      List<EncodedFrame> rest = new ArrayList<>(clip.subList(1, 30));
      rest.addAll(sound.subList(1, sound.size()));
      rest.stream()
          .sorted((one, other) -> one.time().compareTo(other.time()))
          .forEach(session::push);

      Await.until("a tone", LIMIT, () -> peer.nextLoudness() > 1_000);
      assertThat(peer.nextPicture()).isNotNegative();
    }
  }

  @Test
  void whatBrowsersCannotShow_isRefusedWithAReason() {
    for (List<EncodedFrame> clip :
        List.of(Clips.encode(Codec.H265, 1, 1, 0), Clips.encode(Codec.H264, 8, 8, 2))) {
      try (OtherPeer peer = new OtherPeer();
          WebRtcSession session = provider.open(SILENT, peer)) {
        peer.with(session);
        clip.forEach(session::push);

        assertThat(peer.awaitFailure())
            .isInstanceOfSatisfying(
                MediaException.class,
                e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.UNSUPPORTED))
            .hasMessageFindingMatch("the camera sends (H.265|some)");
      }
    }
  }

  @Test
  void browserThatDoesNotAnswer_isWaitedForNoLongerThanAllowed() {
    try (OtherPeer peer = new OtherPeer(answer -> "");
        WebRtcSession session = BrowserSession.open(SILENT, peer, Duration.ofMillis(200))) {
      peer.with(session);
      Clips.encode(Codec.H264, 1, 1, 0).forEach(session::push);

      assertThat(peer.awaitFailure())
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.PEER))
          .hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void close_leavesNoThreadAndNoFile_whenever() {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 5, 5, 0);
    view(clip);
    view(clip);
    int threads = count("/proc/self/task");
    int files = count("/proc/self/fd");

    for (int i = 0; i < 4; i++) {
      view(clip);
      closeAtOnce(clip);
    }

    Await.until("threads", LIMIT, () -> count("/proc/self/task") <= threads + 4);
    Await.until("files", LIMIT, () -> count("/proc/self/fd") <= files + 4);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("nvr-webrtc"));
  }

  private void view(List<EncodedFrame> clip) {
    try (OtherPeer peer = new OtherPeer()) {
      WebRtcSession session = provider.open(SILENT, peer);
      peer.with(session);
      clip.forEach(session::push);
      Await.until("a connection", LIMIT, peer::connected);
      session.close();
      session.close();
      session.push(clip.get(0));
    }
  }

  private void closeAtOnce(List<EncodedFrame> clip) {
    try (OtherPeer peer = new OtherPeer(answer -> "");
        WebRtcSession session = provider.open(SILENT, peer)) {
      peer.with(session);
      clip.forEach(session::push);
    }
  }

  private static int count(String directory) {
    try (Stream<Path> entries = Files.list(Path.of(directory))) {
      return (int) entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
