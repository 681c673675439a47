package io.finalnvr.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finalnvr.analysis.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencv.core.Rect;

class OverlapTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  private static Found box(int kind, double score, double left, double top, double size) {
    return new Found(kind, score, left, top, left + size, top + size);
  }

  @Test
  void overlap_isTheCommonPartOfAll() {
    assertThat(Overlap.of(box(0, 1, 0, 0, 1), box(0, 1, 0, 0, 1))).isEqualTo(1);
    assertThat(Overlap.of(box(0, 1, 0, 0, 2), box(0, 1, 1, 0, 2))).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(Overlap.of(box(0, 1, 0, 0, 1), box(0, 1, 1, 0, 1))).isZero();
  }

  @Test
  void sameObject_isKeptOnce_otherKindsBesideIt() {
    Found best = box(0, 0.9, 0.1, 0.1, 0.4);
    Found again = box(0, 0.7, 0.12, 0.1, 0.4);
    Found other = box(1, 0.5, 0.1, 0.1, 0.4);
    Found elsewhere = box(0, 0.6, 0.6, 0.1, 0.3);
    assertThat(Overlap.suppressed(List.of(again, other, best, elsewhere), 0.45))
        .containsExactly(best, elsewhere, other);
  }

  @Test
  void partOfAnObject_isNoOtherObject_whereThatIsAskedFor() {
    Found person = box(0, 0.9, 0.1, 0.1, 0.4);
    Found legs = box(0, 0.7, 0.15, 0.35, 0.2);
    assertThat(Overlap.inside(person, legs)).isCloseTo(0.75, within(1e-9));
    assertThat(Overlap.suppressed(List.of(person, legs), 0.4)).hasSize(2);
    assertThat(Overlap.suppressed(List.of(person, legs), 0.4, 0.6)).containsExactly(person);
  }

  @Test
  void area_isCutAtTheEdgesOfThePicture() {
    assertThat(box(0, 1, -0.1, 0.8, 0.4).area().orElseThrow().width()).isCloseTo(0.3, within(1e-9));
    assertThat(box(0, 1, 1.2, 0, 0.4).area()).isEmpty();
  }

  @Test
  void tracks_followWhatOverlaps_andEndWhenOutOfSight() {
    ObjectTracker tracker = new ObjectTracker(Duration.ofSeconds(2), kind -> "kind" + kind);
    List<Detection> first =
        tracker.take(T0, List.of(box(0, 0.9, 0.1, 0.1, 0.2), box(0, 0.8, 0.6, 0.1, 0.2)));
    assertThat(tracks(first)).containsExactly("1", "2");
    List<Detection> second =
        tracker.take(
            T0.plusSeconds(1),
            List.of(
                box(0, 0.9, 0.62, 0.1, 0.2),
                box(1, 0.9, 0.12, 0.1, 0.2),
                box(0, 0.7, 0.15, 0.1, 0.2)));
    assertThat(second)
        .extracting(d -> d.label() + " " + d.track().orElseThrow())
        .containsExactlyInAnyOrder("kind0 2", "kind0 1", "kind1 3");
    assertThat(tracks(tracker.take(T0.plusSeconds(9), List.of(box(0, 1, 0.6, 0.1, 0.2)))))
        .containsExactly("4");
    ObjectTracker next = new ObjectTracker(Duration.ofSeconds(2), kind -> "kind" + kind);
    next.restore(tracker.state());
    assertThat(tracks(next.take(T0, List.of(box(0, 1, 0, 0, 0.2))))).containsExactly("5");
  }

  private static List<String> tracks(List<Detection> detections) {
    return detections.stream().map(detection -> detection.track().orElseThrow()).toList();
  }

  @Test
  void person_isNarrowerThanTheDetectorsWindow() {
    Found person = PeopleAnalyzer.person(new Rect(100, 50, 100, 200), 1, 400, 400);
    assertThat(person.left()).isCloseTo(120 / 400.0, within(1e-9));
    assertThat(person.bottom()).isCloseTo(232 / 400.0, within(1e-9));
    assertThat(person.score()).isEqualTo(0.75);
    assertThat(PeopleAnalyzer.score(-1)).isZero();
    assertThat(PeopleAnalyzer.score(50)).isEqualTo(1, within(1e-9));
  }
}
