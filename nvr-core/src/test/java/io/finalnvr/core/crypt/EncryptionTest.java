package io.finalnvr.core.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {

  @TempDir Path folder;
  private Path file;
  private KeyFile keys;
  private final MemoryStore raw = new MemoryStore();

  @BeforeEach
  void makeKeys() {
    file = folder.resolve("nvr.keys");
    keys = KeyFile.create(file);
  }

  private Store open(KeyProvider with) {
    return Encryption.of(raw.openAgain(), Optional.of(with), List.of("cameras"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String inTheStore(String map, String key) {
    byte[] value = raw.versionedMap(map).get(key).orElseThrow().value();
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  @Test
  void storeThatWasNeverEncrypted_opensWithoutKeys() {
    assertThat(Encryption.of(raw, Optional.empty(), List.of())).isSameAs(raw);
  }

  @Test
  void encryptedStoreWithoutKeys_saysWhatToGive() {
    open(keys);

    assertThatThrownBy(() -> Encryption.of(raw, Optional.empty(), List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--key-file");
  }

  @Test
  void encryptedStoreWithOtherKeys_namesTheRightOne() {
    open(keys);

    assertThatThrownBy(() -> open(KeyFile.create(folder.resolve("other.keys"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(keys.currentKeyId());
  }

  @Test
  void valuesOfMaps_areEncrypted() {
    VersionedMap cameras = open(keys).versionedMap("cameras");
    long version = cameras.put("gate", bytes("password tiger"), VersionedMap.ABSENT);

    assertThat(cameras.get("gate")).contains(new Versioned(bytes("password tiger"), version));
    assertThat(open(keys).versionedMap("cameras").entries())
        .containsEntry("gate", new Versioned(bytes("password tiger"), version));
    assertThat(inTheStore("cameras", "gate")).doesNotContain("tiger", "password");
  }

  @Test
  void valuesThatWereThereBefore_areEncryptedWhenTheStoreIsOpened() {
    raw.versionedMap("cameras").put("gate", bytes("password tiger"), VersionedMap.ABSENT);
    raw.versionedMap("others").put("gate", bytes("leopard"), VersionedMap.ABSENT);

    Store store = open(keys);

    assertThat(inTheStore("cameras", "gate")).doesNotContain("tiger");
    assertThat(store.versionedMap("cameras").get("gate").orElseThrow().value())
        .isEqualTo(bytes("password tiger"));
    assertThat(store.versionedMap("others").get("gate").orElseThrow().value())
        .isEqualTo(bytes("leopard"));
    long version = raw.versionedMap("cameras").get("gate").orElseThrow().version();
    open(keys);
    assertThat(raw.versionedMap("cameras").get("gate").orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void valueOfAnotherEntry_isDamaged() {
    VersionedMap cameras = open(keys).versionedMap("cameras");
    cameras.put("gate", bytes("one"), VersionedMap.ABSENT);
    VersionedMap below = raw.versionedMap("cameras");
    below.put("yard", below.get("gate").orElseThrow().value(), VersionedMap.ABSENT);

    assertThatThrownBy(() -> cameras.get("yard"))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
        .hasMessageContaining("yard");
    assertThatThrownBy(cameras::entries).isInstanceOf(StorageException.class);
    assertThat(cameras.get("gate").orElseThrow().value()).isEqualTo(bytes("one"));
  }

  @Test
  void largestValue_fits() {
    VersionedMap cameras = open(keys).versionedMap("cameras");
    cameras.put("gate", new byte[512 << 10], VersionedMap.ABSENT);

    assertThat(cameras.get("gate").orElseThrow().value()).hasSize(512 << 10);
    assertThatThrownBy(() -> cameras.put("yard", new byte[(512 << 10) + 1], VersionedMap.ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void newWrappingKey_takesOverWhenTheStoreIsOpenedNext() throws Exception {
    VersionedMap before = open(keys).versionedMap("cameras");
    long version = before.put("gate", bytes("one"), VersionedMap.ABSENT);
    String old = Files.readString(file);

    KeyFile added = KeyFile.addKey(file);
    Store after = open(added);

    assertThat(after.versionedMap("cameras").get("gate")).isPresent();
    raw.versionedMap(DataKeys.MAP)
        .entries()
        .forEach(
            (use, entry) ->
                assertThat(KeyEntry.read(use, entry.value()).wrapped().keyId())
                    .isEqualTo(added.currentKeyId()));
    before.put("gate", bytes("two"), version);
    assertThat(after.versionedMap("cameras").get("gate").orElseThrow().value())
        .isEqualTo(bytes("two"));
    // The old key is not needed any more.
    String oldLine = old.lines().reduce((a, b) -> b).orElseThrow();
    Files.writeString(file, Files.readString(file).replace(oldLine + "\n", ""));
    assertThat(open(KeyFile.read(file)).versionedMap("cameras").get("gate")).isPresent();
  }

  @Test
  void storeThatIsOpenWithKeys_needsNoneAgain() {
    Store store = open(keys);

    assertThat(Encryption.of(store, Optional.empty(), List.of("cameras"))).isSameAs(store);
  }

  @Test
  void keyMap_isNotForOthers() {
    Store store = open(keys);

    assertThatThrownBy(() -> store.versionedMap(DataKeys.MAP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void entryOfAKey_hasAFormThatStays() {
    KeyEntry entry =
        KeyEntry.read(
            "log gate.main",
            bytes(
                "{\"format\":1,\"id\":\"00112233445566aa\",\"from\":1000,"
                    + "\"keyId\":\"0123456789abcdef\",\"wrapped\":\"AAEC\"}"));

    assertThat(entry.from()).isEqualTo(1000);
    assertThat(entry.wrapped().bytes()).containsExactly(0, 1, 2);
    assertThat(KeyEntry.read("log gate.main", entry.write())).isEqualTo(entry);
    assertThatThrownBy(() -> KeyEntry.read("log gate.main", bytes("{\"format\":2}")))
        .isInstanceOf(StorageException.class);
  }
}
