package io.finalnvr.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.Footage;
import io.finalnvr.Nvr;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.Subscription;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.play.TestFootage;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.testkit.FakeMediaDecoder;
import io.finalnvr.testkit.FakeMediaSourceProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Analysis through the public API. */
class AnalyzedNvrTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final TimeRange FIRST_10_S = new TimeRange(T0, T0.plusSeconds(10));

  private final MemoryStore store = new MemoryStore();
  private final Nvr nvr = open();

  private Nvr open() {
    return Nvr.builder()
        .store(store)
        .mediaSource(new FakeMediaSourceProvider())
        .mediaDecoder(new FakeMediaDecoder())
        .build();
  }

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  /** A cat on the left in pictures 20 to 39, on the right and more of it in 60 to 69. */
  private static final class CatFinder implements FrameAnalyzer {
    @Override
    public DecodeRequest request() {
      return DecodeRequest.of(PixelFormat.GREY8);
    }

    @Override
    public List<Detection> analyze(DecodedFrame frame) {
      int number = frame.data().getInt(0);
      if (number >= 20 && number < 40) {
        return List.of(cat(0.5, 0.1).track("1"));
      }
      return number >= 60 && number < 70 ? List.of(cat(0.9, 0.7).track("2")) : List.of();
    }

    private static Detection cat(double score, double x) {
      return Detection.of("cat", score).box(new Event.Area(x, 0.4, 0.2, 0.2));
    }
  }

  private void analyse() throws InterruptedException {
    nvr.add(FakeMediaSourceProvider.config("gate"));
    try (TestFootage footage = new TestFootage(store.frameLog("gate.main"))) {
      footage.recording(T0).frames(100).end();
    }
    AnalysisRequest request = AnalysisRequest.of(FIRST_10_S).with("cats", CatFinder::new);
    try (Analysis analysis = nvr.analyze("gate", request)) {
      assertThat(analysis.awaitEnd(Duration.ofSeconds(60))).as(analysis::reason).isTrue();
    }
    assertThat(nvr.analyses()).isEmpty();
  }

  private List<Long> secondsOf(EventQuery query) {
    return nvr.events(query).stream()
        .map(event -> Duration.between(T0, event.range().start()).toSeconds())
        .toList();
  }

  @Test
  void events_areFoundByRangeLabelScoreAreaSourceAndCamera() throws Exception {
    analyse();
    nvr.append(Event.at("gate", "door", T0.plusSeconds(4)));
    EventQuery all = EventQuery.of(FIRST_10_S);
    assertThat(secondsOf(all)).containsExactly(2L, 4L, 6L);
    assertThat(secondsOf(all.label("cat"))).containsExactly(2L, 6L);
    assertThat(secondsOf(all.minScore(0.6))).containsExactly(6L);
    assertThat(secondsOf(all.area(new Event.Area(0, 0, 0.5, 1)).label("cat"))).containsExactly(2L);
    assertThat(secondsOf(all.sources(java.util.Set.of(Event.USER)))).containsExactly(4L);
    assertThat(secondsOf(all.limit(1))).containsExactly(2L);
    assertThat(secondsOf(EventQuery.of(new TimeRange(T0.plusSeconds(3), T0.plusMillis(3_500)))))
        .containsExactly(2L);
    assertThat(nvr.events("gate", FIRST_10_S)).hasSize(3);
    assertThatThrownBy(() -> nvr.events(all.camera("attic")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void detections_areThereForEachPicture() throws Exception {
    analyse();
    List<AnalyzedFrame> frames =
        nvr.detections("gate", "cats", new TimeRange(T0.plusSeconds(3), T0.plusSeconds(7)));
    assertThat(frames).hasSize(20);
    assertThat(frames.get(0).time()).isEqualTo(T0.plusSeconds(3));
    assertThat(frames.get(0).detections())
        .containsExactly(
            Detection.of("cat", 0.5).box(new Event.Area(0.1, 0.4, 0.2, 0.2)).track("1"));
  }

  @Test
  void activity_isTheGreatestScoreInEachPart() throws Exception {
    analyse();
    assertThat(nvr.activity("gate", "cat", FIRST_10_S, 10))
        .containsExactly(0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.9, 0.0, 0.0, 0.0);
    assertThat(nvr.activity("gate", "dog", FIRST_10_S, 2)).containsExactly(0.0, 0.0);
    assertThatThrownBy(() -> nvr.activity("gate", "cat", FIRST_10_S, 0))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  @SuppressWarnings("try")
  void subscription_tellsWhatAnalysersFind_hereAndElsewhere() throws Exception {
    nvr.add(FakeMediaSourceProvider.config("gate"));
    BlockingQueue<Event> here = new LinkedBlockingQueue<>();
    BlockingQueue<Event> there = new LinkedBlockingQueue<>();
    try (Nvr other = open();
        Subscription first = nvr.subscribe("gate", here::add);
        Subscription second = other.subscribe("gate", there::add)) {
      try (TestFootage footage = new TestFootage(store.frameLog("gate.main"))) {
        footage.recording(T0).frames(100).end();
      }
      try (Analysis analysis =
          nvr.analyze("gate", AnalysisRequest.of(FIRST_10_S).with("cats", CatFinder::new))) {
        assertThat(analysis.awaitEnd(Duration.ofSeconds(60))).isTrue();
      }
      for (BlockingQueue<Event> told : List.of(here, there)) {
        List<Event> cats =
            List.of(told.poll(60, TimeUnit.SECONDS), told.poll(60, TimeUnit.SECONDS));
        assertThat(cats).isEqualTo(nvr.events("gate", FIRST_10_S));
      }
    }
  }

  @Test
  void retentionOfEvents_removesThemAndNotTheFootage() throws Exception {
    analyse();
    nvr.append(Event.at("gate", "door", Instant.now()));
    nvr.eventRetention("gate", RetentionPolicy.maxAge(Duration.ofHours(1)));
    assertThat(nvr.eventRetention("gate")).isEqualTo(RetentionPolicy.maxAge(Duration.ofHours(1)));
    ((NvrEngine) nvr).applyEventRetention("gate");
    assertThat(nvr.events("gate", FIRST_10_S)).isEmpty();
    assertThat(nvr.events("gate", new TimeRange(T0, Instant.now().plusSeconds(60)))).hasSize(1);
    assertThat(nvr.timeline("gate").recordings()).hasSize(1);
    assertThat(store.frameLog("gate.marks-cats").exists()).isFalse();
  }

  @Test
  void removedCamera_leavesNothingBehind() throws Exception {
    analyse();
    nvr.append(Event.at("gate", "door", T0));
    nvr.eventRetention("gate", RetentionPolicy.maxAge(Duration.ofHours(1)));
    nvr.remove("gate", Footage.DELETE);
    assertThat(store.frameLogNames()).isEmpty();
    assertThat(store.versionedMap("analyses").entries()).isEmpty();
    assertThat(store.versionedMap("event-retention").entries()).isEmpty();
  }

  @Test
  void closedEngine_endsItsAnalyses() {
    nvr.add(FakeMediaSourceProvider.config("gate"));
    Analysis analysis = nvr.analyze("gate", AnalysisRequest.live().with("cats", CatFinder::new));
    assertThat(nvr.analyses()).containsExactly(analysis);
    nvr.close();
    assertThat(analysis.state()).isEqualTo(io.finalnvr.analysis.AnalysisState.CLOSED);
    assertThat(List.copyOf(Thread.getAllStackTraces().keySet()))
        .filteredOn(Thread::isAlive)
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("nvr-"));
  }
}
