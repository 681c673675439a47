package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;

/** Hands everything on. */
class ForwardingSink implements FrameSink {

  private final FrameSink target;

  ForwardingSink(FrameSink target) {
    this.target = target;
  }

  @Override
  public void onFrame(EncodedFrame frame) {
    target.onFrame(frame);
  }

  @Override
  public void onShow(EncodedFrame frame) {
    target.onShow(frame);
  }

  @Override
  public void onGap(Gap gap) {
    target.onGap(gap);
  }

  @Override
  public void onEnd() {
    target.onEnd();
  }

  @Override
  public void onFailure(NvrException failure) {
    target.onFailure(failure);
  }
}
