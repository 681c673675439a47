package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts the reads that the store takes for an hour of footage and for a year of it. */
class LongFootageTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration SESSION = Duration.ofHours(1);

  /** The depth of the search grows by this much: log2(24 * 365). */
  private static final int DEEPER = 14;

  private static final int SMALL = 64 << 10;

  private static PravegaFrameLog log(LongFootage footage) {
    return new PravegaFrameLog(LongFootage.NAME, footage, new OpenHandles(Runnable::run));
  }

  private interface Step {
    void run(PravegaFrameLog log, LongFootage footage);
  }

  private static void assertLogarithmic(Duration keyInterval, int searches, Step step) {
    int inAnHour = reads(new LongFootage(HOUR, keyInterval, SESSION), step);
    int inAYear = reads(new LongFootage(YEAR, keyInterval, SESSION), step);
    assertThat(inAYear).isLessThanOrEqualTo(inAnHour + searches * DEEPER);
  }

  private static int reads(LongFootage footage, Step step) {
    PravegaFrameLog log = log(footage);
    int before = footage.reads();
    step.run(log, footage);
    assertThat(footage.largestRead()).isLessThanOrEqualTo(SMALL);
    return footage.reads() - before;
  }

  private static long somewhere(LongFootage footage) {
    return footage.records() * 5 / 7;
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 1_000, 2_000, 10_000, 30_000, 60_000})
  void opening_costsTheSameButForTheDepthOfTheSearch(int keyMillis) {
    Duration key = Duration.ofMillis(keyMillis);
    assertLogarithmic(
        key,
        1,
        (log, footage) -> {
          try (var writer = log.openWriter()) {
            assertThat(writer.position()).isEqualTo(footage.records() * 100);
            assertThat(writer.lastTime()).contains(LongFootage.at(footage.records() - 1));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 1_000, 2_000, 10_000, 30_000, 60_000})
  void seeking_costsTheSameButForTheDepthOfTheSearch(int keyMillis) {
    Duration key = Duration.ofMillis(keyMillis);
    assertLogarithmic(
        key,
        2, // For the key frame, and for what the index knows of the place where reading begins.
        (log, footage) -> {
          Instant at = LongFootage.at(somewhere(footage)).plusMillis(50);
          IndexEntry before = log.keyAtOrBefore(at).orElseThrow();
          assertThat(before.time()).isBetween(at.minus(key), at);
          try (var reader = log.openReader(before.position())) {
            assertThat(reader.read(Duration.ZERO))
                .hasValueSatisfying(
                    item -> assertThat(((StoredFrame) item).time()).isEqualTo(before.time()));
          }
        });
    assertLogarithmic(
        key,
        1,
        (log, footage) -> {
          Instant at = LongFootage.at(somewhere(footage)).plusMillis(50);
          assertThat(log.keyAtOrAfter(at).orElseThrow().time()).isBetween(at, at.plus(key));
        });
    assertLogarithmic(
        key,
        1,
        (log, footage) ->
            assertThat(log.entryAtOrAfter(somewhere(footage) * 100).orElseThrow().position())
                .isGreaterThanOrEqualTo(somewhere(footage) * 100));
  }

  @Test
  void extent_costsTheSameHoweverLong() {
    Step extent =
        (log, footage) -> {
          assertThat(log.head()).isZero();
          assertThat(log.tail()).isEqualTo(footage.records() * 100);
          assertThat(log.first().orElseThrow().time()).isEqualTo(LongFootage.at(0));
          assertThat(log.last()).isPresent();
        };
    Duration second = Duration.ofSeconds(1);
    assertThat(reads(new LongFootage(YEAR, second, SESSION), extent))
        .isEqualTo(reads(new LongFootage(HOUR, second, SESSION), extent));
  }

  @Test
  void wholeIndex_isReadAMebibyteAtATime() {
    LongFootage footage = new LongFootage(Duration.ofDays(7), Duration.ofSeconds(1), SESSION);
    PravegaFrameLog log = log(footage);

    List<IndexEntry> all = log.entries(Instant.EPOCH, Integer.MAX_VALUE);

    assertThat(all).hasSize(7 * 24 * 3_600);
    assertThat(all.stream().filter(IndexEntry::discontinuity)).hasSize(7 * 24);
    assertThat(footage.reads()).isLessThanOrEqualTo(7 * 24 * 3_600 * 20 / (1 << 20) + 20);
  }
}
