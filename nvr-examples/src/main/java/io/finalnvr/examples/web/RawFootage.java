package io.finalnvr.examples.web;

import io.finalnvr.NvrException;
import io.finalnvr.media.Fragment;
import io.finalnvr.media.FragmentSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes fragments as they stand in the store; waits for whoever takes them. */
final class RawFootage implements FragmentSink {

  private final OutputStream out;
  private volatile @Nullable NvrException failure;

  RawFootage(OutputStream out) {
    this.out = out;
  }

  @Override
  public void onFragment(Fragment fragment) {
    ByteBuffer boxes = fragment.data();
    byte[] bytes = new byte[boxes.remaining()];
    boxes.get(bytes);
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onFailure(NvrException cause) {
    failure = cause;
  }

  @Nullable NvrException failure() {
    return failure;
  }
}
