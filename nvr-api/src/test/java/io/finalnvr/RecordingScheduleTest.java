package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.RecordingDemand.EventRoll;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingScheduleTest {

  private static final Instant MONDAY_NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Instant MONDAY_NIGHT = Instant.parse("2026-01-05T23:00:00Z");
  private static final RecordingSchedule OFFICE =
      RecordingSchedule.weekly(WeeklyTimetable.of(ZoneOffset.UTC, "Mon-Fri 08:00-18:00"));
  private static final RecordingSchedule ON_EVENT =
      RecordingSchedule.onEvent(Duration.ofSeconds(10), Duration.ofSeconds(30));
  private static final Optional<EventRoll> ROLL =
      Optional.of(new EventRoll(Duration.ofSeconds(10), Duration.ofSeconds(30)));

  @Test
  void continuous_recordsEverythingForEver() {
    assertThat(RecordingSchedule.continuous().at(MONDAY_NIGHT))
        .isEqualTo(RecordingDemand.EVERYTHING);
    assertThat(RecordingSchedule.continuous().nextChange(MONDAY_NIGHT)).isEmpty();
  }

  @Test
  void onEvent_needsTheCameraAllTheTime() {
    assertThat(ON_EVENT.at(MONDAY_NIGHT)).isEqualTo(new RecordingDemand(false, ROLL));
    assertThat(ON_EVENT.at(MONDAY_NIGHT).needsCamera()).isTrue();
  }

  @Test
  void timetable_needsTheCameraAtItsTimesOnly() {
    assertThat(OFFICE.at(MONDAY_NOON)).isEqualTo(RecordingDemand.EVERYTHING);
    assertThat(OFFICE.at(MONDAY_NIGHT)).isEqualTo(RecordingDemand.NOTHING);
    assertThat(OFFICE.at(MONDAY_NIGHT).needsCamera()).isFalse();
    assertThat(OFFICE.nextChange(MONDAY_NOON)).contains(Instant.parse("2026-01-05T18:00:00Z"));
  }

  @Test
  void timetableAndEvents_recordsOnEventsAtItsTimesOnly() {
    RecordingSchedule both = RecordingSchedule.allOf(OFFICE, ON_EVENT);
    assertThat(both.at(MONDAY_NOON)).isEqualTo(new RecordingDemand(false, ROLL));
    assertThat(both.at(MONDAY_NIGHT)).isEqualTo(RecordingDemand.NOTHING);
    assertThat(both.nextChange(MONDAY_NOON)).contains(Instant.parse("2026-01-05T18:00:00Z"));
  }

  @Test
  void timetableOrEvents_recordsAllAtItsTimesAndOnEventsOtherwise() {
    RecordingSchedule either = RecordingSchedule.anyOf(OFFICE, ON_EVENT);
    assertThat(either.at(MONDAY_NOON)).isEqualTo(new RecordingDemand(true, ROLL));
    assertThat(either.at(MONDAY_NIGHT)).isEqualTo(new RecordingDemand(false, ROLL));
  }

  @Test
  void severalRolls_areTheLongestOrTheShortest() {
    RecordingSchedule other =
        RecordingSchedule.onEvent(Duration.ofSeconds(20), Duration.ofSeconds(5));
    assertThat(RecordingSchedule.anyOf(ON_EVENT, other).at(MONDAY_NOON).onEvent())
        .contains(new EventRoll(Duration.ofSeconds(20), Duration.ofSeconds(30)));
    assertThat(RecordingSchedule.allOf(ON_EVENT, other).at(MONDAY_NOON).onEvent())
        .contains(new EventRoll(Duration.ofSeconds(10), Duration.ofSeconds(5)));
  }

  @Test
  void words_sayWhenItRecords() {
    assertThat(RecordingSchedule.continuous().describe()).isEqualTo("always");
    assertThat(RecordingSchedule.anyOf(OFFICE, ON_EVENT).describe())
        .isEqualTo("Mon-Fri 08:00-18:00 (Z) or else on events, from 10 s before to 30 s after");
    assertThat(RecordingSchedule.allOf(OFFICE, ON_EVENT).describe())
        .isEqualTo(
            "Mon-Fri 08:00-18:00 (Z) and then only on events, from 10 s before to 30 s after");
  }

  @Test
  void rollsOutOfBounds_areAnError() {
    assertThatThrownBy(() -> RecordingSchedule.onEvent(Duration.ofMinutes(6), Duration.ZERO))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("a pre-roll of 6 min; it must be between 0 s and 5 min");
    assertThatThrownBy(() -> RecordingSchedule.onEvent(Duration.ZERO, Duration.ofSeconds(-1)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("post-roll");
    assertThatThrownBy(RecordingSchedule::anyOf)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("at least one");
  }
}
