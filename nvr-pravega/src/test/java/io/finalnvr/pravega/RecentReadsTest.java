package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecentReadsTest {

  private final RecentReads recent = new RecentReads();

  private String fill(long offset, int length) {
    ByteBuffer target = ByteBuffer.allocate(length);
    return recent.fill(offset, target) ? Bytes.ascii(target.flip()) : "unknown";
  }

  private void keep(long offset, String text) {
    recent.keep(offset, ByteBuffer.wrap(Bytes.ascii(text)));
  }

  @Test
  void piece_isKnownWhereItBegins_alsoItsBeginning() {
    keep(40, "abcdef");

    assertThat(fill(40, 6)).isEqualTo("abcdef");
    assertThat(fill(40, 2)).isEqualTo("ab");
    assertThat(fill(40, 7)).isEqualTo("unknown");
    assertThat(fill(41, 2)).isEqualTo("unknown");
  }

  @Test
  void longerPiece_takesThePlaceOfAShorterOne() {
    keep(40, "abc");
    keep(40, "abcdef");

    assertThat(fill(40, 6)).isEqualTo("abcdef");
  }

  @Test
  void longPiece_isNotKept() {
    keep(0, "x".repeat(4097));

    assertThat(fill(0, 1)).isEqualTo("unknown");
  }

  @Test
  void piecesNotUsedForLongest_areForgotten() {
    for (int i = 0; i < 16; i++) {
      keep(i, "abc");
    }
    fill(0, 1);
    keep(16, "abc");

    assertThat(fill(0, 1)).isEqualTo("a");
    assertThat(fill(1, 1)).isEqualTo("unknown");
    assertThat(fill(2, 1)).isEqualTo("a");
  }
}
