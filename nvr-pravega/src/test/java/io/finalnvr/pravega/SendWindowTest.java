package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SendWindowTest {

  private static final UUID GATE = new UUID(0, 1);
  private static final UUID YARD = new UUID(0, 2);

  private final SendWindow window = new SendWindow();

  @Test
  void hasRoom_untilWhatTheSocketTakesIsOnItsWay() {
    assertThat(window.hasRoomFor(SendWindow.MOST_BYTES)).isTrue();
    assertThat(window.hasRoomFor(SendWindow.MOST_BYTES + 1)).isFalse();

    window.sent(GATE, 1, SendWindow.MOST_BYTES - 10);

    assertThat(window.hasRoomFor(10)).isTrue();
    assertThat(window.hasRoomFor(11)).isFalse();
  }

  @Test
  void answer_makesRoomForThatAppendAndAllBeforeOfItsWriter() {
    window.sent(GATE, 1, 100);
    window.sent(GATE, 3, 200);
    window.sent(GATE, 4, 300);

    window.answered(GATE, 3);

    assertThat(window.hasRoomFor(SendWindow.MOST_BYTES - 300)).isTrue();
    assertThat(window.hasRoomFor(SendWindow.MOST_BYTES - 299)).isFalse();
  }

  @Test
  void answer_showsThatAllWasReadThatOtherWritersHadSentBefore() {
    window.sent(GATE, 1, 100); // Given up: nobody waits for its answer any more.
    window.sent(YARD, 1, 200);
    window.sent(GATE, 2, 300);

    window.answered(YARD, 1);

    assertThat(window.hasRoomFor(SendWindow.MOST_BYTES - 300)).isTrue();
    assertThat(window.hasRoomFor(SendWindow.MOST_BYTES - 299)).isFalse();
  }

  @Test
  void answer_thatComesLate_takesNothingBack() {
    window.sent(GATE, 1, 100);
    window.sent(YARD, 1, 200);
    window.answered(YARD, 1);

    window.answered(GATE, 1);
    window.answered(YARD, 7);

    assertThat(window.hasRoomFor(SendWindow.MOST_BYTES)).isTrue();
  }
}
