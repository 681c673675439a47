package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Event;
import io.finalnvr.GapCause;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.TimeRange;
import io.finalnvr.WeeklyTimetable;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingGateTest {

  private static final RecordingSchedule ALWAYS = RecordingSchedule.continuous();

  /** From frame 1500 (one minute after the start) for a minute. */
  private static final RecordingSchedule MINUTE =
      RecordingSchedule.weekly(WeeklyTimetable.of(ZoneOffset.UTC, "Mon 12:01-12:02"));

  private static final int BEGIN = 1_500;
  private static final int END = 3_000;

  private final GateFixture onEvent = new GateFixture(GateFixture.onEvent(30, 20));

  @Test
  void continuous_letsEverythingThrough() {
    GateFixture all = new GateFixture(ALWAYS).connect().upTo(99);
    assertThat(all.out()).containsExactly("tracks", "0-99");
    assertThat(all.gate.bytes()).isZero();
    assertThat(all.gate.passedOver()).isZero();
  }

  @Test
  void nothingHappens_nothingIsRecordedAndMemoryIsBounded() {
    onEvent.connect().upTo(10_000);
    assertThat(onEvent.out()).containsExactly("missing from 1 NO_EVENT");
    // Pre-roll, lateness, and up to two groups of pictures.
    assertThat(onEvent.gate.bytes()).isBetween((30 + 125) * 100L, (30 + 125 + 50) * 100L);
    assertThat(onEvent.gate.passedOver() + onEvent.gate.bytes() / 100).isEqualTo(10_001);
  }

  /** Counted for triggers at every frame of two groups, with all kinds of pre- and post-roll. */
  @Test
  void trigger_recordsFromTheKeyFrameBeforeThePreRollToTheEndOfThePostRoll() {
    for (int before : new int[] {0, 25, 60}) {
      for (int after : new int[] {0, 30}) {
        for (int at = 100; at < 150; at++) {
          GateFixture fixture = new GateFixture(GateFixture.onEvent(before, after)).connect();
          fixture.upTo(at).trigger(at).upTo(400);
          int first = (at - before) / GateFixture.GROUP * GateFixture.GROUP;
          assertThat(fixture.out())
              .describedAs("trigger at %d, %d before, %d after", at, before, after)
              .containsExactly(
                  "missing from 1 NO_EVENT",
                  "tracks",
                  first + "-" + (at + after),
                  "pause NO_EVENT",
                  "end NO_EVENT");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 219, 220, 221, 230, 250, 300, 324})
  void triggerThatComesLate_recordsTheSame(int heardAt) {
    onEvent.connect().upTo(heardAt).trigger(200).upTo(600);
    assertThat(onEvent.out())
        .containsExactly(
            "missing from 1 NO_EVENT", "tracks", "150-220", "pause NO_EVENT", "end NO_EVENT");
  }

  @Test
  void triggerThatComesTooLate_recordsWhatIsLeft() {
    onEvent.connect().upTo(370).trigger(200).upTo(600);
    assertThat(onEvent.out().get(2)).isEqualTo("200-220");
  }

  @Test
  void furtherTrigger_extendsThePostRoll() {
    onEvent.connect().upTo(200).trigger(200).upTo(210).trigger(210).upTo(600);
    assertThat(onEvent.out()).contains("150-230").hasSize(5);
  }

  @Test
  void triggerWhosePreRollReachesTheRecordingBefore_goesOnWithTheNextFrame() {
    onEvent.connect().upTo(200).trigger(200).upTo(240).trigger(240).upTo(600);
    assertThat(onEvent.out())
        .containsExactly(
            "missing from 1 NO_EVENT",
            "tracks",
            "150-220",
            "pause NO_EVENT",
            "221-260",
            "pause NO_EVENT",
            "end NO_EVENT");
  }

  @Test
  void triggerInALaterGroupOfPictures_beginsANewRecording() {
    onEvent.connect().upTo(200).trigger(200).upTo(265).trigger(265).upTo(600);
    assertThat(onEvent.out())
        .containsExactly(
            "missing from 1 NO_EVENT",
            "tracks",
            "150-220",
            "pause NO_EVENT",
            "end NO_EVENT",
            "tracks",
            "225-285",
            "pause NO_EVENT",
            "end NO_EVENT");
  }

  /** Whatever comes when: exactly what was asked for is recorded, nothing twice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void randomTriggers_recordExactlyWhatTheyAskFor(long seed) {
    Random random = new Random(seed);
    int before = random.nextInt(80);
    int after = random.nextInt(60);
    GateFixture fixture = new GateFixture(GateFixture.onEvent(before, after)).connect();
    TreeSet<Integer> asked = new TreeSet<>();
    List<String> out = new ArrayList<>();
    int at = 0;
    for (int frame = 200; frame < 5_000; frame += 1 + random.nextInt(150)) {
      at = Math.max(at, frame - random.nextInt(100));
      fixture.upTo(frame).trigger(at);
      int first = (at - before) / GateFixture.GROUP * GateFixture.GROUP;
      for (int i = first; i <= at + after; i++) {
        asked.add(i);
      }
      out.addAll(fixture.out());
    }
    out.addAll(fixture.upTo(5_600).out());

    List<Integer> recorded = new ArrayList<>();
    boolean begins = false;
    for (String line : out) {
      if (line.matches("\\d+-\\d+")) {
        int first = Integer.parseInt(line.substring(0, line.indexOf('-')));
        int last = Integer.parseInt(line.substring(line.indexOf('-') + 1));
        assertThat(begins && first % GateFixture.GROUP != 0).isFalse();
        for (int i = first; i <= last; i++) {
          recorded.add(i);
        }
      }
      begins = line.equals("tracks");
    }
    assertThat(recorded).containsExactlyElementsOf(asked);
  }

  @Test
  void preRollThatDoesNotFit_isShorterAndTheHoleHasItsCause() {
    GateFixture small = new GateFixture(GateFixture.onEvent(100, 10), 1 << 20, 60 * 100).connect();
    small.upTo(210).trigger(210).upTo(600);
    assertThat(small.out())
        .containsExactly(
            "missing from 1 NO_EVENT",
            "missing from 110 OVERLOAD",
            "tracks",
            "175-220",
            "pause NO_EVENT",
            "end NO_EVENT");
  }

  @Test
  void preRoll_findsRoomBesideTheFrameBudget() {
    GateFixture large = new GateFixture(GateFixture.onEvent(30, 40), 20_000, 1 << 20).connect();
    large.upTo(200, 1_000).trigger(200).upTo(210, 1_000);
    assertThat(large.dropped).isEmpty();
    assertThat(large.out()).contains("150-210");
    large.upTo(230, 1_000);
    assertThat(large.dropped).isEmpty();
    assertThat(large.out()).containsExactly("211-230");
  }

  @Test
  void lostCamera_doesNotTakeThePreRollWithIt() {
    onEvent.connect().upTo(200).lose(GapCause.CAMERA_UNREACHABLE).trigger(205);
    assertThat(onEvent.out())
        .containsExactly("missing from 1 NO_EVENT", "tracks", "175-200", "end CAMERA_UNREACHABLE");
  }

  @Test
  void triggerWhileTheCameraIsLost_isAGapWithThatCauseUntilItsEnd() {
    onEvent.connect().upTo(200).lose(GapCause.CAMERA_UNREACHABLE);
    onEvent.gate.tick(GateFixture.at(1_000));
    onEvent.trigger(1_000);
    onEvent.gate.tick(GateFixture.at(1_005));
    onEvent.gate.tick(GateFixture.at(1_030));
    assertThat(onEvent.out())
        .containsExactly(
            "missing from 1 NO_EVENT",
            "missing from 970 CAMERA_UNREACHABLE",
            "missing from 1030 NO_EVENT");
    assertThat(onEvent.gate.bytes()).isZero();
  }

  @Test
  void cameraThatComesBackWithinThePostRoll_isRecordedToItsEnd() {
    onEvent.connect().upTo(200).trigger(200).upTo(205).lose(GapCause.CAMERA_UNREACHABLE);
    onEvent.skipTo(215);
    onEvent.connect();
    // No key frame has come: nothing of this can be decoded.
    onEvent.upTo(224);
    assertThat(onEvent.out())
        .containsExactly(
            "missing from 1 NO_EVENT",
            "tracks",
            "150-205",
            "end CAMERA_UNREACHABLE",
            "missing from 221 NO_EVENT");
  }

  @Test
  void timetable_recordsFromTheKeyFrameBeforeItsStartToItsEnd() {
    GateFixture minute = new GateFixture(MINUTE).skipTo(BEGIN - 130).connect();
    minute.upTo(END + 200);
    assertThat(minute.out())
        .containsExactly(
            "missing from " + (BEGIN - 129) + " NOT_SCHEDULED",
            "tracks",
            BEGIN + "-" + (END - 1),
            "pause NOT_SCHEDULED",
            "end NOT_SCHEDULED");
  }

  @Test
  void timetable_needsTheCameraFromShortlyBeforeToItsEnd() {
    RecordingGate minute = new GateFixture(MINUTE).gate;
    assertThat(minute.needsCamera(GateFixture.at(BEGIN).minusSeconds(16))).isFalse();
    assertThat(minute.needsCamera(GateFixture.at(BEGIN).minusSeconds(15))).isTrue();
    assertThat(minute.needsCamera(GateFixture.at(END).minusMillis(1))).isTrue();
    assertThat(minute.needsCamera(GateFixture.at(END))).isFalse();
  }

  @Test
  void eventsAtTheTimesOfATimetable_countOnlyThen() {
    GateFixture both =
        new GateFixture(RecordingSchedule.allOf(MINUTE, GateFixture.onEvent(30, 20)))
            .skipTo(BEGIN - 200)
            .connect();
    both.upTo(BEGIN - 10).trigger(BEGIN - 10).upTo(BEGIN + 10).trigger(BEGIN + 10);
    both.upTo(END - 5).trigger(END - 5).upTo(END + 10).trigger(END + 10).upTo(END + 300);
    assertThat(both.out())
        .containsExactly(
            "missing from " + (BEGIN - 199) + " NOT_SCHEDULED",
            "missing from " + BEGIN + " NO_EVENT",
            "tracks",
            (BEGIN - 25) + "-" + (BEGIN + 30),
            "pause NO_EVENT",
            "end NO_EVENT",
            "tracks",
            (END - 50) + "-" + (END + 15),
            "pause NOT_SCHEDULED",
            "end NOT_SCHEDULED");
  }

  @Test
  void eventAtTheEndOfContinuousTimes_isRecordedToTheEndOfItsPostRoll() {
    GateFixture either =
        new GateFixture(RecordingSchedule.anyOf(MINUTE, GateFixture.onEvent(30, 20)))
            .skipTo(END - 100)
            .connect();
    either.upTo(END - 5).trigger(END - 5).upTo(END + 300);
    assertThat(either.out())
        .containsExactly(
            "tracks", (END - 100) + "-" + (END + 15), "pause NO_EVENT", "end NO_EVENT");
  }

  @Test
  void scheduleThatAsksForLess_pausesWithTheNextFrame() {
    GateFixture changed = new GateFixture(ALWAYS).connect().upTo(110);
    changed.gate.schedule(GateFixture.onEvent(30, 20), GateFixture.at(110));
    changed.upTo(130);
    assertThat(changed.out()).containsExactly("tracks", "0-110", "pause NO_EVENT");
  }

  @Test
  void scheduleThatAsksForMore_beginsWithTheKeyFrameBefore() {
    onEvent.connect().upTo(110);
    onEvent.gate.schedule(ALWAYS, GateFixture.at(110));
    onEvent.upTo(130);
    assertThat(onEvent.out()).containsExactly("missing from 1 NO_EVENT", "tracks", "100-130");
  }

  @Test
  void scheduleChangedThereAndBack_losesNothing() {
    GateFixture changed = new GateFixture(ALWAYS).connect().upTo(110);
    changed.gate.schedule(GateFixture.onEvent(30, 20), GateFixture.at(110));
    changed.upTo(115);
    changed.gate.schedule(ALWAYS, GateFixture.at(115));
    changed.upTo(130);
    assertThat(changed.out()).containsExactly("tracks", "0-110", "pause NO_EVENT", "111-130");
  }

  @Test
  void eventWithAPostRollOfItsOwn_isRecordedThatLong() {
    onEvent.connect().upTo(200);
    onEvent.gate.event(
        Event.at("gate", "door", GateFixture.at(200)).triggering(Duration.ofSeconds(4)));
    onEvent.upTo(600);
    assertThat(onEvent.out()).contains("150-300");
  }

  @Test
  void eventThatLasts_isRecordedFromItsStartToItsEnd() {
    onEvent.connect().upTo(300);
    onEvent.gate.event(
        Event.of("gate", "person", new TimeRange(GateFixture.at(250), GateFixture.at(290)))
            .triggering());
    onEvent.upTo(600);
    assertThat(onEvent.out()).contains("200-310");
  }

  @Test
  void eventThatTriggersNothing_isNotRecorded() {
    onEvent.connect().upTo(200);
    assertThat(onEvent.gate.event(Event.at("gate", "door", GateFixture.at(200)))).isFalse();
    onEvent.upTo(600);
    assertThat(onEvent.out()).containsExactly("missing from 1 NO_EVENT");
  }

  @Test
  void stoppedRecorder_endsAPausedRecording() {
    onEvent.connect().upTo(200).trigger(200).upTo(225);
    onEvent.gate.stop(new QueueItem.End(GapCause.STOPPED, "asked"));
    assertThat(onEvent.out()).endsWith("150-220", "pause NO_EVENT", "end STOPPED");
    assertThat(onEvent.gate.bytes()).isZero();
  }
}
