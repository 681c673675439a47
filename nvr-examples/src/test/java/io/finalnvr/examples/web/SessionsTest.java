package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.examples.web.Sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private Instant now = Instant.parse("2026-03-01T10:15:00Z");
  private final Sessions sessions = new Sessions(() -> now);
  private final List<Session> ended = new ArrayList<>();
  private final Session eve = sessions.begin(new User("eve", Role.VIEWER));

  SessionsTest() {
    sessions.onEnd(ended::add);
  }

  @Test
  void session_endsWithoutUse_andStaysWithIt() {
    later(Duration.ofMinutes(119));
    assertThat(sessions.find(eve.token())).contains(eve);
    later(Duration.ofMinutes(119));
    assertThat(sessions.find(eve.token())).contains(eve);
    later(Duration.ofMinutes(121));

    assertThat(sessions.find(eve.token())).isEmpty();
    assertThat(ended).containsExactly(eve);
  }

  @Test
  void openPage_isUse_butNotForMoreThanADay() {
    sessions.usedWhile(eve::equals);
    later(Duration.ofHours(23));
    assertThat(sessions.find(eve.token())).contains(eve);
    later(Duration.ofMinutes(61));

    assertThat(sessions.find(eve.token())).isEmpty();
    assertThat(ended).containsExactly(eve);
  }

  @Test
  void whoeverAsks_theSessionsOfOthersThatAreOver_end() {
    later(Duration.ofHours(3));

    Session oscar = sessions.begin(new User("oscar", Role.OPERATOR));

    assertThat(ended).containsExactly(eve);
    assertThat(sessions.find(oscar.token())).contains(oscar);
  }

  @Test
  void allSessionsOfAUser_endAtOnce_andNoOthers() {
    Session again = sessions.begin(new User("eve", Role.VIEWER));
    Session oscar = sessions.begin(new User("oscar", Role.OPERATOR));

    sessions.endAll("eve");

    assertThat(ended).containsExactlyInAnyOrder(eve, again);
    assertThat(sessions.find(oscar.token())).contains(oscar);
  }

  private void later(Duration by) {
    now = now.plus(by);
  }
}
