package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodingRobustnessIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final DecodeRequest GREY = DecodeRequest.of(PixelFormat.GREY8);
  private static final int SLACK = 6;

  private final MediaDecoder decoder = new GStreamerDecoderProvider().open();

  /** Keeps pictures and times of what is skipped. */
  private static final class Results implements DecodeHandler {
    final List<DecodedFrame> pictures = new ArrayList<>();
    final List<Instant> told = new ArrayList<>();

    @Override
    public void onFrame(DecodedFrame frame) {
      pictures.add(frame);
      told.add(frame.time());
    }

    @Override
    public void onSkipped(Instant time, String reason) {
      told.add(time);
    }
  }

  private Results decode(DecodeRequest request, List<EncodedFrame> frames) {
    Results results = new Results();
    try (DecodeSession session = decoder.open(request, results)) {
      frames.forEach(session::push);
      session.drain();
    }
    return results;
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"H264", "H265", "MJPEG"})
  void flippedBits_loseNoFrameFromTheAccount_andHealAtTheNextKeyFrame(Codec codec) {
    List<EncodedFrame> clip = Clips.encode(codec, 30, 10, codec == Codec.MJPEG ? 0 : 2);
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      List<EncodedFrame> damaged = new ArrayList<>(clip);
      for (int i = 0; i < 20; i++) {
        if (random.nextInt(3) == 0) {
          damaged.set(i, flipped(clip.get(i), random));
        }
      }

      Results results = decode(GREY, damaged);

      assertThat(results.told)
          .as("%s, seed %d", codec, seed)
          .containsExactlyInAnyOrderElementsOf(clip.stream().map(EncodedFrame::time).toList());
      assertThat(results.pictures.stream().filter(p -> p.time().compareTo(Clips.time(20)) >= 0))
          .as("%s, seed %d", codec, seed)
          .hasSize(10)
          .extracting(Pixels::number)
          .containsExactly(20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    }
  }

  private static EncodedFrame flipped(EncodedFrame frame, Random random) {
    byte[] bytes = new byte[frame.size()];
    frame.data().get(bytes);
    for (int i = 0; i < 1 + random.nextInt(20); i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return with(frame, bytes);
  }

  private static EncodedFrame with(EncodedFrame frame, byte[] bytes) {
    return new EncodedFrame(
        frame.track(),
        frame.time(),
        frame.decodeTime(),
        frame.duration(),
        frame.keyFrame(),
        frame.discontinuity(),
        frame.decodeOnly(),
        ByteBuffer.wrap(bytes));
  }

  @Test
  void sizeThatChangesWithinATrack_isFollowed() {
    List<EncodedFrame> clip = Clips.encode(Codec.MJPEG, 4, 1, 0);
    List<EncodedFrame> changing = new ArrayList<>(clip);
    PictureSize half = PictureSize.within(Clips.WIDTH / 2, 0);
    Results small = decode(DecodeRequest.of(PixelFormat.RGB).size(half), clip);
    for (int i = 1; i < 3; i++) {
      ByteBuffer jpeg = decoder.encode(small.pictures.get(i), PictureFormat.JPEG, 95).data();
      byte[] bytes = new byte[jpeg.remaining()];
      jpeg.get(bytes);
      changing.set(i, with(clip.get(i), bytes));
    }

    Results results = decode(GREY, changing);

    assertThat(results.pictures)
        .extracting(DecodedFrame::width)
        .containsExactly(Clips.WIDTH, Clips.WIDTH / 2, Clips.WIDTH / 2, Clips.WIDTH);
    assertThat(results.pictures).extracting(Pixels::number).containsExactly(0, 1, 2, 3);
  }

  @Test
  void close_endsAPushThatWaitsForTheHandler() throws Exception {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 60, 10, 0);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    DecodeSession session =
        decoder.open(
            GREY,
            new DecodeHandler() {
              @Override
              public void onFrame(DecodedFrame frame) {
                inside.countDown();
                try {
                  leave.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }

              @Override
              public void onSkipped(Instant time, String reason) {}
            });
    CompletableFuture<Void> pushing = CompletableFuture.runAsync(() -> clip.forEach(session::push));
    assertThat(inside.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(session::close);

    pushing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    leave.countDown();
    closing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void openAndClose_leavesNoThreadAndNoFile() {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 5, 5, 0);
    decode(GREY, clip);
    int threads = count("/proc/self/task");
    int files = count("/proc/self/fd");

    for (int i = 0; i < 60; i++) {
      try (DecodeSession session = decoder.open(GREY, new Results())) {
        session.push(clip.get(0));
        session.push(clip.get(1));
      }
    }

    Await.until("threads", LIMIT, () -> count("/proc/self/task") <= threads + SLACK);
    Await.until("files", LIMIT, () -> count("/proc/self/fd") <= files + SLACK);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("nvr-decode"));
  }

  private static int count(String directory) {
    try (Stream<Path> entries = Files.list(Path.of(directory))) {
      return (int) entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
