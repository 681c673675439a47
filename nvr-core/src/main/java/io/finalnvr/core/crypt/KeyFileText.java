package io.finalnvr.core.crypt;

import io.finalnvr.ConfigurationException;
import io.finalnvr.core.crypt.KeyFile.WrappingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The form of a key file: a line for each key, its id and the key in Base64. No message shows what
 * stands in it.
 */
final class KeyFileText {

  private static final String HEAD =
      """
      # FinalNVR: keys of encrypted footage, the newest last. Without this file the footage can't be read:
      # keep a copy of it in a safe place, not beside the footage. Remove no line that a store still needs.
      """;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFileText() {}

  static List<WrappingKey> read(Path file) {
    try {
      checkPermissions(file);
      List<WrappingKey> keys = new ArrayList<>();
      int number = 0;
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          keys.add(parse(file, number, line));
        }
      }
      if (keys.isEmpty()) {
        throw new ConfigurationException("there is no key in " + file);
      }
      return List.copyOf(keys);
    } catch (IOException e) {
      throw new ConfigurationException(
          "can't read the key file %s (%s); 'nvr key create' makes one"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static void checkPermissions(Path file) throws IOException {
    if (!isPosix(file)) {
      return;
    }
    Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
    others.retainAll(Files.getPosixFilePermissions(file));
    if (!others.isEmpty()) {
      throw new ConfigurationException(
          "others than its owner have access to the key file %s; take it from them: chmod 600 %1$s"
              .formatted(file));
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static WrappingKey parse(Path file, int number, String line) {
    String[] words = line.strip().split("\\s+");
    try {
      if (words.length == 2) {
        byte[] secret = Base64.getDecoder().decode(words[1]);
        WrappingKey key = WrappingKey.of(secret);
        if (secret.length == DataKey.SIZE && key.id().equals(words[0])) {
          return key;
        }
      }
    } catch (IllegalArgumentException e) {
      // Its message shows a part of the key.
    }
    throw new ConfigurationException(
        "line %d of the key file %s is no key, or it was changed".formatted(number, file));
  }

  static void create(Path file, List<WrappingKey> keys) {
    try {
      write(file, keys);
    } catch (FileAlreadyExistsException e) {
      throw new ConfigurationException(
          "there is a file %s already; 'nvr key add' adds a key to a key file".formatted(file), e);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  static void replace(Path file, List<WrappingKey> keys) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(next);
      write(next, keys);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static ConfigurationException cannotWrite(Path file, IOException e) {
    return new ConfigurationException("can't write the key file " + file + ": " + e, e);
  }

  private static void write(Path file, List<WrappingKey> keys) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (WrappingKey key : keys) {
      text.append(key.id()).append(' ');
      text.append(Base64.getEncoder().encodeToString(key.secret())).append('\n');
    }
    FileAttribute<?>[] attributes =
        isPosix(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
