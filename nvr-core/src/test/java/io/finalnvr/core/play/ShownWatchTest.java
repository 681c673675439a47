package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShownWatchTest {

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  @Test
  void withoutReordering_everyFrameIsSeenWhenItComes() {
    ShownWatch watch = new ShownWatch(Optional.empty());

    assertThat(watch.take(at(0), at(0))).isEqualTo(at(0));
    assertThat(watch.take(at(40), at(40))).isEqualTo(at(40));
  }

  @Test
  void reordered_isSeenOnceAllBeforeItHaveCome() {
    ShownWatch watch = new ShownWatch(Optional.empty());

    assertThat(watch.take(at(40), at(0))).isEqualTo(at(40));
    assertThat(watch.take(at(160), at(40))).isEqualTo(at(40));
    assertThat(watch.take(at(80), at(80))).isEqualTo(at(80));
    assertThat(watch.take(at(120), at(120))).isEqualTo(at(120));
    assertThat(watch.take(at(280), at(160))).isEqualTo(at(160));
  }

  @Test
  void atTheEnd_thePictureIsSeenThatIsShownLast() {
    ShownWatch watch = new ShownWatch(Optional.empty());
    assertThat(watch.last()).isEmpty();

    watch.take(at(40), at(0));
    watch.take(at(160), at(40));
    watch.take(at(80), at(80));

    assertThat(watch.take(at(120), at(120))).isEqualTo(at(120));
    assertThat(watch.last()).contains(at(160));
  }

  @Test
  void whatWasShownBefore_isSeenUntilTheNextIsComplete() {
    ShownWatch watch = new ShownWatch(Optional.of(at(40)));

    assertThat(watch.take(at(160), at(40))).isEqualTo(at(40));
    assertThat(watch.take(at(80), at(80))).isEqualTo(at(80));
  }
}
