package io.finalnvr.core.crypt;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/** Measures what encryption costs on this machine; doc/encryption.md says how to run it. */
final class EncryptionCost {

  private static final int[] SIZES = {2 << 10, 8 << 10, 32 << 10, 128 << 10, 1 << 20};
  private static final int CALLS = 4_000;
  private static final int WARM_UP = 20_000;

  private EncryptionCost() {}

  public static void main(String[] args) {
    byte[] secret = new byte[DataKey.SIZE];
    DataKey key = new DataKey(secret);
    System.out.println("bytes of a record, encrypt us (MB/s), decrypt us (MB/s): medians");
    for (int size : SIZES) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      ByteBuffer plain = ByteBuffer.wrap(bytes);
      Sealer sealer = new Sealer(key);
      Opener opener = new Opener(key);
      byte[] context = Contexts.record("gate.main", 1, Instant.EPOCH, true, false);
      ByteBuffer sealed = sealer.seal(plain, context);
      long encrypt = median(size, () -> sealer.seal(plain, context));
      long decrypt = median(size, () -> opener.open(sealed, context));
      System.out.printf(
          "%,9d  %7.1f (%,5d)  %7.1f (%,5d)%n",
          size, encrypt / 1e3, size * 1_000L / encrypt, decrypt / 1e3, size * 1_000L / decrypt);
    }
  }

  private static long median(int size, Runnable call) {
    long bytesToWarmUp = (long) WARM_UP * 8_192;
    for (long done = 0; done < bytesToWarmUp; done += size) {
      call.run();
    }
    long[] nanos = new long[Math.max(200, CALLS * 8_192 / Math.max(8_192, size))];
    for (int i = 0; i < nanos.length; i++) {
      long begun = System.nanoTime();
      call.run();
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }
}
