package io.finalnvr.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexRuleTest {

  private static final Instant LAST = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void keyFrame_isIndexedFromHalfASecondOn() {
    assertThat(indexes(499_999_999L, true)).isFalse();
    assertThat(indexes(500_000_000L, true)).isTrue();
  }

  @Test
  void otherRecord_isIndexedAfterTenSeconds() {
    assertThat(indexes(10_000_000_000L, false)).isFalse();
    assertThat(indexes(10_000_000_001L, false)).isTrue();
  }

  @Test
  void firstRecord_isIndexed() {
    assertThat(IndexRule.indexes(Optional.empty(), LAST, true)).isTrue();
    assertThat(IndexRule.indexes(Optional.empty(), LAST, false)).isTrue();
  }

  private static boolean indexes(long nanosLater, boolean randomAccess) {
    return IndexRule.indexes(Optional.of(LAST), LAST.plusNanos(nanosLater), randomAccess);
  }
}
