package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = T0.plus(Duration.ofHours(100));

  /** 100 hours of 10 bytes each, up to now. */
  private static final StoredFootage FOOTAGE = new Hours(100);

  private record Hours(int count) implements StoredFootage {
    @Override
    public Optional<TimeRange> range() {
      return count == 0
          ? Optional.empty()
          : Optional.of(new TimeRange(NOW.minus(Duration.ofHours(count)), NOW));
    }

    @Override
    public long bytes() {
      return count * 10L;
    }

    @Override
    public Optional<Instant> startOfNewest(long bytes) {
      return range().map(range -> range.end().minus(Duration.ofHours(bytes / 10)));
    }
  }

  private static Optional<Instant> cutoff(RetentionPolicy policy) {
    return policy.cutoff(FOOTAGE, NOW);
  }

  @Test
  void keepForever_removesNothing() {
    assertThat(cutoff(RetentionPolicy.keepForever())).isEmpty();
  }

  @Test
  void maxAge_cutsThatLongAgo() {
    assertThat(cutoff(RetentionPolicy.maxAge(Duration.ofHours(10))))
        .contains(NOW.minus(Duration.ofHours(10)));
  }

  @Test
  void maxAgeNothingHasReached_removesNothing() {
    assertThat(cutoff(RetentionPolicy.maxAge(Duration.ofHours(100)))).isEmpty();
    assertThat(cutoff(RetentionPolicy.maxAge(Duration.ofSeconds(Long.MAX_VALUE)))).isEmpty();
  }

  @Test
  void maxBytes_cutsWhereTheRestFits() {
    assertThat(cutoff(RetentionPolicy.maxBytes(300))).contains(NOW.minus(Duration.ofHours(30)));
    assertThat(cutoff(RetentionPolicy.maxBytes(1000))).isEmpty();
    assertThat(cutoff(RetentionPolicy.maxBytes(999))).contains(NOW.minus(Duration.ofHours(99)));
  }

  @Test
  void anyOf_isTheLatestCutoff() {
    RetentionPolicy age = RetentionPolicy.maxAge(Duration.ofHours(50));
    RetentionPolicy bytes = RetentionPolicy.maxBytes(300);
    assertThat(cutoff(RetentionPolicy.anyOf(age, bytes))).isEqualTo(cutoff(bytes));
    assertThat(cutoff(RetentionPolicy.anyOf(age, RetentionPolicy.keepForever())))
        .isEqualTo(cutoff(age));
  }

  @Test
  void allOf_isTheEarliestCutoffAndNoneWhereOneKeepsEverything() {
    RetentionPolicy age = RetentionPolicy.maxAge(Duration.ofHours(50));
    RetentionPolicy bytes = RetentionPolicy.maxBytes(300);
    assertThat(cutoff(RetentionPolicy.allOf(age, bytes))).isEqualTo(cutoff(age));
    assertThat(cutoff(RetentionPolicy.allOf(age, RetentionPolicy.keepForever()))).isEmpty();
  }

  @Test
  void noFootage_nothingToRemove() {
    StoredFootage nothing = new Hours(0);
    assertThat(RetentionPolicy.maxAge(Duration.ofHours(1)).cutoff(nothing, NOW)).isEmpty();
    assertThat(RetentionPolicy.maxBytes(1).cutoff(nothing, NOW)).isEmpty();
  }

  @Test
  void explanation_saysWhatGoesAndWhy() {
    RetentionPolicy both =
        RetentionPolicy.anyOf(
            RetentionPolicy.maxAge(Duration.ofDays(2)), RetentionPolicy.maxBytes(5000));
    assertThat(both.describe())
        .isEqualTo("whichever keeps less (keep at most 2 d; keep at most 5,000 bytes)");
    assertThat(both.explain(FOOTAGE, NOW))
        .isEqualTo(
            "whichever keeps less (keep at most 2 d: what is before 2026-01-03T04:00:00Z goes;"
                + " keep at most 5,000 bytes: nothing goes of 1,000 bytes)");
    assertThat(RetentionPolicy.keepForever().explain(FOOTAGE, NOW))
        .isEqualTo("keep everything: nothing goes");
  }

  @Test
  void limitsThatKeepNothing_areRefused() {
    assertThatThrownBy(() -> RetentionPolicy.maxAge(Duration.ZERO))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> RetentionPolicy.maxBytes(0))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(RetentionPolicy::anyOf).isInstanceOf(ConfigurationException.class);
  }
}
