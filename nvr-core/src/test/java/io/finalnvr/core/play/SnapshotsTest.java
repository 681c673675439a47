package io.finalnvr.core.play;

import static io.finalnvr.core.play.TestFootage.FRAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.MediaException;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.media.Picture;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.testkit.FakeMediaDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);
  private GapFinder gaps = GapFinder.NONE;
  private List<Integer> decoded = List.of();

  @AfterEach
  void close() {
    footage.close();
    store.close();
  }

  @Test
  void picture_isMadeFromTheKeyFrameToTheFrameShown() {
    footage.sound().recording(T0).frames(30);

    Picture picture = take(T0.plusMillis(1_350));

    assertThat(decoded).containsExactly(10, 11, 12, 13);
    assertThat(picture.time()).isEqualTo(T0.plusMillis(1_300));
  }

  @Test
  void picture_withReorderedFrames_endsWithTheFrameShown() {
    footage.recording(T0).reorderedFrames(2);

    take(T0.plusMillis(350));

    assertThat(decoded).containsExactly(0, 3, 1, 2);
  }

  @Test
  void thumbnail_isOfTheNearestKeyFrame() {
    footage.recording(T0).frames(30);

    take(SnapshotRequest.thumbnail(T0.plusMillis(1_350), 160));
    assertThat(decoded).containsExactly(10);
    take(SnapshotRequest.thumbnail(T0.plusMillis(1_550), 160));
    assertThat(decoded).containsExactly(20);
  }

  @Test
  void picture_ofADamagedFrame_isThatBefore() {
    footage.recording(T0).frames(10);
    FakeMediaDecoder decoder = new FakeMediaDecoder(frame -> frame.data().getInt(0) == 7);

    Picture picture =
        Snapshots.take(
            "gate", log, SnapshotRequest.at(T0.plusMillis(700)), decoder, gaps, new TestClocks());

    assertThat(picture.time()).isEqualTo(T0.plusMillis(600));
  }

  @Test
  void picture_ofNothingButDamage_isUndecodable() {
    footage.recording(T0).frames(10);
    FakeMediaDecoder decoder = new FakeMediaDecoder(frame -> true);

    assertThatThrownBy(
            () ->
                Snapshots.take(
                    "gate", log, SnapshotRequest.at(T0), decoder, gaps, new TestClocks()))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.UNDECODABLE));
  }

  @Test
  void picture_ofTheNewestFrame_needsNoOtherAfterIt() {
    footage.recording(T0).frames(3);

    take(T0.plusMillis(299));

    assertThat(decoded).containsExactly(0, 1, 2);
  }

  @Test
  void picture_whileOnlySoundIsLeftAtTheEnd_isTheNewest() {
    footage.soundThatOutlasts(FRAME.dividedBy(2)).recording(T0).frames(3).end();

    take(T0.plusMillis(349));

    assertThat(decoded).containsExactly(0, 1, 2);
  }

  @Test
  void picture_inAGap_isRefusedWithCauseAndNearestFootage() {
    gaps = (from, to) -> Optional.of(Gap.of(from, to, GapCause.CAMERA_UNREACHABLE, "no route"));
    footage.recording(T0).frames(12).end().recording(T0.plusSeconds(10)).frames(3);

    assertNoFootage(
        T0.plusSeconds(5),
        "CAMERA_UNREACHABLE: no route",
        "it ends at " + T0.plusMillis(1_200),
        "goes on at " + T0.plusSeconds(10));
  }

  @Test
  void picture_inADamagedStretch_isRefused() {
    footage.recording(T0).frames(12).garbage(false).frames(10);

    assertNoFootage(T0.plusMillis(1_250), "DAMAGED", "goes on at " + T0.plusMillis(2_100));
  }

  @Test
  void picture_outsideOfAllFootage_isRefusedSayingWhatThereIs() {
    footage.recording(T0).frames(12).end();

    assertNoFootage(T0.minusMillis(1), "footage reaches from " + T0);
    assertNoFootage(T0.plusSeconds(5), "to " + T0.plusMillis(1_200));
  }

  @Test
  void picture_withoutAnyFootage_isRefused() {
    assertNoFootage(T0, "nothing was recorded yet");
  }

  @Test
  void picture_ofNow_waitsForTheFootageToReachIt() throws Exception {
    Instant now = new TestClocks().instant();
    footage.recording(now.minusMillis(300)).frames(2);
    CompletableFuture<Picture> picture = CompletableFuture.supplyAsync(() -> take(now));

    footage.frames(2);

    assertThat(picture.get(60, TimeUnit.SECONDS).time()).isEqualTo(now);
    assertThat(decoded).containsExactly(0, 1, 2, 3);
  }

  private void assertNoFootage(Instant at, String... words) {
    assertThatThrownBy(() -> take(at))
        .hasMessageContainingAll(words)
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.NO_FOOTAGE));
  }

  private Picture take(Instant at) {
    return take(SnapshotRequest.at(at));
  }

  private Picture take(SnapshotRequest request) {
    FakeMediaDecoder decoder = new FakeMediaDecoder();
    Picture picture = Snapshots.take("gate", log, request, decoder, gaps, new TestClocks());
    decoded = decoder.pushed().stream().map(frame -> frame.data().getInt(0)).toList();
    assertThat(picture.data().getInt(0)).isEqualTo(decoded.get(decoded.size() - 1));
    return picture;
  }
}
