package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Four streams and 800 bytes: a share of 100 each, and 400 for whoever needs them. */
class FairShareTest {

  private final FairShare share = new FairShare(800, 4);

  @Test
  void half_isDividedEvenly() {
    assertThat(share.each()).isEqualTo(100);
    assertThat(share.beyond(100)).isZero();
    assertThat(share.beyond(130)).isEqualTo(30);
  }

  @Test
  void withinItsShare_aStreamIsNotRefused_howeverMuchOthersHold() {
    // Another one holds 500: its share and all that is common.
    assertThat(share.admits(40, 100, 540, 400)).isTrue();
    assertThat(share.admits(40, 101, 540, 400)).isFalse();
  }

  @Test
  void beyondItsShare_aStreamTakesOfWhatIsCommon_whileThereIsSome() {
    assertThat(share.admits(100, 500, 100, 0)).isTrue();
    assertThat(share.admits(100, 501, 100, 0)).isFalse();
    // Another one has taken 300 of it.
    assertThat(share.admits(100, 200, 500, 300)).isTrue();
    assertThat(share.admits(100, 201, 500, 300)).isFalse();
  }

  @Test
  void whatAStreamHasOfTheCommonHalf_doesNotCountAgainstItTwice() {
    assertThat(share.admits(450, 500, 450, 350)).isTrue();
    assertThat(share.admits(450, 501, 450, 350)).isFalse();
  }

  @Test
  void aStreamThatHoldsNothing_mayHoldOneFrame_whateverItsSizeAndWhateverOthersHold() {
    assertThat(share.admits(0, 700, 800, 400)).isTrue();
    assertThat(share.admits(700, 701, 1_500, 1_000)).isFalse();
  }

  @Test
  void whereOthersTookMoreBeforeThereWereSoManyStreams_theBoundComesFirst() {
    FairShare alone = new FairShare(800, 1);
    assertThat(alone.admits(700, 800, 700, 300)).isTrue();
    // Three more streams come: the first one is to hold no more than 500, but holds 800.
    assertThat(share.admits(10, 20, 810, 700)).isFalse();
    assertThat(share.admits(10, 20, 790, 680)).isTrue();
  }

  @Test
  void droppingEnds_whereHalfOfTheShareOrHalfOfWhatIsCommonIsFree() {
    assertThat(share.mayBeginAgain(50, 400)).isTrue();
    assertThat(share.mayBeginAgain(51, 400)).isFalse();
    assertThat(share.mayBeginAgain(51, 200)).isTrue();
    assertThat(share.mayBeginAgain(51, 201)).isFalse();
  }
}
