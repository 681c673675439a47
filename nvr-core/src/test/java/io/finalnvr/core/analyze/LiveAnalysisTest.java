package io.finalnvr.core.analyze;

import static io.finalnvr.core.analyze.AnalysisFixture.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.play.TestFootage;
import io.finalnvr.core.retain.Await;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.testkit.FlakyStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveAnalysisTest {

  private static final TimeRange ALL = new TimeRange(T0.minusSeconds(10), T0.plusSeconds(10_000));

  private final MemoryStore footageStore = new MemoryStore();
  private final FlakyStore store = new FlakyStore(new MemoryStore());
  private volatile Instant now = T0;
  private final AnalysisFixture fixture = new AnalysisFixture(footageStore, store, () -> now);
  private final TestFootage footage = fixture.footage();
  private final BlockingQueue<AnalyzedFrame> told = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    footage.close();
    store.heal();
    fixture.close();
    store.close();
    footageStore.close();
  }

  private int next() throws InterruptedException {
    AnalyzedFrame frame = told.poll(60, TimeUnit.SECONDS);
    assertThat(frame).isNotNull();
    return AnalysisFixture.number(frame);
  }

  private AnalysisRequest live() {
    return AnalysisRequest.live().with("numbers", () -> new Numbers(5, 15)).onFrame(told::add);
  }

  private static List<Integer> from(int first, int end) {
    return IntStream.range(first, end).boxed().toList();
  }

  @Test
  void newPictures_areAnalysedWhenTheyAreDurable() throws Exception {
    footage.recording(T0).frames(5);
    try (CameraAnalysis analysis = fixture.start(live())) {
      int first = next();
      footage.frames(1);
      Await.until("the newest", () -> fixture.results("numbers").contains(5));
      footage.frames(1);
      Await.until("the newest", () -> fixture.results("numbers").contains(6));
      assertThat(first).isLessThanOrEqualTo(4);
      assertThat(analysis.state()).isEqualTo(AnalysisState.RUNNING);
    }
  }

  @Test
  void slowAnalyser_isGivenTheNewestPicture_andTheOthersAreCounted() throws Exception {
    Semaphore turns = new Semaphore(0);
    BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
    FrameAnalyzer slow =
        new FrameAnalyzer() {
          @Override
          public DecodeRequest request() {
            return DecodeRequest.of(PixelFormat.GREY8);
          }

          @Override
          public List<Detection> analyze(DecodedFrame frame) throws InterruptedException {
            seen.add(frame.data().getInt(0));
            turns.acquire();
            return new Numbers().analyze(frame);
          }
        };
    footage.recording(T0).frames(1);
    AnalysisRequest request =
        AnalysisRequest.live()
            .with("slow", () -> slow)
            .with("quick", Numbers::new)
            .onFrame(told::add);
    try (CameraAnalysis analysis = fixture.start(request)) {
      assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo(0);
      // The other one does not wait, so that each picture is known to have come.
      Await.until("picture 0", () -> fixture.results("quick").contains(0));
      for (int i = 1; i < 6; i++) {
        int number = i;
        footage.frames(1);
        Await.until("picture " + i, () -> fixture.results("quick").contains(number));
      }
      turns.release(2);
      assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo(5);
      Await.until("the result", () -> fixture.results("slow").contains(5));
      assertThat(fixture.results("slow")).containsExactly(0, 5);
      assertThat(analysis.statistics("slow").skipped()).isEqualTo(4);
      assertThat(analysis.statistics("quick").skipped()).isZero();
      turns.release(100);
    }
  }

  @Test
  void interruptedForAWhile_itCatchesUpWithoutLeavingAnythingOut() throws Exception {
    footage.recording(T0).frames(10);
    try (CameraAnalysis analysis = fixture.start(live())) {
      while (next() < 9) {
        assertThat(analysis.state()).isEqualTo(AnalysisState.RUNNING);
      }
    }
    footage.frames(300);
    now = T0.plusSeconds(60);
    try (CameraAnalysis analysis = fixture.start(live())) {
      while (next() < 309) {
        assertThat(analysis.statistics("numbers").skipped()).isZero();
      }
    }
    assertThat(fixture.results("numbers")).doesNotHaveDuplicates();
    assertThat(fixture.results("numbers").stream().filter(number -> number >= 10).toList())
        .isEqualTo(from(10, 310));
    assertThat(fixture.runs.of("gate")).hasSize(1);
  }

  @Test
  void interruptedForLong_itBeginsAnewWithTheNewest() throws Exception {
    footage.recording(T0).frames(10);
    try (CameraAnalysis analysis = fixture.start(live())) {
      while (next() < 9) {
        assertThat(analysis.state()).isEqualTo(AnalysisState.RUNNING);
      }
    }
    now = T0.plusSeconds(3_600);
    footage.recording(T0.plusSeconds(3_600)).frames(10);
    try (CameraAnalysis analysis = fixture.start(live())) {
      assertThat(next()).isGreaterThanOrEqualTo(10);
      assertThat(analysis.state()).isEqualTo(AnalysisState.RUNNING);
    }
    assertThat(fixture.runs.of("gate")).hasSize(2);
  }

  @Test
  void eventThatGoesOn_isFoundAndToldOfBeforeItsEnd_andStartsRecording() throws Exception {
    footage.recording(T0).frames(1);
    AnalysisRequest request =
        live().triggering("car", 0.3).onEvent(event -> assertThat(event.source()).isNotEmpty());
    try (CameraAnalysis analysis = fixture.start(request)) {
      // One after the other: of those that come at once the newest wins.
      Await.until("picture 0", () -> fixture.results("numbers").contains(0));
      for (int i = 1; i < 10; i++) {
        int number = i;
        footage.frames(1);
        Await.until("picture " + i, () -> fixture.results("numbers").contains(number));
      }
      List<Event> cars = cars();
      assertThat(cars).hasSize(1);
      assertThat(cars.get(0).attributes()).containsEntry(Event.ONGOING, "true");
      assertThat(cars.get(0).range())
          .isEqualTo(new TimeRange(T0.plusMillis(500), T0.plusMillis(900)));
      assertThat(fixture.triggered.poll(60, TimeUnit.SECONDS)).isNotNull();
      for (int i = 10; i < 30; i++) {
        int number = i;
        footage.frames(1);
        Await.until("picture " + i, () -> fixture.results("numbers").contains(number));
      }
      assertThat(cars().get(0).attributes()).doesNotContainKey(Event.ONGOING);
      assertThat(cars().get(0).range().end()).isEqualTo(T0.plusMillis(1_400));
      Await.until("the count", () -> analysis.statistics("numbers").events() == 30 + 1);
    }
    assertThat(fixture.events.stream().filter(event -> event.label().equals("car")))
        .extracting(event -> event.attributes().containsKey(Event.ONGOING))
        .containsExactly(true, false);
  }

  private List<Event> cars() {
    return List.copyOf(fixture.search().events("gate", EventQuery.of(ALL).label("car")));
  }

  @Test
  void storeThatFails_holdsResultsUp_andLosesNone() throws Exception {
    footage.recording(T0).frames(1);
    try (CameraAnalysis analysis = fixture.start(live())) {
      assertThat(next()).isZero();
      store.fail(FlakyStore.Operation.APPEND, io.finalnvr.StorageException.Reason.UNAVAILABLE);
      footage.frames(1);
      Await.until("the state", () -> analysis.state() == AnalysisState.WAITING);
      assertThat(analysis.reason()).contains("APPEND");
      store.heal();
      Await.until("the result", () -> fixture.results("numbers").contains(1));
      Await.until("the state", () -> analysis.state() == AnalysisState.RUNNING);
    }
  }

  @Test
  void secondOneOfTheSameName_waits_andTakesOver() throws Exception {
    footage.recording(T0).frames(1);
    CameraAnalysis first = fixture.start(live());
    assertThat(next()).isZero();
    try (CameraAnalysis second = fixture.start(live())) {
      Await.until("the state", () -> second.state() == AnalysisState.WAITING);
      assertThat(second.reason()).contains("somebody else");
      first.close();
      footage.frames(1);
      Await.until("the result", () -> fixture.results("numbers").contains(1));
      assertThat(fixture.results("numbers")).containsExactly(0, 1);
    }
  }
}
