package io.finalnvr.examples.cli;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Texts;
import io.finalnvr.media.Fragment;
import io.finalnvr.media.FragmentSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes fragments to standard output until its reader goes away. */
final class PipeSink implements FragmentSink {

  private final Console console;
  private final FragmentTimes times;
  private final FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
  private volatile boolean closed;
  private volatile boolean failed;

  PipeSink(Console console, FragmentTimes times) {
    this.console = console;
    this.times = times;
  }

  boolean isClosed() {
    return closed;
  }

  boolean failed() {
    return failed;
  }

  @Override
  public void onFragment(Fragment fragment) {
    if (closed) {
      return;
    }
    try {
      ByteBuffer data = times.next(fragment);
      while (data.hasRemaining()) {
        out.write(data);
      }
    } catch (IOException e) {
      closed = true; // The reader of the pipe has seen enough.
    }
  }

  @Override
  public void onGap(Gap gap) {
    console.say("gap of " + Texts.duration(gap.range().duration()) + ", " + gap.cause());
  }

  @Override
  public void onFailure(NvrException failure) {
    console.say("nvr: " + failure.getMessage());
    failed = true;
  }
}
