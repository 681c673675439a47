package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PravegaVersionedMapTest {

  private final MemoryTable table = new MemoryTable();
  private final VersionedMap map = new PravegaVersionedMap("map", table);

  @Test
  void changeWhoseAnswerGotLost_isKnownAgain() {
    table.loseAnswers(1);
    long version = map.put("a", new byte[] {1}, VersionedMap.ABSENT);
    assertThat(map.get("a")).contains(new Versioned(new byte[] {1}, version));

    table.loseAnswers(1);
    map.remove("a", version);

    assertThat(map.get("a")).isEmpty();
  }

  @Test
  void entry_hasItsBytes() {
    MapEntry entry = new MapEntry("kü", 258, new UUID(1, 2), Optional.of(new byte[] {(byte) 0xab}));
    String bytes =
        "01" + "01" + "0000000000000102" + "00000000000000010000000000000002" + "0003" + "6bc3bc";

    assertThat(Bytes.hex(entry.toBytes())).isEqualTo(bytes + "ab");
    MapEntry read = MapEntry.read(Bytes.hex(bytes, "ab"));
    assertThat(read.key()).isEqualTo("kü");
    assertThat(read.versioned()).contains(new Versioned(new byte[] {(byte) 0xab}, 258));
    assertThat(MapEntry.read(Bytes.hex("0100", bytes.substring(4))).versioned()).isEmpty();
  }

  @Test
  void damagedEntries_areToldApart() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = 2;
      }
      assertThatThrownBy(() -> MapEntry.read(ByteBuffer.wrap(bytes)))
          .isInstanceOf(StorageException.class);
    }
  }
}
