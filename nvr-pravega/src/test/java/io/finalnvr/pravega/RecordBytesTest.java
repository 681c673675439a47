package io.finalnvr.pravega;

import static io.finalnvr.pravega.Bytes.filled;
import static io.finalnvr.pravega.Bytes.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of data and index records. */
class RecordBytesTest {

  private static final long TAI = 981_172_837_000_000_000L;
  private static final int ALL = 7;
  private static final int MAX = RecordHeader.MAX_PAYLOAD;

  @Test
  void dataRecord_hasTheGoldenBytes() {
    List<ByteBuffer> records =
        RecordSplitter.records(TAI, ALL, ByteBuffer.wrap("abc".getBytes(US_ASCII)));

    assertThat(records).hasSize(1);
    assertThat(hex(records.get(0)))
        .isEqualTo("00000000" + "0000000f" + "00000007" + "0d9dd37f2ca5b200" + "616263");
  }

  @Test
  void goldenDataRecord_isRead() {
    RecordHeader header =
        RecordHeader.read(hex("00000000 0000000f 00000007 0d9dd37f2ca5b200 616263")).orElseThrow();

    assertThat(header).isEqualTo(new RecordHeader(3, ALL, TAI));
    assertThat(header.indexed()).isTrue();
    assertThat(header.randomAccess()).isTrue();
    assertThat(header.discontinuity()).isTrue();
    assertThat(header.recordLength()).isEqualTo(23);
  }

  @Test
  void indexRecord_hasTheGoldenBytes() {
    IndexRecord record = new IndexRecord(TAI, 192_809_376, true, true);
    String golden = "00000006" + "0d9dd37f2ca5b200" + "000000000b7e09a0";

    assertThat(hex(record.toBytes())).isEqualTo(golden);
    assertThat(IndexRecord.read(hex(golden))).contains(record);
  }

  @Test
  void flags_standInTheirBits() {
    assertThat(hex(new IndexRecord(1, 2, true, false).toBytes())).startsWith("00000002");
    assertThat(hex(new IndexRecord(1, 2, false, true).toBytes())).startsWith("00000004");
    assertThat(hex(new IndexRecord(1, 2, false, false).toBytes())).startsWith("00000000");
  }

  @Test
  void whatIsNoDataRecord_isNotRead() {
    String tail = "00000000 0d9dd37f2ca5b200";
    assertThat(RecordHeader.read(hex("00000001 0000000f", tail))).as("type").isEmpty();
    assertThat(RecordHeader.read(hex("00000000 0000000b", tail))).as("too short").isEmpty();
    assertThat(RecordHeader.read(hex("00000000 00000000", tail))).as("zeros").isEmpty();
    assertThat(RecordHeader.read(hex("00000000 007ffff9", tail))).as("too long").isEmpty();
    assertThat(RecordHeader.read(hex("00000000 ffffffff", tail))).as("negative").isEmpty();
    assertThat(RecordHeader.read(hex("00000000 0000000f 00000008 0d9dd37f2ca5b200")))
        .as("unknown flag")
        .isEmpty();
    assertThat(RecordHeader.read(hex("00000000 0000000f 00000107 0d9dd37f2ca5b200")))
        .as("reserved")
        .isEmpty();
    assertThat(RecordHeader.read(hex("00000000 0000000f 00000007 8d9dd37f2ca5b200")))
        .as("negative time")
        .isEmpty();
  }

  @Test
  void limitsOfADataRecord_areRead() {
    String tail = "00000000 0000000000000000";
    assertThat(RecordHeader.read(hex("00000000 0000000c", tail)))
        .contains(new RecordHeader(0, 0, 0));
    assertThat(RecordHeader.read(hex("00000000 007ffff8", tail)))
        .contains(new RecordHeader(MAX, 0, 0));
    assertThat(new RecordHeader(MAX, 0, 0).recordLength()).isEqualTo(8_388_608);
  }

  @Test
  void whatIsNoIndexRecord_isNotRead() {
    assertThat(IndexRecord.read(hex("00000006 0000000000000000 0000000000000001")))
        .as("without time")
        .isEmpty();
    assertThat(IndexRecord.read(hex("00000016 0d9dd37f2ca5b200 0000000000000001")))
        .as("unknown flag")
        .isEmpty();
    assertThat(IndexRecord.read(hex("01000006 0d9dd37f2ca5b200 0000000000000001")))
        .as("reserved")
        .isEmpty();
    assertThat(IndexRecord.read(hex("00000006 0d9dd37f2ca5b200 ff00000000000001")))
        .as("negative position")
        .isEmpty();
  }

  @Test
  void randomBytes_areAHeaderWithinTheLimitsOrNone() {
    Random random = new Random(20260203);
    byte[] bytes = new byte[20];
    for (int i = 0; i < 200_000; i++) {
      random.nextBytes(bytes);
      for (int zero = random.nextInt(21); zero > 0; zero--) {
        bytes[random.nextInt(bytes.length)] = 0;
      }
      RecordHeader.read(ByteBuffer.wrap(bytes))
          .ifPresent(
              header -> {
                ByteBuffer again = ByteBuffer.allocate(20);
                header.write(again);
                assertThat(again.flip()).isEqualTo(ByteBuffer.wrap(bytes));
                assertThat(header.payloadLength()).isBetween(0, MAX);
              });
      IndexRecord.read(ByteBuffer.wrap(bytes))
          .ifPresent(record -> assertThat(record.taiNanos()).isPositive());
    }
  }

  @Test
  void largePayload_isSplitWithTheFlagsInTheFirstPiece() {
    List<ByteBuffer> records = RecordSplitter.records(TAI, ALL, filled(2 * MAX + 5, 9));

    assertThat(records).extracting(ByteBuffer::remaining).containsExactly(MAX + 20, MAX + 20, 25);
    assertThat(records)
        .extracting(record -> RecordHeader.read(record.duplicate()).orElseThrow().flags())
        .containsExactly(ALL, 0, 0);
    assertThat(records)
        .extracting(record -> RecordHeader.read(record.duplicate()).orElseThrow().taiNanos())
        .containsOnly(TAI);
  }

  @Test
  void fullRecord_isFollowedByAnotherPiece() {
    assertThat(RecordSplitter.records(TAI, ALL, filled(MAX, 9)))
        .extracting(ByteBuffer::remaining)
        .containsExactly(MAX + 20, 20);
    assertThat(RecordSplitter.records(TAI, ALL, filled(MAX - 1, 9))).hasSize(1);
  }
}
