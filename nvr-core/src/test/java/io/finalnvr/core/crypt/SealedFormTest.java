package io.finalnvr.core.crypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bytes as they stand in stores: they must never change. */
class SealedFormTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000000006Z");
  private static final byte[] CONTEXT = Contexts.record("gate.main", 1000, TIME, true, false);

  private final DataKey key = new DataKey(sequence(0, 32));

  private static byte[] sequence(int first, int length) {
    byte[] bytes = new byte[length];
    IntStream.range(0, length).forEach(i -> bytes[i] = (byte) (first + i));
    return bytes;
  }

  private static ByteBuffer footage() {
    return ByteBuffer.wrap("footage".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void contextOfARecord_isItsPlaceTimeFlagsAndLog() {
    assertThat(HEX.formatHex(CONTEXT))
        .isEqualTo(
            "4e565201"
                + "01"
                + "00000000000003e8"
                + "00000000695735a5"
                + "00000006"
                + "02"
                + "676174652e6d61696e");
  }

  @Test
  void contextOfAnEntry_isItsMapAndKey() {
    assertThat(HEX.formatHex(Contexts.entry("cameras", "gate")))
        .isEqualTo("4e565201" + "02" + "0007" + "63616d65726173" + "67617465");
  }

  @Test
  void keyOfASession_isExpandedFromTheDataKey() {
    assertThat(HEX.formatHex(key.ofSession(sequence(64, 16)).getEncoded()))
        .isEqualTo("cf92851b8f99722020677fd10c92a51b2b6cc908bbc9e525560ab0facc3382d6");
  }

  @Test
  void sealed_isMarkSessionNumberCiphertextAndTag() {
    Sealer sealer = new Sealer(key, sequence(64, 16));

    assertThat(HEX.formatHex(sealer.seal(footage(), CONTEXT).array()))
        .isEqualTo(
            "4e565201"
                + "404142434445464748494a4b4c4d4e4f"
                + "00000000"
                + "3cc883993b6683"
                + "d7f84a879c1e6b997ac23371aab3c604");
    assertThat(HEX.formatHex(sealer.seal(footage(), CONTEXT).array()))
        .isEqualTo(
            "4e565201"
                + "404142434445464748494a4b4c4d4e4f"
                + "00000001"
                + "0a46ea059430ed"
                + "666a9847d3146d8542749c76db9f53a2");
  }

  @Test
  void opened_isWhatWasSealed() {
    ByteBuffer sealed = new Sealer(key).seal(footage(), CONTEXT);

    assertThat(new Opener(key).open(sealed.asReadOnlyBuffer(), CONTEXT)).contains(footage());
  }

  @Test
  void anyBitThatIsChanged_isNoticed() {
    ByteBuffer sealed = new Sealer(key).seal(footage(), CONTEXT);
    Opener opener = new Opener(key);
    for (int bit = 0; bit < 8 * sealed.remaining(); bit++) {
      byte[] changed = sealed.array().clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(opener.open(ByteBuffer.wrap(changed), CONTEXT)).as("bit %d", bit).isEmpty();
    }
    assertThat(opener.open(sealed, CONTEXT)).isPresent();
  }

  @Test
  void anotherKeyOrContext_opensNothing() {
    ByteBuffer sealed = new Sealer(key).seal(footage(), CONTEXT);

    assertThat(new Opener(new DataKey(sequence(1, 32))).open(sealed, CONTEXT)).isEmpty();
    for (byte[] other :
        new byte[][] {
          Contexts.record("yard.main", 1000, TIME, true, false),
          Contexts.record("gate.main", 1001, TIME, true, false),
          Contexts.record("gate.main", 1000, TIME.plusNanos(1), true, false),
          Contexts.record("gate.main", 1000, TIME, false, false),
          Contexts.record("gate.main", 1000, TIME, true, true),
          Contexts.entry("gate.main", "1000")
        }) {
      assertThat(new Opener(key).open(sealed, other)).isEmpty();
    }
  }

  @Test
  void sealers_shareNoSession() {
    ByteBuffer one = new Sealer(key).seal(footage(), CONTEXT);
    ByteBuffer other = new Sealer(key).seal(footage(), CONTEXT);

    assertThat(SealedForm.session(one)).isNotEqualTo(SealedForm.session(other));
  }

  @Test
  void whatIsTooShort_isNotSealed() {
    ByteBuffer sealed = new Sealer(key).seal(footage(), CONTEXT);

    for (int length = 0; length < SealedForm.OVERHEAD; length++) {
      assertThat(new Opener(key).open(sealed.slice(0, length), CONTEXT)).isEmpty();
    }
  }
}
