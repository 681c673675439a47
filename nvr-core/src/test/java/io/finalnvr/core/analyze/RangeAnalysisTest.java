package io.finalnvr.core.analyze;

import static io.finalnvr.core.analyze.AnalysisFixture.PATIENCE;
import static io.finalnvr.core.analyze.AnalysisFixture.T0;
import static io.finalnvr.core.analyze.AnalysisFixture.numbers;
import static io.finalnvr.core.analyze.AnalysisFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.analysis.AnalysisStatistics;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.play.TestFootage;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RangeAnalysisTest {

  private final MemoryStore store = new MemoryStore();
  private final AnalysisFixture fixture = new AnalysisFixture(store, store, InstantSource.system());
  private final TestFootage footage = fixture.footage();

  @AfterEach
  void close() {
    footage.close();
    fixture.close();
    store.close();
  }

  private static List<Integer> from(int first, int end) {
    return IntStream.range(first, end).boxed().toList();
  }

  @Test
  void everyPictureOfTheRange_isAnalysedOnce() throws Exception {
    footage.recording(T0).frames(50);
    fixture.run(numbers(1_000, 4_000));
    assertThat(fixture.results("numbers")).isEqualTo(from(10, 40));
  }

  @Test
  void askedForAgain_nothingIsDoneTwice_andWhatIsMissingIsDone() throws Exception {
    footage.recording(T0).frames(60);
    fixture.run(numbers(2_000, 3_000));
    fixture.run(numbers(2_000, 3_000));
    fixture.run(numbers(4_000, 5_000));
    fixture.run(numbers(1_000, 6_000));
    assertThat(fixture.results("numbers")).isEqualTo(from(10, 60));
    assertThat(fixture.runs.of("gate")).hasSize(3);
  }

  @Test
  void anotherName_isAnotherAnalysis() throws Exception {
    footage.recording(T0).frames(20);
    fixture.run(numbers(0, 1_000));
    fixture.run(AnalysisRequest.of(range(0, 1_000)).with("again", Numbers::new));
    assertThat(fixture.results("numbers")).isEqualTo(from(0, 10));
    assertThat(fixture.results("again")).isEqualTo(from(0, 10));
  }

  @Test
  void severalAnalysers_shareOneDecoding_whateverPicturesTheyWant() throws Exception {
    footage.recording(T0).frames(30);
    PictureSize small = PictureSize.exactly(10, 6);
    Set<String> looks = ConcurrentHashMap.newKeySet();
    fixture.run(
        AnalysisRequest.of(range(0, 3_000))
            .with("one", Numbers::new)
            .with("other", Numbers::new)
            .with("seldom", () -> new Seldom(2))
            .with("coloured", () -> new Looking(DecodeRequest.of(PixelFormat.RGB), looks))
            .with(
                "small",
                () -> new Looking(DecodeRequest.of(PixelFormat.GREY8).size(small).atMost(5), looks))
            .with(
                "keys",
                () -> new Looking(DecodeRequest.of(PixelFormat.I420).withKeyFramesOnly(), looks)));
    assertThat(fixture.decoder.pushed()).as("each frame is decoded once").hasSize(30);
    assertThat(fixture.results("one")).isEqualTo(from(0, 30));
    assertThat(fixture.results("other")).isEqualTo(from(0, 30));
    assertThat(fixture.results("seldom")).containsExactly(0, 5, 10, 15, 20, 25);
    assertThat(fixture.results("coloured")).isEqualTo(from(0, 30));
    assertThat(fixture.results("small")).hasSize(15);
    assertThat(fixture.results("keys")).containsExactly(0, 10, 20);
    assertThat(looks).hasSize(3).contains("GREY8 10 x 6");
  }

  /** Takes down what its pictures look like. */
  private record Looking(DecodeRequest request, Set<String> looks) implements FrameAnalyzer {
    @Override
    public List<Detection> analyze(DecodedFrame frame) {
      looks.add("%s %d x %d".formatted(frame.format(), frame.width(), frame.height()));
      return new Numbers().analyze(frame);
    }
  }

  @Test
  void twoAnalysersOfOneName_areRefused() {
    AnalysisRequest request = numbers(0, 1_000);
    assertThatThrownBy(() -> request.with("numbers", Numbers::new))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'numbers'");
  }

  /** As the numbers are, at a rate. */
  private static class Seldom implements FrameAnalyzer {
    private final double perSecond;

    Seldom(double perSecond) {
      this.perSecond = perSecond;
    }

    @Override
    public DecodeRequest request() {
      return DecodeRequest.of(PixelFormat.GREY8).atMost(perSecond);
    }

    @Override
    public List<Detection> analyze(DecodedFrame frame) {
      return new Numbers().analyze(frame);
    }
  }

  @Test
  void slowAnalyser_getsEveryPictureAllTheSame() throws Exception {
    footage.recording(T0).frames(20);
    CountDownLatch slow = new CountDownLatch(1);
    AnalysisRequest request =
        AnalysisRequest.of(range(0, 2_000))
            .with(
                "slow",
                () ->
                    new Seldom(100) {
                      @Override
                      public List<Detection> analyze(DecodedFrame frame) {
                        await(slow);
                        return super.analyze(frame);
                      }
                    });
    try (CameraAnalysis analysis = fixture.start(request)) {
      slow.countDown();
      assertThat(analysis.awaitEnd(PATIENCE)).isTrue();
      assertThat(analysis.statistics("slow").skipped()).isZero();
      assertThat(analysis.progress()).isEqualTo(1);
    }
    assertThat(fixture.results("slow")).isEqualTo(from(0, 20));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void track_isOneEventFromItsFirstPictureToItsLast() throws Exception {
    footage.recording(T0).frames(50);
    fixture.run(AnalysisRequest.of(range(0, 5_000)).with("cars", () -> new Numbers(12, 28)));
    List<Event> cars =
        List.copyOf(fixture.search().events("gate", EventQuery.of(range(0, 5_000)).label("car")));
    assertThat(cars).hasSize(1);
    assertThat(cars.get(0).range()).isEqualTo(range(1_200, 2_700));
    assertThat(cars.get(0).score()).hasValue(0.9);
    assertThat(cars.get(0).source()).isEqualTo("cars");
    assertThat(cars.get(0).attributes())
        .containsEntry("track", "car1")
        .containsEntry("peak", T0.plusMillis(1_900).toString());
    assertThat(fixture.events.stream().filter(event -> event.label().equals("car")))
        .extracting(event -> event.attributes().containsKey(Event.ONGOING))
        .containsExactly(false);
  }

  @Test
  void analyserThatThrows_isMadeAnewAndTriesThePictureAgain() throws Exception {
    footage.recording(T0).frames(10);
    AtomicInteger made = new AtomicInteger();
    AtomicInteger thrown = new AtomicInteger();
    AnalysisRequest request =
        AnalysisRequest.of(range(0, 1_000))
            .with(
                "moody",
                () -> {
                  made.incrementAndGet();
                  return frame -> {
                    if (frame.data().getInt(0) == 4 && thrown.incrementAndGet() < 2) {
                      throw new IllegalStateException("not in the mood");
                    }
                    return new Numbers().analyze(frame);
                  };
                });
    try (CameraAnalysis analysis = fixture.start(request)) {
      assertThat(analysis.awaitEnd(PATIENCE)).isTrue();
      AnalysisStatistics statistics = analysis.statistics("moody");
      assertThat(statistics.failures()).isEqualTo(1);
      assertThat(statistics.failed()).isZero();
    }
    assertThat(made).hasValue(2);
    assertThat(fixture.states).contains(AnalysisState.WAITING, AnalysisState.ENDED);
  }

  @Test
  void pictureThatNoAnalyserBears_isGivenUpAndCounted() throws Exception {
    footage.recording(T0).frames(10);
    AnalysisRequest request =
        AnalysisRequest.of(range(0, 1_000))
            .with("weak", () -> new Weak(3))
            .with("strong", Numbers::new);
    try (CameraAnalysis analysis = fixture.start(request)) {
      assertThat(analysis.awaitEnd(PATIENCE)).isTrue();
      assertThat(analysis.statistics("weak").failures()).isEqualTo(3);
      assertThat(analysis.statistics("weak").failed()).isEqualTo(1);
      assertThat(analysis.statistics("weak").analyzed()).isEqualTo(9);
    }
    assertThat(fixture.results("weak")).containsExactly(0, 1, 2, 4, 5, 6, 7, 8, 9);
    assertThat(fixture.results("strong")).isEqualTo(from(0, 10));
  }

  /** Fails at a number. */
  private record Weak(int number) implements FrameAnalyzer {
    @Override
    public DecodeRequest request() {
      return DecodeRequest.of(PixelFormat.GREY8);
    }

    @Override
    public List<Detection> analyze(DecodedFrame frame) {
      if (frame.data().getInt(0) == number) {
        throw new AssertionError("too much");
      }
      return new Numbers().analyze(frame);
    }
  }

  @Test
  void analyserThatCanNeverWork_endsTheAnalysis() throws Exception {
    footage.recording(T0).frames(10);
    FrameAnalyzer wrong =
        frame -> {
          throw new ConfigurationException("the model is of another kind");
        };
    try (CameraAnalysis analysis =
        fixture.start(AnalysisRequest.of(range(0, 1_000)).with("wrong", () -> wrong))) {
      assertThat(analysis.awaitEnd(PATIENCE)).isTrue();
      assertThat(analysis.state()).isEqualTo(AnalysisState.FAILED);
      assertThat(analysis.reason()).isEqualTo("the model is of another kind");
    }
  }

  @Test
  void listeners_areToldOfEachPictureWhenItIsDurable() throws Exception {
    footage.recording(T0).frames(10);
    List<AnalyzedFrame> told = Collections.synchronizedList(new ArrayList<>());
    fixture.run(
        numbers(0, 1_000)
            .onFrame(told::add)
            .onFrame(
                frame -> {
                  throw new IllegalStateException("a listener that fails");
                }));
    assertThat(told).extracting(AnalysisFixture::number).isEqualTo(from(0, 10));
  }

  @Test
  void gap_endsWhatWentOn() throws Exception {
    footage.recording(T0).frames(10).end().recording(T0.plusSeconds(5)).frames(10).end();
    fixture.run(AnalysisRequest.of(range(0, 6_000)).with("cars", () -> new Numbers(5, 15)));
    assertThat(fixture.search().events("gate", EventQuery.of(range(0, 6_000)).label("car")))
        .extracting(Event::range)
        .contains(range(500, 900))
        .hasSize(2);
  }

  @Test
  void rangeWithoutFootage_isDoneAtOnce() throws Exception {
    footage.recording(T0).frames(10).end();
    fixture.run(numbers(60_000, 70_000));
    assertThat(fixture.results("numbers")).isEmpty();
  }

  @Test
  void closedInBetween_itGoesOnWhereItStopped() throws Exception {
    footage.recording(T0).frames(30);
    CountDownLatch reached = new CountDownLatch(1);
    AnalysisRequest stopping =
        AnalysisRequest.of(range(0, 3_000))
            .with(
                "numbers",
                () ->
                    new Seldom(100) {
                      @Override
                      public List<Detection> analyze(DecodedFrame frame) {
                        if (frame.data().getInt(0) == 12) {
                          reached.countDown();
                        }
                        return super.analyze(frame);
                      }
                    });
    CameraAnalysis analysis = fixture.start(stopping);
    await(reached);
    analysis.close();
    assertThat(analysis.state()).isIn(AnalysisState.CLOSED, AnalysisState.ENDED);
    fixture.run(numbers(0, 3_000));
    assertThat(fixture.results("numbers")).isEqualTo(from(0, 30));
  }

  @Test
  void requestWithoutAnAnalyser_isAnError() {
    assertThatThrownBy(() -> fixture.start(AnalysisRequest.live()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("with(name, analyzer)");
    assertThatThrownBy(() -> AnalysisRequest.live().with("Über", Numbers::new))
        .hasMessageContaining("lower-case");
  }

  @Test
  void analyserThatAsksForTooMuch_failsWithAMessage() throws Exception {
    footage.recording(T0).frames(5);
    AnalysisRequest request =
        AnalysisRequest.of(range(0, 500))
            .with(
                "greedy",
                () ->
                    new Seldom(1) {
                      @Override
                      public Duration warmUp() {
                        return Duration.ofDays(1);
                      }
                    });
    try (CameraAnalysis analysis = fixture.start(request)) {
      assertThat(analysis.awaitEnd(PATIENCE)).isTrue();
      assertThat(analysis.state()).isEqualTo(AnalysisState.FAILED);
      assertThat(analysis.reason()).contains("greedy").contains("10 min");
    }
  }
}
