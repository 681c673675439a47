package io.finalnvr.pravega.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.embedded.NodeState.Phase;
import io.finalnvr.pravega.embedded.NodeState.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  private static final Ports PORTS = new Ports(1, 2, 3);

  @TempDir Path temp;

  @Test
  void open_createsTheDirectoryForItsOwnerOnly() throws Exception {
    Path directory = temp.resolve("a/b");
    try (DataDirectory opened = DataDirectory.open(directory)) {
      assertThat(opened.state().phase()).isEqualTo(Phase.CREATING);
      assertThat(Files.getPosixFilePermissions(directory)).hasSize(3);
      assertThat(opened.journal()).isDirectory();
      assertThat(opened.longTermStorage()).isDirectory();
    }
  }

  @Test
  void state_isThereAtTheNextOpen() {
    try (DataDirectory opened = DataDirectory.open(temp)) {
      opened.state(opened.state().with(PORTS).in(Phase.RUNNING));
    }
    try (DataDirectory again = DataDirectory.open(temp)) {
      assertThat(again.state().ports()).isEqualTo(PORTS);
      assertThat(again.state().phase()).isEqualTo(Phase.STARTING);
    }
  }

  @Test
  void open_twice_isRefused() {
    try (DataDirectory opened = DataDirectory.open(temp)) {
      assertThat(opened.state().pid()).isEqualTo(ProcessHandle.current().pid());
      assertFails(Reason.IN_USE, () -> DataDirectory.open(temp))
          .hasMessageContaining("process " + opened.state().pid());
    }
  }

  @Test
  void peek_seesStateOnlyWhileHeld() {
    assertThat(DataDirectory.peek(temp.resolve("none"))).isEmpty();
    try (DataDirectory opened = DataDirectory.open(temp)) {
      assertThat(DataDirectory.peek(temp)).contains(opened.state());
    }
    assertThat(DataDirectory.peek(temp)).isEmpty();
  }

  @Test
  void open_afterACreationThatDidNotEnd_beginsAnew() throws Exception {
    Path half = temp.resolve("zookeeper/half");
    try (DataDirectory opened = DataDirectory.open(temp)) {
      Files.writeString(half, "made");
      assertThat(opened.state().phase()).isEqualTo(Phase.CREATING);
    }
    try (DataDirectory again = DataDirectory.open(temp)) {
      assertThat(half).doesNotExist();
      assertThat(again.zooKeeper()).isDirectory();
    }
  }

  @Test
  void open_withDataButWithoutState_isRefusedAndTouchesNothing() throws Exception {
    Path data = Files.createDirectories(temp.resolve("lts")).resolve("chunk");
    Files.writeString(data, "footage");
    assertFails(Reason.DAMAGED, () -> DataDirectory.open(temp))
        .hasMessageContaining("node.properties");
    assertThat(data).hasContent("footage");
  }

  @Test
  void open_withForeignState_isRefused() throws Exception {
    Files.writeString(temp.resolve("node.properties"), "format=7");
    assertFails(Reason.DAMAGED, () -> DataDirectory.open(temp));
  }

  @Test
  void open_ofAFile_saysToNameADirectory() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("name a directory");
    assertThatThrownBy(() -> DataDirectory.open(file.resolve("below")))
        .isInstanceOf(ConfigurationException.class);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      Reason reason, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
