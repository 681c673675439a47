package io.finalnvr.core.analyze;

import static io.finalnvr.core.analyze.AnalysisFixture.PATIENCE;
import static io.finalnvr.core.analyze.AnalysisFixture.T0;
import static io.finalnvr.core.analyze.AnalysisFixture.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.play.TestFootage;
import io.finalnvr.testkit.FlakyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kills an analysis at every one of its calls to the store, one after the other. */
class KilledAnalysisTest {

  private static final int FRAMES = 300;
  private static final AnalysisRequest REQUEST =
      AnalysisRequest.of(range(0, FRAMES * 100)).with("numbers", () -> new Numbers(150, 250));

  @Test
  void whereverItIsKilled_eachPictureHasItsResultOnce_andTheEventIsOne() throws Exception {
    try (MemoryStore footageStore = new MemoryStore();
        TestFootage footage = new TestFootage(footageStore.frameLog("gate.main"))) {
      footage.recording(T0).frames(FRAMES).end();
      int killed = 0;
      while (isKilledAt(footageStore, killed)) {
        killed++;
      }
      assertThat(killed).isGreaterThan(20);
    }
  }

  /** Whether the work was longer than so many calls. */
  private static boolean isKilledAt(MemoryStore footageStore, int calls) throws Exception {
    try (FlakyStore store = new FlakyStore(new MemoryStore());
        AnalysisFixture fixture =
            new AnalysisFixture(footageStore, store, InstantSource.system())) {
      store.goDownAfter(calls);
      AnalysisState state;
      try (CameraAnalysis analysis = fixture.start(REQUEST)) {
        while (analysis.state() == AnalysisState.RUNNING) {
          AnalysisState next = fixture.states.poll(60, java.util.concurrent.TimeUnit.SECONDS);
          assertThat(next).as("killed after %d calls", calls).isNotNull();
        }
        state = analysis.state();
      }
      store.heal();
      fixture.restart();

      fixture.run(REQUEST);

      assertThat(fixture.results("numbers"))
          .as("killed after %d calls", calls)
          .isEqualTo(IntStream.range(0, FRAMES).boxed().toList());
      List<Event> cars =
          List.copyOf(
              fixture.search().events("gate", EventQuery.of(range(0, FRAMES * 100)).label("car")));
      assertThat(cars).as("killed after %d calls", calls).hasSize(1);
      assertThat(cars.get(0).range()).isEqualTo(range(15_000, 24_900));
      assertThat(fixture.search().events("gate", EventQuery.of(range(0, FRAMES * 100))))
          .extracting(Event::id)
          .doesNotHaveDuplicates()
          .hasSize(FRAMES + 1);
      return state != AnalysisState.ENDED;
    }
  }

  @Test
  void receiptsThatAreLost_leadToNoSecondResult() throws Exception {
    try (MemoryStore footageStore = new MemoryStore();
        TestFootage footage = new TestFootage(footageStore.frameLog("gate.main"));
        FlakyStore store = new FlakyStore(new MemoryStore());
        AnalysisFixture fixture =
            new AnalysisFixture(footageStore, store, InstantSource.system())) {
      footage.recording(T0).frames(FRAMES).end();
      store.failOn(
          FlakyStore.Operation.RECEIPT, 1, io.finalnvr.StorageException.Reason.UNAVAILABLE);
      store.failOn(FlakyStore.Operation.APPEND, 2, io.finalnvr.StorageException.Reason.UNAVAILABLE);
      try (CameraAnalysis analysis = fixture.start(REQUEST)) {
        assertThat(analysis.awaitEnd(PATIENCE)).isTrue();
        assertThat(analysis.statistics("numbers").analyzed()).isEqualTo(FRAMES);
      }
      assertThat(fixture.states).contains(AnalysisState.WAITING);
      assertThat(fixture.results("numbers")).isEqualTo(IntStream.range(0, FRAMES).boxed().toList());
    }
  }
}
