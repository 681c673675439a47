package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameRate;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeOutput;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests everything that {@link MediaDecoder} and its session promise. A subclass gives the decoder
 * and footage whose pictures say which frame they are; then pictures are told by their content, not
 * by what the decoder says of them.
 */
public abstract class MediaDecoderContract {

  private static final DecodeRequest GREY = DecodeRequest.of(PixelFormat.GREY8);

  private final List<DecodeSession> sessions = new ArrayList<>();
  private final DecodedPictures pictures = new DecodedPictures();

  /** For subclasses. */
  protected MediaDecoderContract() {}

  /** The decoder under test. */
  protected abstract MediaDecoder decoder();

  /**
   * Frames of one track in decode order, 25 a second, with a key frame first and every {@code gop}
   * frames. They are numbered from 0 in the order in which they are shown.
   *
   * @param bFrames how many are between two that they refer to
   */
  protected abstract List<EncodedFrame> clip(Codec codec, int frames, int gop, int bFrames);

  /** The number that stands in a picture of {@link #clip}. */
  protected abstract int numberIn(DecodedFrame picture);

  @AfterEach
  final void closeSessions() {
    sessions.forEach(DecodeSession::close);
    assertThat(pictures.overlapped()).as("calls of the handler overlap").isFalse();
  }

  @ParameterizedTest
  @CsvSource({"H264, 0", "H264, 3", "H265, 0", "H265, 2", "MJPEG, 0"})
  void everyFrame_comesOnceInTheOrderShown(Codec codec, int bFrames) {
    List<EncodedFrame> clip = clip(codec, 30, 10, bFrames);

    decode(GREY, clip);

    assertThat(numbers()).containsExactlyElementsOf(range(0, 30));
    assertThat(pictures.times()).isEqualTo(times(clip));
    assertThat(pictures.skipped()).isEmpty();
    for (DecodedFrame picture : pictures.frames()) {
      assertThat(picture.track()).isEqualTo(clip.get(0).track());
      assertThat(picture.duration()).isEqualTo(clip.get(0).duration());
      assertThat(picture.keyFrame()).isEqualTo(isKey(clip, picture.time()));
      assertThat(picture.discontinuity()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(PixelFormat.class)
  void picture_liesInMemoryAsItsFormatSays(PixelFormat format) {
    List<EncodedFrame> clip = clip(Codec.H264, 2, 2, 0);
    VideoTrack track = (VideoTrack) clip.get(0).track();

    decode(DecodeRequest.of(format), clip);
    decode(DecodeRequest.of(format).size(PictureSize.exactly(101, 51)), clip);

    assertThat(numbersIn(pictures.frames().subList(0, 2))).containsExactly(0, 1);
    assertThat(pictures.frames())
        .extracting(DecodedFrame::format, DecodedFrame::width, DecodedFrame::height)
        .containsExactly(
            tuple(format, track.width(), track.height()),
            tuple(format, track.width(), track.height()),
            tuple(format, 101, 51),
            tuple(format, 101, 51));
    assertThat(pictures.frames().get(2).data().remaining()).isEqualTo(format.size(101, 51));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void size_isFittedIntoTheOneAskedFor() {
    List<EncodedFrame> clip = clip(Codec.H264, 1, 1, 0);
    VideoTrack track = (VideoTrack) clip.get(0).track();

    decode(GREY.size(PictureSize.within(track.width() / 2, 0)), clip);
    decode(GREY.size(PictureSize.within(0, track.height() / 2)), clip);
    decode(GREY.size(PictureSize.within(10_000, 10_000)), clip);
    decode(GREY.size(PictureSize.exactly(2 * track.width(), 2 * track.height())), clip);

    assertThat(pictures.frames())
        .extracting(DecodedFrame::width)
        .containsExactly(track.width() / 2, track.width() / 2, track.width(), track.width() * 2);
    assertThat(numbers()).containsOnly(0);
  }

  @Test
  void rate_picksTheFirstFrameOfEachCell() {
    List<EncodedFrame> clip = clip(Codec.H264, 50, 10, 2);

    decode(GREY.atMost(5), clip);

    assertThat(pictures.times()).isEqualTo(firstOfEachCell(clip, new FrameRate(5)));
    assertThat(pictures.frames()).hasSizeBetween(10, 11);
    assertThat(pictures.frames()).noneMatch(DecodedFrame::discontinuity);
  }

  @Test
  void rate_picksTheSameWhereverDecodingBegins() {
    List<EncodedFrame> clip = clip(Codec.H264, 50, 10, 0);
    List<Instant> all = firstOfEachCell(clip, new FrameRate(3));

    decode(GREY.atMost(3), clip.subList(20, 50));

    List<Instant> later = pictures.times();
    assertThat(later.subList(1, later.size()))
        .isEqualTo(all.subList(all.size() - later.size() + 1, all.size()));
  }

  @ParameterizedTest
  @CsvSource({"H264, 0", "H264, 2", "H265, 2", "MJPEG, 0"})
  void keyFramesOnly_comeAtOnce(Codec codec, int bFrames) {
    List<EncodedFrame> clip = clip(codec, 30, 10, bFrames);
    DecodeSession session = open(GREY.withKeyFramesOnly());
    int keys = 0;
    for (EncodedFrame frame : clip) {
      session.push(frame);
      keys += frame.keyFrame() ? 1 : 0;
      pictures.awaitFrames(keys);
    }

    assertThat(pictures.times())
        .isEqualTo(times(clip.stream().filter(EncodedFrame::keyFrame).toList()));
    assertThat(numbers().subList(0, 2)).containsExactly(0, codec == Codec.MJPEG ? 1 : 10);
    assertThat(pictures.skipped()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"H264", "H265", "MJPEG"})
  void picture_doesNotWaitForTheNextFrame(Codec codec) {
    DecodeSession session = open(GREY);
    int pushed = 0;
    for (EncodedFrame frame : clip(codec, 12, 6, 0)) {
      session.push(frame);
      pictures.awaitFrames(++pushed);
    }
    assertThat(numbers()).containsExactlyElementsOf(range(0, 12));
  }

  @Test
  void decodeOnlyFrames_areNotDelivered() {
    List<EncodedFrame> clip = clip(Codec.H264, 20, 20, 2);
    Instant from = times(clip).get(13);

    decode(GREY, clip.stream().map(f -> f.time().isBefore(from) ? f.asDecodeOnly() : f).toList());

    assertThat(numbers()).containsExactlyElementsOf(range(13, 20));
    assertThat(pictures.skipped()).isEmpty();
  }

  @Test
  void discontinuity_comesAfterAllThatIsBeforeIt() {
    List<EncodedFrame> clip = clip(Codec.H264, 30, 10, 2);
    List<EncodedFrame> pushed = new ArrayList<>(clip.subList(0, 10));
    pushed.addAll(discontinued(clip.subList(20, 30)));

    decode(GREY, pushed);

    List<Integer> expected = range(0, 10);
    expected.addAll(range(20, 30));
    assertThat(numbers()).containsExactlyElementsOf(expected);
    assertThat(pictures.frames().stream().filter(DecodedFrame::discontinuity))
        .extracting(DecodedFrame::time)
        .containsExactly(times(clip).get(20));
    assertThat(pictures.skipped()).isEmpty();
  }

  @Test
  void anotherTrack_isDecodedFromItsKeyFrameOn() {
    List<EncodedFrame> pushed = new ArrayList<>(clip(Codec.H264, 10, 10, 2));
    Duration later = Duration.ofSeconds(1);
    clip(Codec.H265, 10, 10, 0).forEach(f -> pushed.add(moved(f, later)));
    clip(Codec.MJPEG, 3, 1, 0).forEach(f -> pushed.add(moved(f, later.multipliedBy(2))));

    decode(GREY, pushed);

    List<Integer> expected = range(0, 10);
    expected.addAll(range(0, 10));
    expected.addAll(range(0, 3));
    assertThat(numbers()).containsExactlyElementsOf(expected);
    assertThat(pictures.frames().stream().map(f -> f.track().codec()).distinct())
        .containsExactly(Codec.H264, Codec.H265, Codec.MJPEG);
  }

  @Test
  void goingBack_beginsAnew() {
    List<EncodedFrame> clip = clip(Codec.H264, 30, 10, 0);
    List<EncodedFrame> pushed = new ArrayList<>(clip.subList(20, 25));
    pushed.addAll(clip.subList(0, 5));

    decode(GREY, pushed);

    assertThat(numbers()).containsExactly(20, 21, 22, 23, 24, 0, 1, 2, 3, 4);
  }

  @Test
  void framesBeforeAKeyFrame_areSkipped() {
    List<EncodedFrame> clip = clip(Codec.H264, 20, 10, 0);

    decode(GREY, clip.subList(7, 20));

    assertThat(pictures.skipped()).isEqualTo(times(clip).subList(7, 10));
    assertThat(numbers()).containsExactlyElementsOf(range(10, 20));
    assertThat(pictures.frames().get(0).discontinuity()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"H264", "H265", "MJPEG"})
  void damagedFrames_areSkippedAndReported(Codec codec) {
    List<EncodedFrame> clip = clip(codec, 30, 10, 0);
    List<EncodedFrame> pushed = new ArrayList<>(clip);
    pushed.set(14, damaged(clip.get(14)));

    decode(GREY, pushed);

    assertThat(pictures.skipped()).contains(clip.get(14).time());
    assertThat(numbers()).containsAll(range(0, 14)).containsAll(range(20, 30));
    assertEveryFrameIsAccountedFor(pushed);
    assertThat(pictures.frames().stream().filter(DecodedFrame::discontinuity)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"H264", "H265", "MJPEG"})
  void nothingButGarbage_isSkippedWholly(Codec codec) {
    List<EncodedFrame> garbage =
        clip(codec, 100, 10, 0).stream().map(MediaDecoderContract::damaged).toList();

    decode(GREY, garbage);

    assertThat(pictures.frames()).isEmpty();
    assertEveryFrameIsAccountedFor(garbage);
  }

  @Test
  void drain_deliversWhatIsHeldBack_andAsksForAKeyFrame() {
    List<EncodedFrame> clip = clip(Codec.H264, 20, 20, 3);
    DecodeSession session = open(GREY);
    clip.subList(0, 9).forEach(session::push);

    session.drain();

    assertThat(numbers()).containsExactlyElementsOf(range(0, 9));
    session.drain();
    session.push(clip.get(9));
    session.drain();
    assertThat(pictures.frames()).hasSize(9);
    assertThat(pictures.skipped()).containsExactly(clip.get(9).time());
  }

  @Test
  void reset_forgetsWhatIsHeldBack() {
    List<EncodedFrame> clip = clip(Codec.H264, 40, 20, 3);
    DecodeSession session = open(GREY);
    clip.subList(0, 2).forEach(session::push);

    session.reset();
    int before = pictures.frames().size();
    clip.subList(20, 40).forEach(session::push);
    session.drain();

    assertThat(numbers().subList(before, before + 20)).isEqualTo(range(20, 40));
    assertThat(pictures.skipped()).isEmpty();
  }

  @Test
  void closedSession_takesNothing() {
    List<EncodedFrame> clip = clip(Codec.H264, 10, 10, 0);
    DecodeSession session = open(GREY);
    session.push(clip.get(0));

    session.close();
    session.close();
    int before = pictures.frames().size();
    clip.subList(1, 10).forEach(session::push);
    session.drain();
    session.reset();

    assertThat(pictures.frames()).hasSize(before);
    assertThat(pictures.skipped()).isEmpty();
  }

  @Test
  void handlerThatThrows_endsTheSession() {
    DecodeSession session =
        open(
            GREY,
            new DecodeHandler() {
              @Override
              public void onFrame(DecodedFrame frame) {
                pictures.onFrame(frame);
                throw new IllegalStateException("the handler's own");
              }

              @Override
              public void onSkipped(Instant time, String reason) {
                pictures.onSkipped(time, reason);
              }
            });

    assertThatThrownBy(
            () -> {
              clip(Codec.H264, 10, 10, 0).forEach(session::push);
              session.drain();
            })
        .hasMessage("the handler's own");
    assertThat(pictures.frames()).hasSize(1);
    assertThat(pictures.skipped()).isEmpty();
  }

  @Test
  void handler_mayClose() {
    CompletableFuture<DecodeSession> session = new CompletableFuture<>();
    session.complete(
        open(
            GREY,
            new DecodeHandler() {
              @Override
              public void onFrame(DecodedFrame frame) {
                pictures.onFrame(frame);
                session.join().close();
              }

              @Override
              public void onSkipped(Instant time, String reason) {
                pictures.onSkipped(time, reason);
              }
            }));

    clip(Codec.H264, 30, 10, 0).forEach(session.join()::push);
    session.join().drain();

    pictures.awaitFrames(1);
    assertThat(numbers()).containsExactly(0);
  }

  @Test
  void sessions_areIndependent() {
    List<EncodedFrame> clip = clip(Codec.H264, 10, 10, 0);
    DecodedPictures others = new DecodedPictures();
    DecodeSession one = open(GREY);
    DecodeSession other = open(GREY, others);
    for (EncodedFrame frame : clip) {
      one.push(frame);
      other.push(frame);
    }
    one.close();
    other.drain();

    assertThat(others.times()).isEqualTo(times(clip));
  }

  @Test
  void severalOutputs_eachGetWhatTheyAskFor() {
    List<EncodedFrame> clip = clip(Codec.H264, 50, 10, 0);
    clip.set(34, damaged(clip.get(34)));
    DecodedPictures seldom = new DecodedPictures();
    DecodedPictures coloured = new DecodedPictures();
    DecodedPictures keys = new DecodedPictures();
    DecodeRequest small = GREY.size(PictureSize.exactly(102, 52));
    try (DecodeSession session =
        decoder()
            .open(
                List.of(
                    new DecodeOutput(GREY, pictures),
                    new DecodeOutput(GREY.atMost(5), seldom),
                    new DecodeOutput(DecodeRequest.of(PixelFormat.RGB), coloured),
                    new DecodeOutput(small.withKeyFramesOnly(), keys)))) {
      clip.forEach(session::push);
      session.drain();
    }

    assertEveryFrameIsAccountedFor(clip);
    assertThat(numbers()).containsAll(range(0, 30)).containsAll(range(40, 50));
    assertThat(coloured.times()).isEqualTo(pictures.times());
    assertThat(coloured.skipped()).isEqualTo(pictures.skipped());
    assertThat(coloured.frames()).extracting(DecodedFrame::format).containsOnly(PixelFormat.RGB);
    assertThat(numbersIn(coloured.frames())).isEqualTo(numbers());
    assertThat(pictures.times()).containsAll(seldom.times());
    assertThat(seldom.frames()).hasSizeBetween(8, 11);
    assertThat(seldom.times().subList(0, 6))
        .isEqualTo(firstOfEachCell(clip, new FrameRate(5)).subList(0, 6));
    assertThat(keys.times())
        .isEqualTo(times(clip.stream().filter(EncodedFrame::keyFrame).toList()));
    assertThat(keys.skipped()).isEmpty();
    assertThat(keys.frames()).extracting(DecodedFrame::width).containsOnly(102);
  }

  private void assertEveryFrameIsAccountedFor(List<EncodedFrame> pushed) {
    List<Instant> told = new ArrayList<>(pictures.times());
    told.addAll(pictures.skipped());
    assertThat(told).containsExactlyInAnyOrderElementsOf(times(pushed));
    assertThat(pictures.times()).isSorted();
  }

  /** Decodes and drains; what comes out is added to {@link #pictures}. */
  private void decode(DecodeRequest request, List<EncodedFrame> frames) {
    try (DecodeSession session = open(request)) {
      frames.forEach(session::push);
      session.drain();
    }
  }

  private DecodeSession open(DecodeRequest request) {
    return open(request, pictures);
  }

  private DecodeSession open(DecodeRequest request, DecodeHandler handler) {
    DecodeSession session = decoder().open(request, handler);
    sessions.add(session);
    return session;
  }

  private List<Integer> numbers() {
    return numbersIn(pictures.frames());
  }

  private List<Integer> numbersIn(List<DecodedFrame> frames) {
    return frames.stream().map(this::numberIn).toList();
  }

  /** In the order shown. */
  private static List<Instant> times(List<EncodedFrame> frames) {
    return frames.stream().map(EncodedFrame::time).sorted().toList();
  }

  private static boolean isKey(List<EncodedFrame> frames, Instant time) {
    return frames.stream().anyMatch(f -> f.keyFrame() && f.time().equals(time));
  }

  private static List<Instant> firstOfEachCell(List<EncodedFrame> frames, FrameRate rate) {
    List<Instant> first = new ArrayList<>();
    frames.stream()
        .map(EncodedFrame::time)
        .sorted(Comparator.naturalOrder())
        .forEach(
            time -> {
              if (first.isEmpty() || rate.cell(first.get(first.size() - 1)) != rate.cell(time)) {
                first.add(time);
              }
            });
    return first;
  }

  private static List<Integer> range(int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  private static List<EncodedFrame> discontinued(List<EncodedFrame> frames) {
    List<EncodedFrame> result = new ArrayList<>(frames);
    EncodedFrame f = frames.get(0);
    result.set(0, copy(f, f.track(), Duration.ZERO, /* discontinuity= */ true, f.data()));
    return result;
  }

  private static EncodedFrame moved(EncodedFrame f, Duration by) {
    return copy(f, f.track(), by, f.discontinuity(), f.data());
  }

  /** The same with bytes that mean nothing to any decoder. */
  private static EncodedFrame damaged(EncodedFrame f) {
    byte[] bytes = new byte[f.size()];
    new java.util.Random(f.time().getNano()).nextBytes(bytes);
    return copy(f, f.track(), Duration.ZERO, f.discontinuity(), ByteBuffer.wrap(bytes));
  }

  private static EncodedFrame copy(
      EncodedFrame f, Track track, Duration by, boolean discontinuity, ByteBuffer data) {
    return new EncodedFrame(
        track,
        f.time().plus(by),
        f.decodeTime().plus(by),
        f.duration(),
        f.keyFrame(),
        discontinuity,
        f.decodeOnly(),
        data);
  }
}
