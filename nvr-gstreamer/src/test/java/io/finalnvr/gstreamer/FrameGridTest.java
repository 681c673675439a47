package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameGridTest {

  @Test
  void due_doesNotDriftByRounding() {
    FrameGrid grid = new FrameGrid(7, 30);

    assertThat(grid.due(0)).isEqualTo(7);
    assertThat(grid.due(1)).isEqualTo(33_333_340);
    assertThat(grid.due(30L * 86_400)).isEqualTo(7 + 86_400_000_000_000L);
  }

  @Test
  void next_isTheFirstFrameNotBefore() {
    FrameGrid grid = new FrameGrid(0, 30);

    for (long frame : new long[] {0, 1, 2, 29, 30, 31, 1_000_003}) {
      assertThat(grid.next(grid.due(frame))).isEqualTo(frame);
      assertThat(grid.next(grid.due(frame) + 1)).isEqualTo(frame + 1);
    }
    assertThat(grid.next(-1)).isZero();
  }
}
