package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.core.crypt.Encryption;
import io.finalnvr.core.crypt.KeyFile;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.examples.cli.Session.Outcome;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.Store;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void nameAFile() {
    file = folder.resolve("nvr.keys").toString();
  }

  @Test
  void createdKey_opensAnEncryptedStoreWhichThenDoesNotOpenWithout() {
    assertThat(Session.run("key", "create", file).code()).isZero();
    try (MemoryStore kept = MemoryStore.open("key-command")) {
      assertThat(cameras("--key-file", file).code()).isZero();
      assertThat(kept.versionedMap("keys").get("store")).isPresent();

      Outcome without = cameras();

      assertThat(without.code()).isEqualTo(1);
      assertThat(without.err()).contains("--key-file");
      Session.run("key", "create", file + ".other");
      assertThat(cameras("--key-file", file + ".other").err()).contains("does not hold");
      assertThat(cameras("--key-file", file).code()).isZero();
    }
  }

  private static Outcome cameras(String... options) {
    String[] command = new String[4 + options.length];
    System.arraycopy(
        new String[] {"camera", "list", "--store", "memory:key-command"}, 0, command, 0, 4);
    System.arraycopy(options, 0, command, 4, options.length);
    return Session.run(command);
  }

  @Test
  void headersAndIndexOfAnEncryptedLog_areVerifiedWithoutTheKey() {
    Session.run("key", "create", file);
    try (MemoryStore kept = MemoryStore.open("key-command")) {
      Store encrypted = Encryption.of(kept, Optional.of(KeyFile.read(Path.of(file))), List.of());
      try (FrameLogWriter writer = encrypted.frameLog("gate.main").openWriter()) {
        writer.append(Instant.EPOCH.plusSeconds(1), true, false, ByteBuffer.allocate(9)).join();
      }

      String[] verify = {"verify", "--log", "gate.main", "--store", "memory:key-command"};

      assertThat(Session.run(verify).out())
          .startsWith("gate.main: 1 records")
          .contains("no breach");
      assertThat(Session.run("verify", "--deep", "--log", "gate.main", "--store", verify[4]).err())
          .contains("--key-file");
      assertThat(Session.run("verify", "--log", "yard", "--store", verify[4]).err())
          .contains("gate.main");
    }
  }

  @Test
  void addedKey_isAnotherLineOfTheFile() throws Exception {
    String first = Session.run("key", "create", file).out().strip();

    String second = Session.run("key", "add", file).out().strip();

    assertThat(Files.readString(Path.of(file)))
        .containsSubsequence("\n" + first + " ", "\n" + second + " ");
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void fileThatExists_isKept() {
    Session.run("key", "create", file);

    Outcome again = Session.run("key", "create", file);

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("nvr key add");
  }
}
