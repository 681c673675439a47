package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyTimetableTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Instant at(ZoneId zone, String local) {
    return ZonedDateTime.of(LocalDateTime.parse(local), zone).toInstant();
  }

  private static Instant berlin(String local) {
    return at(BERLIN, local);
  }

  /** All stretches of a timetable in a range, found by its changes. */
  private static List<String> stretches(WeeklyTimetable timetable, String from, String until) {
    List<String> found = new ArrayList<>();
    Instant end = Instant.parse(until);
    Instant at = Instant.parse(from);
    Optional<Instant> start = timetable.contains(at) ? Optional.of(at) : timetable.nextChange(at);
    while (start.isPresent() && start.get().isBefore(end)) {
      Instant stop = timetable.nextChange(start.get()).orElse(end);
      found.add(start.get() + " " + stop);
      start = timetable.nextChange(stop);
    }
    return found;
  }

  @Test
  void officeHours_areHalfOpenAndOnWeekdaysOnly() {
    WeeklyTimetable office = WeeklyTimetable.of(BERLIN, "Mon-Fri 08:00-18:00");
    assertThat(office.contains(berlin("2026-01-05T07:59:59.999999999"))).isFalse();
    assertThat(office.contains(berlin("2026-01-05T08:00:00"))).isTrue();
    assertThat(office.contains(berlin("2026-01-05T17:59:59.999999999"))).isTrue();
    assertThat(office.contains(berlin("2026-01-05T18:00:00"))).isFalse();
    assertThat(office.contains(berlin("2026-01-04T12:00:00"))).isFalse();
    assertThat(office.nextChange(berlin("2026-01-09T18:00:00")))
        .contains(berlin("2026-01-12T08:00:00"));
    assertThat(office.nextChange(berlin("2026-01-12T08:00:00")))
        .contains(berlin("2026-01-12T18:00:00"));
  }

  @Test
  void night_endsOnTheDayAfter() {
    WeeklyTimetable night = WeeklyTimetable.of(BERLIN, "Sun 22:00-06:00");
    assertThat(night.contains(berlin("2026-01-04T23:00:00"))).isTrue();
    assertThat(night.contains(berlin("2026-01-05T05:59:59"))).isTrue();
    assertThat(night.contains(berlin("2026-01-05T22:30:00"))).isFalse();
    assertThat(night.nextChange(berlin("2026-01-04T22:00:00")))
        .contains(berlin("2026-01-05T06:00:00"));
  }

  @Test
  void stretchesThatTouchOrOverlap_areOne() {
    WeeklyTimetable two =
        WeeklyTimetable.of(BERLIN, "Mon 08:00-12:00", "Mon 12:00-14:00", "Mon 13:00-24:00");
    assertThat(stretches(two, "2026-01-05T00:00:00Z", "2026-01-07T00:00:00Z"))
        .containsExactly("2026-01-05T07:00:00Z 2026-01-05T23:00:00Z");
  }

  @Test
  void wholeWeek_neverChanges() {
    WeeklyTimetable always = WeeklyTimetable.of(BERLIN, "daily 00:00-24:00");
    assertThat(always.contains(berlin("2026-10-25T02:30:00"))).isTrue();
    assertThat(always.nextChange(berlin("2026-03-28T00:00:00"))).isEmpty();
  }

  @Test
  void clocksSetForward_makeANightAnHourShorter() {
    WeeklyTimetable night = WeeklyTimetable.of(BERLIN, "Sat 22:00-06:00");
    assertThat(stretches(night, "2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z"))
        .containsExactly("2026-03-28T21:00:00Z 2026-03-29T04:00:00Z");
  }

  @Test
  void clocksSetBack_makeANightAnHourLonger() {
    WeeklyTimetable night = WeeklyTimetable.of(BERLIN, "Sat 22:00-06:00");
    assertThat(stretches(night, "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z"))
        .containsExactly("2026-10-24T20:00:00Z 2026-10-25T05:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    // Starts at 02:30, which clocks leave out: with the switch.
    "Sun 02:30-04:00, 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z",
    // Ends at 02:30, which clocks leave out: with the switch.
    "Sun 01:30-02:30, 2026-03-29T00:30:00Z 2026-03-29T01:00:00Z",
  })
  void timesThatClocksLeaveOut_areTheSwitch(String times, String stretch) {
    WeeklyTimetable timetable = WeeklyTimetable.of(BERLIN, times);
    assertThat(stretches(timetable, "2026-03-28T23:00:00Z", "2026-03-30T00:00:00Z"))
        .containsExactly(stretch);
  }

  @Test
  void stretchThatClocksLeaveOutWhole_isNone() {
    WeeklyTimetable timetable = WeeklyTimetable.of(BERLIN, "Sun 02:10-02:50");
    assertThat(stretches(timetable, "2026-03-28T23:00:00Z", "2026-04-06T00:00:00Z"))
        .containsExactly("2026-04-05T00:10:00Z 2026-04-05T00:50:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "Sun 02:30-04:00, 2026-10-25T00:30:00Z 2026-10-25T03:00:00Z",
    "Sun 01:30-02:30, 2026-10-24T23:30:00Z 2026-10-25T01:30:00Z",
    "Sun 02:10-02:50, 2026-10-25T00:10:00Z 2026-10-25T01:50:00Z",
  })
  void timesThatClocksShowTwice_beginWithTheFirstAndEndWithTheLast(String times, String stretch) {
    WeeklyTimetable timetable = WeeklyTimetable.of(BERLIN, times);
    assertThat(stretches(timetable, "2026-10-24T22:00:00Z", "2026-10-26T00:00:00Z"))
        .containsExactly(stretch);
  }

  @Test
  void zoneWithAnOddOffset_isKept() {
    WeeklyTimetable kathmandu = WeeklyTimetable.of(ZoneId.of("Asia/Kathmandu"), "Mon 08:00-18:00");
    assertThat(stretches(kathmandu, "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"))
        .containsExactly("2026-01-05T02:15:00Z 2026-01-05T12:15:00Z");
  }

  @Test
  void switchByHalfAnHour_isKept() {
    // Lord Howe sets its clocks forward from 02:00 (+10:30) to 02:30 (+11).
    WeeklyTimetable island =
        WeeklyTimetable.of(ZoneId.of("Australia/Lord_Howe"), "Sun 01:00-03:00");
    assertThat(stretches(island, "2026-10-03T00:00:00Z", "2026-10-05T00:00:00Z"))
        .containsExactly("2026-10-03T14:30:00Z 2026-10-03T16:00:00Z");
  }

  @Test
  void switchAtMidnight_isTheStartOfTheDay() {
    // Cairo: 2026-04-24 begins at 01:00.
    WeeklyTimetable cairo = WeeklyTimetable.of(ZoneId.of("Africa/Cairo"), "Fri 00:00-24:00");
    assertThat(stretches(cairo, "2026-04-23T12:00:00Z", "2026-04-25T12:00:00Z"))
        .containsExactly("2026-04-23T22:00:00Z 2026-04-24T21:00:00Z");
  }

  @Test
  void dayThatAZoneLeftOut_hasNoTimes() {
    // Samoa went from Thursday 2011-12-29 to Saturday 2011-12-31.
    WeeklyTimetable samoa = WeeklyTimetable.of(ZoneId.of("Pacific/Apia"), "Fri 08:00-18:00");
    assertThat(samoa.nextChange(at(samoa.zone(), "2011-12-24T00:00:00")))
        .contains(at(samoa.zone(), "2012-01-06T08:00:00"));
  }

  /** Every minute of a year, and so both switches, is as the changes say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Africa/Cairo",
        "UTC"
      })
  void changes_areWhereTheAnswerChanges(String zone) {
    WeeklyTimetable timetable =
        WeeklyTimetable.of(
            ZoneId.of(zone), "Mon-Fri 08:00-18:00", "Sat,Sun 22:15-06:30", "Sun 02:20-02:40");
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    Instant change = timetable.nextChange(at).orElseThrow();
    boolean inside = timetable.contains(at);
    List<Instant> wrong = new ArrayList<>();
    for (; at.isBefore(end); at = at.plus(Duration.ofMinutes(5))) {
      if (!at.isBefore(change)) {
        change = timetable.nextChange(at).orElseThrow();
        inside = !inside;
      }
      if (timetable.contains(at) != inside) {
        wrong.add(at);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void words_areReadAndWritten() {
    WeeklyTimetable timetable =
        WeeklyTimetable.of(
            BERLIN, "mon-fri 8:00-18:00", "Saturday,Sunday 22:00-6:00", "Wed 20:00-24:00");
    assertThat(timetable.describe())
        .isEqualTo("Mon-Fri 08:00-18:00, Sat,Sun 22:00-06:00, Wed 20:00-24:00 (Europe/Berlin)");
    assertThat(WeeklyTimetable.of(BERLIN, "Fri-Mon 10:00-11:00").describe())
        .isEqualTo("Mon,Fri-Sun 10:00-11:00 (Europe/Berlin)");
    assertThat(WeeklyTimetable.of(BERLIN, "daily 00:00-24:00").describe())
        .isEqualTo("daily 00:00-24:00 (Europe/Berlin)");
    assertThat(WeeklyTimetable.of(BERLIN, "Mon 00:00-24:00").times())
        .containsExactly(new WeeklyTimes(DayOfWeek.MONDAY, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mon",
        "08:00-18:00",
        "Mo 08:00-18:00",
        "Mon 25:00-26:00",
        "Mon-Tue-Wed 08:00-09:00",
        "Mon, 08:00-09:00",
        "Mon 08:00-18:00 and more",
        "Mon 08:60-09:00"
      })
  void wordsThatCannotBeRead_areAnErrorThatShowsHow(String words) {
    assertThatThrownBy(() -> WeeklyTimetable.of(BERLIN, words))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'Mon-Fri 08:00-18:00'");
  }

  @Test
  void timetableWithoutTimes_isAnError() {
    assertThatThrownBy(() -> new WeeklyTimetable(BERLIN, List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("never record");
  }
}
