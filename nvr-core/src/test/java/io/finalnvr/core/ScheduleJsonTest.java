package io.finalnvr.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.WeeklyTimetable;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleJsonTest {

  @Test
  void everySchedule_isReadAsItWasWritten() throws Exception {
    RecordingSchedule schedule =
        RecordingSchedule.anyOf(
            RecordingSchedule.weekly(
                WeeklyTimetable.of(
                    ZoneId.of("Europe/Berlin"), "Mon 08:00-18:00", "Sat 22:00-24:00")),
            RecordingSchedule.allOf(
                RecordingSchedule.continuous(),
                RecordingSchedule.onEvent(Duration.ofSeconds(10), Duration.ofSeconds(30))));
    String json = ScheduleJson.write(schedule).toString();
    assertThat(json)
        .isEqualTo(
            "{\"anyOf\":[{\"weekly\":{\"zone\":\"Europe/Berlin\",\"times\":["
                + "{\"day\":\"MONDAY\",\"from\":\"08:00\",\"to\":\"18:00\"},"
                + "{\"day\":\"SATURDAY\",\"from\":\"22:00\",\"to\":\"00:00\"}]}},"
                + "{\"allOf\":[{},{\"onEvent\":{\"preRoll\":\"PT10S\",\"postRoll\":\"PT30S\"}}]}]}");
    assertThat(ScheduleJson.read("gate", new ObjectMapper().readTree(json))).isEqualTo(schedule);
  }

  @Test
  void entryWithoutSchedule_isRecordedAllTheTime() {
    assertThat(ScheduleJson.read("gate", MissingNode.getInstance()))
        .isEqualTo(RecordingSchedule.continuous());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "[]",
        "{\"onEvent\":{}}",
        "{\"onEvent\":{\"preRoll\":\"PT10H\",\"postRoll\":\"PT1S\"}}",
        "{\"weekly\":{\"zone\":\"Nowhere\",\"times\":[]}}",
        "{\"weekly\":{\"zone\":\"UTC\",\"times\":[]}}",
        "{\"weekly\":{\"zone\":\"UTC\",\"times\":[{\"day\":\"MO\",\"from\":\"8\",\"to\":\"9\"}]}}",
        "{\"anyOf\":[]}",
        "{\"newRule\":1}"
      })
  void scheduleThatCannotBeRead_recordsAllTheTime(String json) throws Exception {
    assertThat(ScheduleJson.read("gate", new ObjectMapper().readTree(json)))
        .isEqualTo(RecordingSchedule.continuous());
  }
}
