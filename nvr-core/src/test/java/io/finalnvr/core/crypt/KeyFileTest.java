package io.finalnvr.core.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.WrappedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  private static final byte[] CONTEXT = "log gate.main".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA_KEY = new byte[DataKey.SIZE];

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameAFile() {
    file = folder.resolve("nvr.keys");
  }

  @Test
  void createdFile_isForItsOwnerOnly() throws IOException {
    KeyFile.create(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void wrappedKey_isUnwrappedByTheSameFile() {
    WrappedKey wrapped = KeyFile.create(file).wrap(DATA_KEY, CONTEXT);

    assertThat(KeyFile.read(file).unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
  }

  @Test
  void wrappedKeyOfSomethingElse_isDamaged() {
    KeyFile keys = KeyFile.create(file);
    WrappedKey wrapped = keys.wrap(DATA_KEY, CONTEXT);
    byte[] changed = wrapped.bytes().clone();
    changed[20] ^= 1;

    assertDamaged(keys, wrapped, "log yard.main".getBytes(StandardCharsets.US_ASCII));
    assertDamaged(keys, new WrappedKey(wrapped.keyId(), changed), CONTEXT);
    assertDamaged(keys, new WrappedKey(wrapped.keyId(), new byte[3]), CONTEXT);
  }

  private static void assertDamaged(KeyFile keys, WrappedKey wrapped, byte[] context) {
    assertThatThrownBy(() -> keys.unwrap(wrapped, context))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
  }

  @Test
  void keyThatIsNotInTheFile_isNamed() {
    WrappedKey wrapped = KeyFile.create(folder.resolve("other.keys")).wrap(DATA_KEY, CONTEXT);

    assertThatThrownBy(() -> KeyFile.create(file).unwrap(wrapped, CONTEXT))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(wrapped.keyId())
        .hasMessageContaining(file.toString());
  }

  @Test
  void addedKey_wrapsAndOlderOnesStillUnwrap() {
    KeyFile open = KeyFile.create(file);
    WrappedKey before = open.wrap(DATA_KEY, CONTEXT);

    WrappedKey after = KeyFile.addKey(file).wrap(DATA_KEY, CONTEXT);

    assertThat(after.keyId()).isNotEqualTo(before.keyId());
    assertThat(KeyFile.read(file).currentKeyId()).isEqualTo(after.keyId());
    assertThat(KeyFile.read(file).unwrap(before, CONTEXT)).isEqualTo(DATA_KEY);
    assertThat(open.unwrap(after, CONTEXT)).as("by whoever has the file open").isEqualTo(DATA_KEY);
  }

  @Test
  void fileThatExists_isNotWrittenOver() throws IOException {
    KeyFile.create(file);
    String text = Files.readString(file);

    assertThatThrownBy(() -> KeyFile.create(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nvr key add");

    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void fileThatOthersMayRead_isRefused() throws IOException {
    KeyFile.create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> KeyFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void missingFile_saysHowToMakeOne() {
    assertThatThrownBy(() -> KeyFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nvr key create");
  }

  @Test
  void changedLine_isNamedWithoutWhatItHolds() throws IOException {
    KeyFile.create(file);
    List<String> lines = Files.readAllLines(file);
    String last = lines.get(lines.size() - 1);
    String secret = last.substring(last.indexOf(' ') + 1);
    for (String wrong :
        List.of(
            last.replace(secret, "AAAA" + secret.substring(4)), secret, last + "!", last + " x")) {
      Files.writeString(file, "# keys\n" + wrong + "\n");

      assertThatThrownBy(() -> KeyFile.read(file))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("line 2")
          .hasNoCause()
          .extracting(Throwable::getMessage)
          .asString()
          .doesNotContain(secret.substring(8, 20));
    }
    assertThat(KeyFile.create(folder.resolve("other.keys")).toString()).doesNotContain(secret);
  }
}
