package io.finalnvr.pravega;

import static io.finalnvr.pravega.Bytes.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Breach;
import io.finalnvr.Breach.Part;
import io.finalnvr.Breach.Rule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the verifier says of logs written byte by byte. */
class LogVerifierTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long T0 = 1_780_000_000L * SECOND;
  private static final int KEY = RecordHeader.INDEXED | RecordHeader.RANDOM_ACCESS;
  private static final int FIRST = KEY | RecordHeader.DISCONTINUITY;

  private final MemoryStreams streams = new MemoryStreams();
  private final MemoryStreams.MemoryStream data = streams.stream("log");
  private final MemoryStreams.MemoryStream index = streams.stream("log-index");

  private long record(double seconds, int flags, int length) {
    return raw(0, 12 + length, flags, tai(seconds), length);
  }

  private long raw(int type, int lengthField, int flags, long tai, int length) {
    long position = data.extent().tail();
    data.inject(
        ByteBuffer.allocate(20).putInt(type).putInt(lengthField).putInt(flags).putLong(tai).flip());
    data.inject(filled(length, 3));
    return position;
  }

  private long slot(double seconds, int flags, long position) {
    long at = index.extent().tail();
    index.inject(
        ByteBuffer.allocate(20).putInt(flags).putLong(tai(seconds)).putLong(position).flip());
    return at;
  }

  private static long tai(double seconds) {
    return T0 + Math.round(seconds * SECOND);
  }

  /** Ten seconds with a key frame each second. */
  private void goodSession(double start) {
    for (int i = 0; i < 40; i++) {
      double time = start + i * 0.25;
      boolean key = i % 4 == 0;
      long position = record(time, i == 0 ? FIRST : key ? KEY : 0, 100);
      if (key) {
        slot(time, i == 0 ? 6 : 2, position);
      }
    }
  }

  private long end() {
    return data.extent().tail();
  }

  private List<Breach> verify() {
    return verify(0, Long.MAX_VALUE);
  }

  private List<Breach> verify(long from, long until) {
    List<Breach> found = new ArrayList<>();
    new LogVerifier("log", new LogStreams(data, index), found::add).verify(from, until);
    return found;
  }

  private void assertBreach(Part part, long position, Rule rule) {
    assertThat(verify())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.part()).isEqualTo(part);
              assertThat(breach.position()).isEqualTo(position);
              assertThat(breach.rule()).isEqualTo(rule);
            });
  }

  @Test
  void goodLogs_haveNoBreach() {
    assertThat(verify()).isEmpty();
    goodSession(0);
    assertThat(verify()).isEmpty();
    slot(10, 0, end());
    assertThat(verify()).isEmpty();
    goodSession(10.1);
    goodSession(100); // Of a writer that crashed before.
    assertThat(verify()).isEmpty();
    data.truncateBefore(120 * 4);
    index.truncateBefore(20);
    assertThat(verify()).isEmpty();
  }

  @Test
  void framesWithoutTimestamp_andSplitPayloads_areNoBreach() {
    slot(0, 6, record(0, FIRST, RecordHeader.MAX_PAYLOAD));
    record(0, 0, 400);
    raw(0, 12 + 50, 0, 0, 50);
    slot(11, 0, record(11, RecordHeader.INDEXED, 100));

    assertThat(verify()).isEmpty();
  }

  @Test
  void noRecord_isTold_andTheWalkGoesOnAtTheNextIndexRecord() {
    goodSession(0);
    long foreign = end();
    data.inject(ByteBuffer.allocate(777));
    goodSession(20);
    assertBreach(Part.DATA, foreign, Rule.RECORD);
  }

  @Test
  void typesAndLengthsThatCantBe_areTold() {
    goodSession(0);
    long position = raw(1, 12 + 40, 0, tai(10), 40);
    assertBreach(Part.DATA, position, Rule.RECORD);
    goodSession(20);
    assertBreach(Part.DATA, position, Rule.RECORD);
  }

  @Test
  void unknownFlags_andReservedBytes_areTold() {
    goodSession(0);
    assertBreach(Part.DATA, record(9.9, 8, 40), Rule.RESERVED);
  }

  @Test
  void reservedBytesOfTheIndex_areTold() {
    goodSession(0);
    assertBreach(Part.INDEX, slot(10, 0x1000002, record(10, KEY, 40)), Rule.RESERVED);
  }

  @Test
  void tornTail_isTold() {
    goodSession(0);
    long torn = raw(0, 12 + 1000, 0, tai(10), 30);
    assertBreach(Part.DATA, torn, Rule.TORN);
    goodSession(20);
    assertBreach(Part.DATA, torn, Rule.TORN);
  }

  @Test
  void tornHeaderAtTheTail_isTold() {
    goodSession(0);
    long torn = end();
    data.inject(ByteBuffer.allocate(7));
    assertBreach(Part.DATA, torn, Rule.TORN);
  }

  @Test
  void tornIndex_isTold() {
    goodSession(0);
    long torn = index.extent().tail();
    index.inject(ByteBuffer.allocate(7));
    assertBreach(Part.INDEX, torn, Rule.TORN);
  }

  @Test
  void timestampsOutsideTheirIndexRecords_areTold() {
    goodSession(0);
    assertBreach(Part.DATA, record(8.5, 0, 40), Rule.TIMESTAMP);
  }

  @Test
  void timestampAfterTheNextIndexRecord_isTold() {
    goodSession(0);
    long late = record(11, 0, 40);
    slot(10.5, 2, record(10.5, KEY, 40));
    assertBreach(Part.DATA, late, Rule.TIMESTAMP);
  }

  @Test
  void negativeTimestamp_isTold() {
    goodSession(0);
    assertBreach(Part.DATA, raw(0, 12, 0, -5, 0), Rule.TIMESTAMP);
  }

  @Test
  void piecesWithFlags_areTold() {
    slot(0, 6, record(0, FIRST, RecordHeader.MAX_PAYLOAD));
    assertBreach(Part.DATA, record(0, RecordHeader.RANDOM_ACCESS, 400), Rule.PIECES);
  }

  @Test
  void indexThatGoesBack_isTold() {
    goodSession(0);
    long position = end();
    long slot = slot(8.9, 2, position);
    record(9.9, 0, 40);
    assertBreach(Part.INDEX, slot, Rule.INDEX_ORDER);
  }

  @Test
  void indexRecordWithinARecord_isTold() {
    goodSession(0);
    long position = record(9.9, 0, 400);
    assertBreach(Part.INDEX, slot(10, 2, position + 13), Rule.INDEX_ENTRY);
  }

  @Test
  void indexRecordBeyondTheData_isTold() {
    goodSession(0);
    assertBreach(Part.INDEX, slot(10, 2, end() + 1), Rule.INDEX_ENTRY);
  }

  @Test
  void indexRecordWithOtherTimeOrFlags_isTold() {
    goodSession(0);
    assertBreach(Part.INDEX, slot(10.1, 2, record(10, KEY, 40)), Rule.INDEX_ENTRY);
  }

  @Test
  void indexRecordWithOtherFlags_isTold() {
    goodSession(0);
    long slot = slot(20, 2, record(20, RecordHeader.INDEXED, 40));
    assertBreach(Part.INDEX, slot, Rule.INDEX_ENTRY);
  }

  @Test
  void indexRecordsTooNear_areTold() {
    goodSession(0);
    slot(10, 2, record(10, KEY, 40));
    assertBreach(Part.INDEX, slot(10.4, 2, record(10.4, KEY, 40)), Rule.INDEX_DISTANCE);
  }

  @Test
  void keyFramesAndLateFramesThatAreNotIndexed_areTold() {
    goodSession(0);
    long missing = record(10, KEY, 40);
    slot(11, 2, record(11, KEY, 40));
    assertBreach(Part.DATA, missing, Rule.INDEX_MISSING);
  }

  @Test
  void tenSecondsWithoutAnIndexRecord_areTold() {
    goodSession(0);
    record(15, 0, 40);
    long missing = record(19.5, 0, 40);
    record(20, 0, 40);
    slot(30, 2, record(30, KEY, 40));
    assertBreach(Part.DATA, missing, Rule.INDEX_MISSING);
  }

  @Test
  void whatTheWriterDidNotComeToIndex_isNoBreach() {
    goodSession(0);
    record(10, KEY, 40);
    assertThat(verify()).isEmpty();
  }

  @Test
  void firstRecordWithoutDiscontinuity_isTold() {
    slot(0, 6, record(0, KEY, 40));
    assertBreach(Part.DATA, 0, Rule.SESSION_START);
  }

  @Test
  void firstIndexRecordWithoutDiscontinuity_isTold() {
    goodSession(0);
    slot(10, 0, end());
    record(20, RecordHeader.DISCONTINUITY, 40);
    assertBreach(Part.INDEX, slot(21, 2, record(21, KEY, 40)), Rule.SESSION_START);
  }

  @Test
  void endBeforeTheLastRecord_isTold() {
    goodSession(0);
    record(9.9, 0, 40);
    assertThat(verify()).isEmpty();
    slot(9.8, 0, end());
    assertThat(verify()).extracting(Breach::rule).containsExactly(Rule.TIMESTAMP, Rule.SESSION_END);
  }

  @Test
  void dataCutOffBeforeTheIndex_isTold() {
    goodSession(0);
    data.truncateBefore(120);

    assertThat(verify()).extracting(Breach::rule).contains(Rule.HEAD);
  }

  @Test
  void range_leavesOutWhatIsBeforeAndAfter() {
    goodSession(0);
    data.inject(ByteBuffer.allocate(777));
    goodSession(20);
    record(30, 8, 40);

    assertThat(verify(tai(21.5), tai(25.5))).isEmpty();
    assertThat(verify(tai(5), tai(25.5))).hasSize(1);
    assertThat(verify(tai(21), Long.MAX_VALUE)).hasSize(1);
  }
}
